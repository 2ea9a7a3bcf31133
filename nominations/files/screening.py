"""The screener's word on a file in a blind round: let it pass, withhold it, or put a
cleaned copy in its place.
"""

from __future__ import annotations

from contextlib import closing

from django.core.files.base import File
from django.db import transaction
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from awards.accounts.models import User
from awards.ledger.services import append
from awards.outbox.work import WorkState
from nominations import acts
from nominations.files.emails import file_withheld
from nominations.files.preparing import delete_files
from nominations.files.services import inspect_upload
from nominations.models import Preparation
from nominations.refusals import FileRefusedError
from nominations.statuses import Scan, Screening


def locked(preparation: Preparation) -> Preparation:
    rows = Preparation.objects.select_for_update(of=("self",)).select_related(
        "attachment__entry__edition"
    )
    row = rows.get(pk=preparation.pk)
    if row.scan == Scan.INFECTED:
        raise FileRefusedError(_("This file contains a virus and cannot be shared."))
    return row


@transaction.atomic
def pass_file(*, preparation: Preparation, user: User) -> None:
    """Judges of blind rounds may have its blind copy as it is. Raises FileRefusedError
    before it was looked at.
    """
    row = locked(preparation)
    if row.state != WorkState.DONE or (
        row.findings and row.findings[0]["where"] == "unreadable"
    ):
        raise FileRefusedError(
            _("There is no copy for judges yet. Upload a cleaned copy.")
        )
    decide(row, Screening.PASSED, user, "")


@transaction.atomic
def withhold_file(*, preparation: Preparation, user: User, reason: str) -> None:
    """No blind judge gets it. The entrant reads the reason."""
    if not reason:
        raise FileRefusedError(_("Enter a reason. The entrant will read it."))
    row = locked(preparation)
    decide(row, Screening.WITHHELD, user, reason)
    file_withheld(row)


@transaction.atomic
def replace_file(
    *,
    preparation: Preparation,
    user: User,
    upload: File[bytes],
    reason: str = "",
) -> None:
    """A cleaned copy for blind judges, looked into as any file. The entrant's own file
    stays as it was sent in.
    """
    with closing(inspect_upload(upload)) as found:
        row = locked(preparation)
        old = row.replacement.name
        row.replacement.save(found.name, found.file, save=False)
    row.replacement_type, row.replacement_sha256 = found.media_type, found.sha256
    row.state, row.due_at, row.attempts = WorkState.QUEUED, Now(), 0
    decide(row, Screening.PASSED, user, reason)
    if old:
        transaction.on_commit(lambda: delete_files([old]))


def decide(row: Preparation, screening: Screening, user: User, reason: str) -> None:
    entry = row.attachment.entry
    row.screening, row.screened_at, row.screened_by, row.reason = (
        screening,
        Now(),
        user,
        reason,
    )
    row.save()
    act = {Screening.PASSED: acts.FILE_PASSED, Screening.WITHHELD: acts.FILE_WITHHELD}[
        screening
    ]
    values = {"entry": entry.reference, "file": row.attachment.sha256, "reason": reason}
    if row.replacement_sha256:
        values["replacement"] = row.replacement_sha256
    append(entry.edition.code, act, user, values, subject=f"entry:{entry.reference}")
