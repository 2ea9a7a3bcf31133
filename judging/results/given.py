"""What ballots of each kind give to be ranked: ballot id → a score's name → its number,
None where it was left out.

Scores and answers to criteria stand under the criterion; a comparison under the
pseudonym of the entry that it was compared with.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from awards.models import Round
from judging.ballot_kinds import PAIRS, kind_of
from judging.models import Comparison, Score
from judging.models.ballots import BallotQuerySet
from judging.pseudonyms import Pseudonyms

Given = Mapping[int, Mapping[str, Decimal | None]]


@dataclass(frozen=True)
class Answers:
    """``named``: entries that ballots name besides their own, reference → pseudonym."""

    by_ballot: Given
    named: Mapping[str, str] = field(default_factory=dict)


def answers_of(
    round_: Round, ballots: BallotQuerySet, pseudonyms: Pseudonyms
) -> Answers:
    if kind_of(round_) is PAIRS:
        return compared(ballots, pseudonyms)
    return Answers(scores_of(ballots))


def scores_of(ballots: BallotQuerySet) -> Given:
    scores: dict[int, dict[str, Decimal | None]] = defaultdict(dict)
    given = Score.objects.filter(ballot__in=ballots).values_list(
        "ballot_id", "criterion__code", "value"
    )
    for ballot, criterion, value in given:
        scores[ballot][criterion] = value
    return scores


def compared(ballots: BallotQuerySet, pseudonyms: Pseudonyms) -> Answers:
    rows = Comparison.objects.filter(ballot__in=ballots).values_list(
        "ballot_id", "other__entry_category__entry__reference", "answer"
    )
    found: dict[int, dict[str, Decimal | None]] = defaultdict(dict)
    named: dict[str, str] = {}
    for ballot, reference, answer in rows:
        named[reference] = named.get(reference) or pseudonyms.entry(reference)
        found[ballot][named[reference]] = answer
    return Answers(found, named)
