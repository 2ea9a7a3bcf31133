"""Which entries deserve one more ballot, and from whom: where P(among the winners) is
nearest one half.

As good in simulation as knowledge gradient and top-two Thompson sampling, and
explainable. Fix the rule (how many, the cap, when to stop) before scores come in, and
log each request.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from .shape import Document
from .unscored import ranked_rows


@dataclass(frozen=True)
class Contender:
    """p: P(among the winners). ballots: counted or on their way. closed: judges who saw
    it or may not (conflicts).
    """

    entry: str
    p: float
    ballots: int
    closed: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Reader:
    """load: ballots given or on their way. limit: the most this judge takes.
    severity_se: None if not known.
    """

    judge: str
    load: int = 0
    limit: int | None = None
    severity_se: float | None = None


@dataclass(frozen=True)
class StopRule:
    """cap: ballots per entry at most. enough: P(the set of winners is right) at which
    no more are asked for.
    """

    cap: int
    enough: float = 0.9


@dataclass(frozen=True)
class Call:
    """One more ballot asked for, with the chance that made the entry close."""

    entry: str
    judge: str
    p: float


@dataclass(frozen=True)
class Calls:
    """calls: closest first. stopped: why there are none, if so. unfilled: close entries
    that no judge may take.
    """

    calls: list[Call] = field(default_factory=list)
    stopped: Literal["certain_enough", "nothing_close"] | None = None
    unfilled: list[str] = field(default_factory=list)


def close_calls(
    contenders: Iterable[Contender],
    readers: Iterable[Reader],
    *,
    count: int,
    stop: StopRule,
    p_winners: float | None = None,
) -> Calls:
    """At most `count` calls, one per entry. Judge: open to the entry, lowest load, then
    least known severity, then name. Equal closeness goes to fewer ballots, then to the
    name. p_winners: P(the set of winners is right), if known.
    """
    if p_winners is not None and p_winners >= stop.enough:
        return Calls(stopped="certain_enough")
    close = [one for one in contenders if 0.0 < one.p < 1.0 and one.ballots < stop.cap]
    close.sort(key=lambda one: (round(abs(one.p - 0.5), 9), one.ballots, one.entry))
    by_name = {reader.judge: reader for reader in readers}
    loads = {name: reader.load for name, reader in by_name.items()}
    found = Calls(stopped=None if close else "nothing_close")
    for contender in close:
        if len(found.calls) >= count:
            break
        judge = _choose(by_name, loads, contender.closed)
        if judge is None:
            found.unfilled.append(contender.entry)
        else:
            loads[judge] += 1
            found.calls.append(Call(contender.entry, judge, contender.p))
    return found


def _choose(
    readers: Mapping[str, Reader], loads: Mapping[str, int], closed: Collection[str]
) -> str | None:
    def place(reader: Reader) -> tuple[int, float, str]:
        known = float("inf") if reader.severity_se is None else reader.severity_se
        return loads[reader.judge], -known, reader.judge

    free = [
        reader
        for reader in readers.values()
        if reader.judge not in closed
        and (reader.limit is None or loads[reader.judge] < reader.limit)
    ]
    return min(free, key=place).judge if free else None


def contenders_of(
    document: Document,
    conflicts: Mapping[str, Collection[str]] | None = None,
    pending: Mapping[str, Collection[str]] | None = None,
) -> list[Contender]:
    """From a ranking document. conflicts, pending: entry to judges who may not see it,
    or whose ballot is on its way.

    An entry that is not ranked is none; one whose chance is not known counts as one half.
    """
    conflicts, pending, found = conflicts or {}, pending or {}, []
    for row in ranked_rows(document["entries"]):
        seen = {step["judge"] for step in row["steps"]} | set(
            pending.get(row["entry"], ())
        )
        p = 0.5 if row["p_top"] is None else row["p_top"]
        closed = frozenset(seen | set(conflicts.get(row["entry"], ())))
        found.append(Contender(row["entry"], p, len(seen), closed))
    return found


def readers_of(
    document: Document,
    loads: Mapping[str, int],
    limits: Mapping[str, int] | None = None,
) -> list[Reader]:
    """Every judge in `loads` (those not in the document have no known severity)."""
    known = {row["judge"]: row["severity_se"] for row in document["judges"]}
    limits = limits or {}
    return [
        Reader(judge, load, limits.get(judge), known.get(judge))
        for judge, load in sorted(loads.items())
    ]
