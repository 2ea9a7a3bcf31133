"""Prizes by rule: a ladder of levels laid on a ranking. Only proposed; what wins is
decided by people.

Entries of one rank stay together: who is equal by every rule is never parted by this
one.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from .rules import Number

SHARE, LOWER, PEOPLE = "share", "lower", "people"


@dataclass(frozen=True)
class Step:
    """A level of the ladder. minimum_score: on the scale of the scores, None for any;
    minimum_entries: contested.
    """

    code: str
    places: int
    minimum_score: Number | None = None
    minimum_entries: int = 0


@dataclass(frozen=True)
class Placed:
    """An entry with its rank (from 1, equal if shared) and its adjusted score."""

    entry: str
    rank: int
    score: float


@dataclass(frozen=True)
class Remark:
    """Why a level went to fewer than it could: kind few-entries, below-minimum, tie,
    nobody-left or taken-above.
    """

    kind: str
    level: str
    entries: tuple[str, ...] = ()


@dataclass(frozen=True)
class Proposal:
    """levels: entry to the code of its level; shared: entries that hold their prize
    together with others.
    """

    levels: dict[str, str] = field(default_factory=dict)
    shared: frozenset[str] = frozenset()
    remarks: tuple[Remark, ...] = ()


def propose(
    entries: Iterable[Placed], ladder: Sequence[Step], ties: str = PEOPLE
) -> Proposal:
    """The ladder from its highest step laid on the entries in order of rank.

    ties: what becomes of entries of one rank of which only some would fit on a step:
    SHARE gives it to all of them and takes as many prizes from the steps below, LOWER
    moves them to the next step that holds them all, PEOPLE ends the proposal there.
    """
    queue = sorted(entries, key=lambda one: (one.rank, one.entry))
    return _Laying(
        [list(group) for _, group in groupby(queue, key=lambda one: one.rank)], ties
    ).over(ladder)


class _Laying:
    def __init__(self, groups: list[list[Placed]], ties: str) -> None:
        self.groups, self.ties = groups, ties
        self.contested = sum(map(len, groups))
        self.levels: dict[str, str] = {}
        self.shared: set[str] = set()
        self.remarks: list[Remark] = []
        # owed: prizes that were given above and are missing below
        self.owed, self.ended = (
            0,
            False,
        )

    def over(self, ladder: Sequence[Step]) -> Proposal:
        for step in ladder:
            if not self.ended:
                self.lay(step)
        return Proposal(self.levels, frozenset(self.shared), tuple(self.remarks))

    def lay(self, step: Step) -> None:
        if self.contested < step.minimum_entries:
            return self.remark("few-entries", step)
        places = step.places - self.owed
        self.owed = max(0, -places)
        if places <= 0 and step.places:
            return self.remark("taken-above", step)
        while places > 0 and self.groups:
            group = self.groups[0]
            if step.minimum_score is not None and group[0].score < float(
                step.minimum_score
            ):
                return self.remark("below-minimum", step, group)
            if len(group) > places and self.ties != SHARE:
                self.ended = self.ties == PEOPLE
                return self.remark("tie", step, group)
            places = self.give(step, self.groups.pop(0), places)
        if places > 0:
            self.remark("nobody-left", step)
        return None

    def give(self, step: Step, group: list[Placed], places: int) -> int:
        """Places left on the step."""
        names = [one.entry for one in group]
        self.levels.update(dict.fromkeys(names, step.code))
        if len(names) > places:
            self.shared.update(names)
            self.owed += len(names) - places
            self.remark("tie", step, group)
        return max(0, places - len(names))

    def remark(self, kind: str, step: Step, group: Iterable[Placed] = ()) -> None:
        self.remarks.append(Remark(kind, step.code, tuple(one.entry for one in group)))
