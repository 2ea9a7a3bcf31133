"""Files of an entry: looked into before anything is stored, and kept under names that
say nothing.
"""

from __future__ import annotations

import hashlib
import tempfile
import unicodedata
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from datetime import timedelta
from typing import IO

from django.core.files.base import ContentFile, File
from django.db import transaction
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from awards.accounts.models import User
from awards.language.thai import clean_text
from awards.ledger.services import database_now
from nominations.files.pdf_process import UnreadablePdfError, run_workshop
from nominations.files.pictures import (
    TooManyPixelsError,
    UnreadableImageError,
    as_jpeg,
    encode_anew,
    looks_like_heic,
)
from nominations.files.preparing import delete_files, files_of
from nominations.files.videos import (
    NotAVideoError,
    check_video,
    looks_like_mp4,
    looks_like_webm,
)
from nominations.files.videos import clean_video as without_tags
from nominations.files.videos.parts import NotPlayableError
from nominations.guard import check_editable, check_in_time, lock_entry
from nominations.models import Attachment, Entry, Preparation, Question
from nominations.questions.kinds.file_limits import (
    EXTENSIONS,
    HEIC,
    JPEG,
    MB,
    MP4,
    PDF,
    PNG,
    USUAL,
    WEBM,
    Limits,
    limits_for,
)
from nominations.refusals import FileRefusedError

UNDO_FOR = timedelta(days=1)
PDF_PROBLEMS = {
    "password": _("The PDF is password-protected. Save it without a password."),
    "damaged": _("The PDF is damaged. Save it again and upload it."),
    "empty": _("The PDF has no pages. Choose another file."),
}


@dataclass(frozen=True)
class Inspected:
    """A file found acceptable; ``media_type`` is what its content is, whatever its name
    says.

    ``file`` is what will be stored: pictures encoded anew, videos without their tags,
    PDFs as they came.
    """

    name: str
    media_type: str
    file: File[bytes]
    size: int
    sha256: str

    def close(self) -> None:
        self.file.close()


def inspect_upload(upload: File[bytes], limits: Limits = USUAL) -> Inspected:
    """Read and judge an upload; raises FileRefusedError with what to do. Stores nothing."""
    size = upload.size or 0
    if not size:
        raise FileRefusedError(_("The file is empty. Choose another one."))
    check_size(size, limits.largest)
    upload.seek(0)
    media_type = type_of(upload.read(4096))
    check_type(media_type, limits)
    check_size(size, limits.most_bytes[media_type])
    name = safe_name(upload.name or "")
    if not name.lower().endswith(EXTENSIONS[media_type]):
        raise FileRefusedError(
            _("The file's name and content do not match. Save it again as %(types)s.")
            % {"types": limits.type_names}
        )
    file = CLEANERS[media_type](upload, media_type)
    if media_type == HEIC:  # no browser but Safari shows one: kept as JPEG
        name, media_type = f"{name.rpartition('.')[0]}.jpg", JPEG
    if name.lower().endswith(".mov"):
        name = f"{name.rpartition('.')[0]}.mp4"
    return Inspected(name, media_type, file, *measured(file))


def check_type(media_type: str, limits: Limits) -> None:
    """Raises FileRefusedError for a type that is not accepted at this place."""
    if media_type not in limits.most_bytes:
        raise FileRefusedError(
            _("This file type is not accepted. Upload: %(types)s.")
            % {"types": limits.type_names}
        )


def check_promise(name: str, size: int, limits: Limits) -> None:
    """What a file's name and size say already before any of it was sent. Raises
    FileRefusedError.
    """
    media_type = limits.type_named(name)
    check_type(media_type, limits)
    check_size(size, limits.most_bytes[media_type])


def check_size(size: int, most: int) -> None:
    """Bytes. Raises FileRefusedError, in megabytes."""
    if size > most:
        raise FileRefusedError(
            _(
                "The file has %(size)s MB; at most %(most)d MB are accepted. Make it "
                "smaller: compress it, shorten the film or remove pages."
            )
            % {"size": -(-size // MB), "most": max(1, most // MB)}
        )


def measured(file: File[bytes]) -> tuple[int, str]:
    """Size and hex SHA-256."""
    digest, size = hashlib.sha256(), 0
    for chunk in file.chunks():
        digest.update(chunk)
        size += len(chunk)
    file.seek(0)
    return size, digest.hexdigest()


def safe_name(name: str) -> str:
    """The name as given, without folders and without characters that make it read as
    something else.
    """
    name = clean_text(name.replace("\\", "/").rpartition("/")[2].replace("\n", " "))
    name = "".join(
        c for c in name if unicodedata.category(c)[0] != "C" and c not in '<>:"|?*'
    )
    stem, dot, extension = name.rpartition(".")
    return f"{stem[:200]}{dot}{extension[:10]}" if stem else name[:200] or "file"


def type_of(head: bytes) -> str:
    """The media type that the first bytes promise; whether they keep it is seen when
    the file is opened. Raises FileRefusedError for any other.
    """
    if head.startswith(b"%PDF-"):
        return PDF
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return PNG
    if head.startswith(b"\xff\xd8\xff"):
        return JPEG
    if looks_like_heic(head):
        return HEIC
    if looks_like_mp4(head):
        return MP4
    if looks_like_webm(head):
        return WEBM
    raise FileRefusedError(
        _(
            "This file type is not accepted. Upload PDF, PNG, JPEG, HEIC, MP4, MOV or WebM."
        )
    )


def checked_pdf(upload: File[bytes], media_type: str) -> File[bytes]:
    """The same file, opened once in a process of its own. Raises FileRefusedError for
    one that cannot be read.
    """
    with tempfile.NamedTemporaryFile(suffix=".pdf") as copy:
        pour(upload, copy)
        try:
            run_workshop("check", copy.name)
        except UnreadablePdfError as error:
            raise FileRefusedError(PDF_PROBLEMS[error.problem]) from None
    upload.seek(0)
    return upload


def clean_picture(upload: File[bytes], media_type: str) -> File[bytes]:
    """Written anew, without its metadata; HEIC becomes JPEG. Raises FileRefusedError
    for one that is damaged or too large to open.
    """
    upload.seek(0)
    try:
        if media_type == HEIC:
            return ContentFile(as_jpeg(upload))
        return ContentFile(encode_anew(upload, media_type))
    except TooManyPixelsError:
        raise FileRefusedError(
            _("The picture has more than 40 million pixels. Make it smaller.")
        ) from None
    except UnreadableImageError:
        raise FileRefusedError(
            _("The picture is damaged. Save it again and upload it.")
        ) from None


def clean_video(upload: File[bytes], media_type: str) -> File[bytes]:
    """A copy without its tags. Raises FileRefusedError for one that browsers do not
    play or that is cut off.
    """
    copy = tempfile.TemporaryFile()  # noqa: SIM115  (it is what will be stored, and gone when it is let go)
    try:
        pour(upload, copy)
        check_video(copy, media_type)
        without_tags(copy, media_type)
    except NotPlayableError:
        copy.close()
        raise FileRefusedError(
            _(
                "Most browsers cannot play this film. On an iPhone choose Settings › "
                "Camera › Formats › Most Compatible and record again, or save it as MP4 "
                "(H.264) or WebM and upload it again."
            )
        ) from None
    except NotAVideoError:
        copy.close()
        raise FileRefusedError(
            _("The video is damaged or incomplete. Save it again as MP4 or WebM.")
        ) from None
    copy.seek(0)
    return File(copy)


def pour(upload: File[bytes], copy: IO[bytes]) -> None:
    """From its beginning, in pieces."""
    upload.seek(0)
    for chunk in upload.chunks():
        copy.write(chunk)
    copy.flush()


CLEANERS: dict[str, Callable[[File[bytes], str], File[bytes]]] = {
    PDF: checked_pdf,
    PNG: clean_picture,
    JPEG: clean_picture,
    HEIC: clean_picture,
    MP4: clean_video,
    WEBM: clean_video,
}


@transaction.atomic
def attach_file(
    *,
    entry: Entry,
    user: User,
    upload: File[bytes],
    question: Question | None = None,
) -> Attachment:
    """Add a file to a draft. Raises FileRefusedError, ClosedError, WrongStateError.

    The clock is read first: a large file that takes long to look into is not shut out
    by that. The entry is locked only afterwards, so that its form can be saved
    meanwhile.
    """
    check_in_time(entry)
    limits = limits_for(question)
    with closing(inspect_upload(upload, limits)) as found:
        return keep_file(entry, user, found, question, limits)


def keep_file(
    entry: Entry,
    user: User,
    found: Inspected,
    question: Question | None,
    limits: Limits,
) -> Attachment:
    """``store_file`` of an entry that is locked first. Raises what
    ``check_editable`` does, and FileRefusedError.
    """
    entry = lock_entry(entry)
    check_editable(entry, [field_of(question)])
    return store_file(entry, user, found, question, limits)


def store_file(
    entry: Entry,
    user: User,
    found: Inspected,
    question: Question | None,
    limits: Limits,
) -> Attachment:
    """Of an entry whose row is locked and to which a file may be added now. One that
    was taken out comes back. Raises FileRefusedError for a second copy, and where
    there is no room.
    """
    check_room(entry, question, limits)
    if entry.attachments.filter(sha256=found.sha256, question=question).exists():
        raise FileRefusedError(_("This file is already attached."))
    put_aside = Attachment.with_removed.filter(
        entry=entry, sha256=found.sha256, question=question
    ).first()
    if put_aside:
        Attachment.with_removed.filter(pk=put_aside.pk).update(
            removed_at=None, name=found.name
        )
        return put_aside
    attachment = Attachment(
        entry=entry,
        question=question,
        name=found.name,
        media_type=found.media_type,
        size=found.size,
        sha256=found.sha256,
        created_by=user,
    )
    attachment.file.save(found.name, found.file, save=True)
    Preparation.objects.create(attachment=attachment)
    return attachment


def field_of(question: Question | None) -> str:
    """The name on the form of the place where a file is put."""
    return f"q-{question.code}" if question else "files"


def check_room(entry: Entry, question: Question | None, limits: Limits) -> None:
    """Raises FileRefusedError once the place holds as many files as it may."""
    there = entry.attachments.filter(question=question).count()
    if there >= limits.most_files:
        raise FileRefusedError(
            _("You have reached the limit of %(most)d files. Remove one first.")
            % {"most": limits.most_files}
        )


@transaction.atomic
def remove_attachment(*, attachment: Attachment, user: User) -> None:
    """Put aside: it can be put back until the entry is submitted, and for a day at
    least. What the last submission has is kept longer: it may stand.
    """
    entry = lock_entry(attachment.entry)
    check_editable(entry, [field_of(attachment.question)])
    Attachment.objects.filter(pk=attachment.pk).update(removed_at=database_now())


@transaction.atomic
def restore_attachment(*, attachment: Attachment, user: User) -> None:
    """Undo of ``remove_attachment``. Raises FileRefusedError where its place was filled
    meanwhile.
    """
    entry, question = lock_entry(attachment.entry), attachment.question
    check_editable(entry, [field_of(question)])
    if attachment.removed_at is None:
        return
    check_room(entry, question, limits_for(question))
    Attachment.with_removed.filter(pk=attachment.pk).update(removed_at=None)


def sweep_removed() -> int:
    """Files taken out a day ago that no submission has: the number deleted."""
    old = Attachment.with_removed.filter(removed_at__lt=Now() - UNDO_FOR)
    count = 0
    for attachment in old.select_related("entry__fallback"):
        if attachment.sha256 not in submitted_files(attachment.entry):
            with transaction.atomic():
                delete_attachment(attachment)
            count += 1
    return count


def submitted_files(entry: Entry) -> set[str]:
    """SHA-256 of the files of the submission that stands while the entry is changed."""
    content = entry.fallback.content if entry.fallback else {}
    return {file["sha256"] for file in content.get("files", [])}


def delete_attachment(attachment: Attachment) -> None:
    """With everything that was made of it. Call it within a transaction."""
    names = [attachment.file.name] if attachment.file.name else []
    for preparation in Preparation.objects.filter(attachment=attachment):
        names += files_of(preparation)
    attachment.delete()
    transaction.on_commit(lambda: delete_files(names))
