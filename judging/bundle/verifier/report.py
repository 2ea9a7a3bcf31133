"""One line per check; whatever a stranger's file does to a check is a finding, and
never ends the program.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

SHOWN, LONGEST = 3, 300


class Remark(str):
    """Something a reader should know that is no fault."""


@dataclass(frozen=True)
class Check:
    name: str
    ok: bool
    detail: str


def failed(name: str, problem: str) -> Check:
    return Check(name, False, printable(problem))


def run_check(name: str, problems: Callable[[], Iterable[str]], fine: str) -> Check:
    try:
        found = list(problems())
    except Exception as error:
        found = [f"cannot be read: {type(error).__name__}: {error}"]
    faults = [one for one in found if not isinstance(one, Remark)]
    more = f" (and {len(faults) - SHOWN} more)" if len(faults) > SHOWN else ""
    texts = [*faults[:SHOWN]] if faults else [fine, *found]
    return Check(name, not faults, "; ".join(map(printable, texts)) + more)


def printable(text: str) -> str:
    """On one line and of a length to be read: a file's words must not write the
    program's own lines.
    """
    shown = text if len(text) <= LONGEST else f"{text[:LONGEST]}…"
    return "".join(
        letter if letter.isprintable() else "\N{REPLACEMENT CHARACTER}"
        for letter in shown
    )
