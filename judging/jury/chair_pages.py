"""What the chair of a panel sees of it: how far the others are, once the chair's own
ballots there are in.

A chair sees no score that the discussion does not show to every judge, decides nothing,
and is told nothing of entries with which they have a conflict of interest.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q

from awards.models import Category, Round
from judging.models import Assignment, Conflict, Judge
from judging.statuses import BallotState


@dataclass(frozen=True)
class Member:
    judge: int
    name: str
    done: int
    assigned: int

    @property
    def missing(self) -> int:
        return self.assigned - self.done


@dataclass(frozen=True)
class Chaired:
    """``left``: the chair's own ballots that are not in; while there are any, nothing
    else is shown.
    """

    category: Category
    round: Round
    left: int
    members: tuple[Member, ...]
    # own assignments whose discussion is open: id, reference
    discussions: tuple[tuple[int, str], ...]


DONE = Q(ballot__state=BallotState.SUBMITTED)


def chaired_by(judge: Judge) -> list[Chaired]:
    rounds = list(
        judge.edition.rounds.filter(active=True, assignments__isnull=False)
        .distinct()
        .select_related("rules")
    )
    return [
        panel_of(judge, category, round_)
        for category in judge.chairs.select_related("smart")
        for round_ in rounds
    ]


def panel_of(judge: Judge, category: Category, round_: Round) -> Chaired:
    tied = Conflict.objects.standing().filter(
        judge=judge, entry=OuterRef("entry_category__entry")
    )
    here = Assignment.objects.standing().filter(
        round=round_, entry_category__category=category
    )
    here = here.filter(~Exists(tied))
    own = here.filter(judge=judge)
    left = own.exclude(DONE).count()
    if left:
        return Chaired(category, round_, left, (), ())
    counts: dict[int, list[bool]] = defaultdict(list)
    for pk, state in here.exclude(judge=judge).values_list("judge_id", "ballot__state"):
        counts[pk].append(state == BallotState.SUBMITTED)
    judges = Judge.objects.filter(pk__in=counts).select_related("user").order_by("pk")
    members = tuple(
        Member(one.pk, str(one.user), sum(counts[one.pk]), len(counts[one.pk]))
        for one in judges
    )
    talks = bool(getattr(round_, "rules", None) and round_.rules.discussion)
    discussions = (
        own.filter(DONE).values_list("pk", "entry_category__entry__reference")
        if talks
        else []
    )
    return Chaired(category, round_, 0, members, tuple(discussions))


def may_remind(chair: Judge, member: int, category: int, round_: int) -> bool:
    """A member of a panel that this judge chairs, with something left there, and the
    chair's own ballots in.
    """
    for panel in chaired_by(chair):
        if (panel.category.pk, panel.round.pk) == (category, round_):
            return any(one.judge == member and one.missing for one in panel.members)
    return False
