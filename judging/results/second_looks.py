"""Where a second look may be worth it, with the names that organisers know: hints of the
engine, and ballots on which the first place hangs.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from judging.ranking import Group, Rules, influence
from judging.ranking.hints import ROUNDS, Hint, hints
from judging.results.services import Names
from judging.results.stored import DecidingBallot, StoredHint

# ballots of a round above which fewer honest rounds are simulated, and how many then
LARGE, FEW_ROUNDS = 10_000, 200


def hints_of_round(groups: Sequence[Group], rules: Rules) -> list[Hint]:
    """Of all groups of a round together; none in method 1."""
    if not rules.pooled:
        return []
    large = sum(len(group.whole.total) for group in groups) > LARGE
    return hints(groups, FEW_ROUNDS if large else ROUNDS)


def hints_in(group: Group, found: Iterable[Hint], names: Names) -> list[StoredHint]:
    """Those on the group's ballots, and those on judges who sit in it."""
    judges, entries = set(group.table.judges), set(group.table.entries)
    return [
        {
            "kind": one.kind,
            "judges": [names.judges.get(judge, judge) for judge in one.judges],
            "entry": None
            if one.entry is None
            else names.entries.get(one.entry, one.entry),
            "figure": one.figure,
            "threshold": one.threshold,
            "ballots": one.ballots,
            "noise": one.noise,
            "apart": one.apart,
        }
        for one in found
        if judges.issuperset(one.judges)
        and (
            one.entry is None
            or (one.entry in entries and one.category == group.table.category)
        )
    ]


def deciding_ballots(group: Group, rules: Rules, names: Names) -> list[DecidingBallot]:
    """Without which others would be first."""
    if not rules.pooled:
        return []
    return [
        {
            "judge": names.judges.get(one.judge, one.judge),
            "entry": names.entries.get(one.entry, one.entry),
            "moved": one.moved,
            "winners": [names.entries.get(name, name) for name in one.winners],
        }
        for one in influence.deciding_ballots(group, rules)
        if one.entry is not None
    ]
