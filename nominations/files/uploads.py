"""Files that come in parts over a bad line.

Plain parts and not the tus protocol: the one tus library for Django alone (django-tus)
was last released in 2020 for Django 3.1; drf-tus is kept, but needs the whole of Django
REST Framework, keeps its parts on one machine's disk, and tus's browser client comes
from npm only. What is needed is small: begin, add at an offset, finish. Each part is an
object of its own in the storage, so that any web process of any machine can take the
next one.
"""

from __future__ import annotations

import tempfile
from datetime import timedelta

from django.core.files.base import ContentFile, File
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from awards.accounts.models import User
from awards.models import Edition
from nominations.files.preparing import delete_files
from nominations.files.services import (
    attach_file,
    check_promise,
    check_room,
    field_of,
    safe_name,
    sweep_removed,
)
from nominations.guard import check_editable, lock_entry
from nominations.models import Attachment, Entry, ImportFile, Question, Upload
from nominations.questions.kinds.file_limits import NO_LONGER_THAN, limits_for
from nominations.refusals import EntryError, FileRefusedError

PART = 4 * 1024 * 1024
ABANDONED_AFTER = timedelta(hours=24)
MOST_UPLOADS = 10  # half-sent files of one entry


class OffsetError(EntryError):
    """The part begins elsewhere than where the kept bytes end; ``received`` says where to go on."""

    message = _("Part of the upload is missing. Choose the file again.")

    def __init__(self, received: int) -> None:
        super().__init__()
        self.received = received


@transaction.atomic
def begin_upload(
    *,
    entry: Entry,
    user: User,
    name: str,
    size: int,
    changed: str = "",
    question: Question | None = None,
) -> Upload:
    """The half-sent upload of this very file, or a new one. Refuses early what would be
    refused at its end.
    """
    entry = lock_entry(entry)
    check_editable(entry, [field_of(question)])
    limits = limits_for(question)
    if size <= 0:
        raise FileRefusedError(_("The file is empty. Choose another one."))
    check_promise(name, size, limits)
    check_room(entry, question, limits)
    same = {
        "entry": entry,
        "question": question,
        "user": user,
        "name": safe_name(name)[:NO_LONGER_THAN],
        "size": size,
        "changed": changed[:40],
    }
    known = Upload.objects.filter(**same).first()
    if known:
        return known
    if entry.uploads.count() >= MOST_UPLOADS:
        raise FileRefusedError(
            _("Too many uploads at once. Wait until some are finished.")
        )
    return Upload.objects.create(**same)


@transaction.atomic
def add_part(*, upload: Upload, offset: int, content: bytes) -> Upload:
    """Keep the next part. Raises OffsetError when it does not begin where the last one ended."""
    upload = Upload.objects.select_for_update().get(pk=upload.pk)
    if offset != upload.received:
        raise OffsetError(upload.received)
    if not content or len(content) > PART or offset + len(content) > upload.size:
        raise FileRefusedError(_("The file changed during upload. Choose it again."))
    path = upload.part_path(upload.parts)
    default_storage.delete(path)  # of an attempt whose row was rolled back
    default_storage.save(path, ContentFile(content))
    upload.received += len(content)
    upload.parts += 1
    Upload.objects.filter(pk=upload.pk).update(
        received=upload.received, parts=upload.parts, touched_at=Now()
    )
    return upload


def finish_upload(*, upload: Upload) -> Attachment:
    """Put the parts together and attach the file, looked into as any other. Raises what
    ``attach_file`` raises.

    A refused file is gone: sending it once more would not make it better.
    """
    if upload.received != upload.size:
        raise OffsetError(upload.received)
    try:
        return attach_instead(upload)
    except EntryError:
        drop_upload(upload=upload)
        raise


@transaction.atomic
def attach_instead(upload: Upload) -> Attachment:
    """The file comes and the half-sent one goes at one moment: nobody sees both, and
    whoever asks twice at once gets one file.
    """
    if not Upload.objects.select_for_update().filter(pk=upload.pk).exists():
        raise FileRefusedError(_("This file is already attached."))
    attachment = attach_parts(upload)
    drop_upload(upload=upload)
    return attachment


def attach_parts(upload: Upload) -> Attachment:
    with tempfile.NamedTemporaryFile(suffix=".upload") as whole:
        for path in upload.part_paths:
            with default_storage.open(path, "rb") as part:
                whole.write(part.read())
        whole.flush()
        file = File(whole, name=upload.name)
        return attach_file(
            entry=upload.entry, user=upload.user, upload=file, question=upload.question
        )


@transaction.atomic
def drop_upload(*, upload: Upload) -> None:
    names = upload.part_paths
    Upload.objects.filter(pk=upload.pk).delete()
    transaction.on_commit(lambda: delete_files(names))


def sweep_uploads() -> int:
    """Half-sent files that nobody went on with for a day, and those taken out: the number
    taken away.
    """
    abandoned = list(Upload.objects.filter(touched_at__lt=Now() - ABANDONED_AFTER))
    for upload in abandoned:
        drop_upload(upload=upload)
    return len(abandoned) + sweep_imports() + sweep_removed()


def sweep_imports() -> int:
    """Spreadsheets whose import nobody went on with."""
    left = list(ImportFile.objects.filter(created_at__lt=Now() - ABANDONED_AFTER))
    for brought in left:
        drop_import(brought=brought)
    return len(left)


def keep_import(*, edition: Edition, user: User, upload: File[bytes]) -> ImportFile:
    """Until somebody has said which column is what."""
    name = safe_name(upload.name or "")[:NO_LONGER_THAN]
    return ImportFile.objects.create(edition=edition, user=user, file=upload, name=name)


@transaction.atomic
def drop_import(*, brought: ImportFile) -> None:
    name = brought.file.name or ""
    brought.delete()
    transaction.on_commit(lambda: delete_files([name]))
