"""Who has done what in a round: per judge, per entry; and reminders that say exactly what is missing."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.db.models import Count, Q

from awards.ledger.services import database_now
from awards.models import Edition, Round
from judging import emails
from judging.models import Assignment, Judge
from judging.statuses import BallotState, JudgeState
from nominations.models import EntryCategory


@dataclass
class Progress:
    """Counts of one judge's, entry's or category's assignments."""

    thing: Any
    assigned: int = 0
    done: int = 0
    begun: int = 0
    rows: list[Any] = field(default_factory=list)

    @property
    def missing(self) -> int:
        return self.assigned - self.done

    @property
    def untouched(self) -> int:
        return self.assigned - self.done - self.begun

    def count(self, state: str | None) -> None:
        self.assigned += 1
        self.done += state == BallotState.SUBMITTED
        self.begun += state == BallotState.DRAFT


@dataclass
class Board:
    judges: list[Progress]
    entries: list[Progress]
    categories: list[Progress]
    whole: Progress
    below_quorum: int


def board_of(edition: Edition, round_: Round) -> Board:
    """A round at a glance, in a fixed number of queries."""
    judges = {judge.pk: Progress(judge) for judge in edition.judges.accepted().select_related("user").order_by("pk")}
    places = EntryCategory.objects.filter(entry__edition=edition, entry__state="submitted")
    entries = {
        row.pk: Progress(row)
        for row in places.select_related("entry", "category").order_by("category__order", "entry__reference")
    }
    categories = {category.pk: Progress(category) for category in edition.categories.all()}
    whole = Progress(round_)
    rows = Assignment.objects.standing().filter(round=round_, judge__state=JudgeState.ACCEPTED)
    for judge, place, state in rows.values_list("judge_id", "entry_category_id", "ballot__state"):
        if judge not in judges or place not in entries:
            continue
        for progress in (judges[judge], entries[place], categories[entries[place].thing.category_id], whole):
            progress.count(state)
    below = sum(progress.done < round_.quorum for progress in entries.values())
    return Board(list(judges.values()), list(entries.values()), list(categories.values()), whole, below)


def missing_ballots(judge: Judge, round_: Round) -> list[dict[str, Any]]:
    """What this judge has left to do: ``[{"reference", "title", "category", "scored", "begun"}]``."""
    rows = Assignment.objects.visible_to(judge.user).filter(judge=judge, round=round_)
    rows = rows.filter(~Q(ballot__state=BallotState.SUBMITTED) | Q(ballot=None))
    scored = Count("ballot__scores", filter=Q(ballot__scores__value__isnull=False))
    rows = rows.select_related("entry_category__entry", "entry_category__category", "ballot").annotate(scored=scored)
    return [
        {
            "reference": row.entry_category.entry.reference,
            "title": row.entry_category.entry.title,
            "category": row.entry_category.category.name,
            "scored": row.scored,  # type: ignore[attr-defined]
            "begun": hasattr(row, "ballot"),
        }
        for row in rows.order_by("entry_category__category__order", "pk")
    ]


@transaction.atomic
def remind_judge(*, judge: Judge, round_: Round) -> bool:
    """One mail that lists what is missing; none to a judge who is done. At most one an hour."""
    missing = missing_ballots(judge, round_)
    if not missing:
        return False
    hour = database_now().strftime("%Y%m%d%H")
    return emails.judge_reminded(judge, round_, missing, f"{round_.pk}:{hour}")


def remind_all(*, edition: Edition, round_: Round) -> int:
    judges = edition.judges.accepted().select_related("user", "edition")
    return sum(remind_judge(judge=judge, round_=round_) for judge in judges)
