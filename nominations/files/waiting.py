"""Files that blind judges do not have yet, since nobody has checked them for names:
what organisers must see.
"""

from __future__ import annotations

from collections import Counter

from django.db.models import Q, QuerySet

from awards.models import Edition
from nominations.models import Preparation
from nominations.questions.kinds import hidden
from nominations.statuses import EntryState, Screening

WAITS = Q(screening=Screening.WAITING)


def judges_files() -> QuerySet[Preparation]:
    """Of entries that were sent in (drafts are nobody else's business), but for those
    that name the entrant anyway.
    """
    rows = Preparation.objects.filter(
        attachment__entry__state=EntryState.SUBMITTED, attachment__removed_at=None
    )
    return rows.exclude(hidden("attachment__question__"))


def files_to_screen(edition: Edition) -> QuerySet[Preparation]:
    return judges_files().filter(attachment__entry__edition=edition)


def files_waiting(edition: Edition) -> QuerySet[Preparation]:
    return files_to_screen(edition).filter(WAITS)


def waiting_by_edition(editions: list[int]) -> dict[int, int]:
    """Edition's id → how many wait, in one statement."""
    rows = judges_files().filter(WAITS, attachment__entry__edition__in=editions)
    return Counter(rows.values_list("attachment__entry__edition", flat=True))
