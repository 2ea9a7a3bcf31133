"""How a failure is written into the log: where it happened and of what kind it is, never
what it was about.

The message of an exception holds whatever was at hand: the row that a database refused,
the number that somebody typed, the address that a mail server does not know. A log is
read by more people than the pages are, and kept for longer.
"""

from __future__ import annotations

import traceback
from types import TracebackType

# Their messages are of Python's own making and name things of the program alone.
OF_THE_PROGRAM = (AttributeError, NameError, ImportError, RecursionError, MemoryError)
NAMED_BY_THE_DATABASE = ("table_name", "column_name", "constraint_name")
DEEPEST = 9  # failures because of failures

Raised = tuple[type[BaseException], BaseException, TracebackType | None]


def described(error: BaseException | None) -> str:
    """The kind of a failure, with what the database or the system calls it by."""
    if error is None:
        return "nothing"
    kind = type(error)
    name = kind.__qualname__
    if kind.__module__ != "builtins":
        name = f"{kind.__module__}.{name}"
    known = ", ".join([*of_the_database(error), *of_the_system(error)])
    if isinstance(error, OF_THE_PROGRAM):
        return f"{name}: {error}"
    return f"{name} ({known})" if known else name


def of_the_database(error: BaseException) -> list[str]:
    """A code of five signs and which table, column or rule; psycopg's errors say so
    themselves, Django's are raised from them.
    """
    for one in (error, error.__cause__):
        diagnosis = getattr(one, "diag", None)
        if diagnosis is not None:
            named = [getattr(diagnosis, key, None) for key in NAMED_BY_THE_DATABASE]
            return [str(part) for part in (diagnosis.sqlstate, *named) if part]
    return []


def of_the_system(error: BaseException) -> list[str]:
    if isinstance(error, OSError) and error.errno is not None:
        return [f"errno {error.errno}"]
    return []


def written(error: BaseException) -> str:
    """The traceback, oldest failure first; of each the lines of code that led to it."""
    parts: list[str] = []
    one: BaseException | None = error
    while one is not None and len(parts) < DEEPEST:
        frames = "".join(traceback.format_tb(one.__traceback__))
        parts.append(f"Traceback (most recent call last):\n{frames}{described(one)}")
        one = one.__cause__ or (None if one.__suppress_context__ else one.__context__)
    return "\n\nwhich led to:\n\n".join(reversed(parts))
