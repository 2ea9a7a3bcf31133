"""Files that blind judges do not have yet, since nobody has checked them for names: what organisers must see."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from awards.models import Edition
from nominations.files.models import Preparation
from nominations.files.statuses import Screening
from nominations.statuses import EntryState

WAITS = Q(screening=Screening.WAITING)


def files_to_screen(edition: Edition) -> QuerySet[Preparation]:
    """Of entries that were sent in; drafts are nobody else's business."""
    rows = Preparation.objects.filter(attachment__entry__edition=edition, attachment__entry__state=EntryState.SUBMITTED)
    return rows.filter(attachment__removed_at=None).exclude(attachment__question__names_entrant=True)


def files_waiting(edition: Edition) -> QuerySet[Preparation]:
    return files_to_screen(edition).filter(WAITS)


def waiting_by_edition(editions: list[int]) -> dict[int, int]:
    """In one statement."""
    rows = Preparation.objects.filter(WAITS, attachment__entry__edition__in=editions, attachment__removed_at=None)
    rows = rows.filter(attachment__entry__state=EntryState.SUBMITTED)
    found: dict[int, int] = {}
    for edition in rows.exclude(attachment__question__names_entrant=True).values_list(
        "attachment__entry__edition", flat=True
    ):
        found[edition] = found.get(edition, 0) + 1
    return found
