"""Certificates are made before the announcement and dated by it: the moment of
publication, not the one planned.
"""

from __future__ import annotations

from datetime import datetime

from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.timezone import localtime

from awards.models import Credential, WinnerList
from awards.outbox.work import WorkState


def date_certificates(winner_list: WinnerList) -> int:
    """Inside the transaction that publishes this list: how many must be typeset again,
    since they print another day.

    Those of an earlier publication keep their date.
    """
    published = winner_list.published_at
    assert published is not None
    theirs = Q(winner__winner_list=winner_list)
    # the first one brings entrants' and judges' out as well
    if winner_list.edition.announced_at == published:
        theirs |= Q(winner=None)
    rows = Credential.objects.filter(theirs, edition=winner_list.edition).exclude(
        issued_at=published
    )
    wrong = [
        row
        for row in rows.exclude(state=WorkState.DROPPED)
        if prints_another_day(row, published)
    ]
    rows.update(issued_at=published)
    again = {"pdf": "", "state": WorkState.QUEUED, "due_at": Now(), "attempts": 0}
    Credential.objects.filter(pk__in=[row.pk for row in wrong]).update(**again)
    throw_files_away([str(row.pdf.name) for row in wrong if row.pdf])
    return len(wrong)


def prints_another_day(credential: Credential, published: datetime) -> bool:
    """A certificate prints its day as Thai clocks have it."""
    return localtime(credential.issued_at).date() != localtime(published).date()


def throw_files_away(names: list[str]) -> None:
    def remove() -> None:
        for name in names:
            default_storage.delete(name)

    # a storage that is away must not undo the publication
    transaction.on_commit(remove, robust=True)
