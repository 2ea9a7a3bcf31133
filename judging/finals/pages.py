"""What tablets and the organiser's desk show of a final. A judge is told nothing of an
entry that is not theirs.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from django.urls import reverse

from awards.accounts.models import User
from awards.models import Round
from judging.blindness import hides_names
from judging.dossiers import title_of
from judging.dossiers.reads import people
from judging.models import ABSENT, Assignment, Presentation, listed_in
from judging.statuses import BallotState


@dataclass(frozen=True)
class Turn:
    """One presentation on a judge's tablet. ``title`` is empty where the entry is not
    this judge's to see.
    """

    number: int
    title: str
    reference: str
    url: str
    state: str
    part: str
    ended: bool


def turns_of(rows: list[Presentation], user: User, round_: Round) -> list[Turn]:
    own = Assignment.objects.visible_to(user).filter(round=round_).annotate(
        people=people("entry_category__entry__"), hidden=hides_names("round__")
    )  # fmt: skip
    related = (
        "entry_category__entry__organisation",
        "entry_category__entry__owner",
        "entry_category__category__smart",
    )
    mine = {
        row.entry_category_id: row
        for row in own.select_related(*related, "round", "ballot")
    }
    return [
        turn(number, row, mine.get(row.entry_category_id))
        for number, row in enumerate(rows, 1)
    ]


def turn(number: int, row: Presentation, own: Assignment | None) -> Turn:
    if own is None:
        return Turn(number, "", "", "", "", row.part, row.ended_at is not None)
    ballot = getattr(own, "ballot", None)
    url = reverse("judging:ballot-edit", args=[own.pk])
    title = title_of(own)
    return Turn(
        number,
        title.title,
        title.reference,
        url,
        ballot.state if ballot else "",
        row.part,
        row.ended_at is not None,
    )


def moved_on(round_: Round) -> list[str]:
    """References of the entries on the round's shortlist: who presents, to begin with."""
    names = listed_in(round_).values_list("entry__reference", flat=True)
    return list(dict.fromkeys(names))


@dataclass(frozen=True)
class Seat:
    """A judge at a presentation, for the organiser: whether the ballot is in, never
    what is on it.
    """

    assignment: int
    name: str
    state: str
    absent: bool

    @property
    def done(self) -> bool:
        return self.state == BallotState.SUBMITTED


def seats_of(round_: Round) -> dict[int, list[Seat]]:
    """Standing id → who judges it; absent ones too, so that they can be let in again."""
    rows = (
        Assignment.objects.filter(round=round_)
        .select_related("judge__user", "ballot")
        .order_by("judge__pk")
    )
    standing = set(
        Assignment.objects.standing().filter(round=round_).values_list("pk", flat=True)
    )
    found: dict[int, list[Seat]] = defaultdict(list)
    for row in rows:
        absent = row.reasons.get("removed") == ABSENT and row.recused_at is not None
        if row.pk in standing or absent:
            ballot = getattr(row, "ballot", None)
            found[row.entry_category_id].append(
                Seat(
                    row.pk, str(row.judge.user), ballot.state if ballot else "", absent
                )
            )
    return found


def is_in_final(round_: Round, user: User) -> bool:
    return (
        round_.active and round_.edition.judges.accepted().filter(user=user.pk).exists()
    )
