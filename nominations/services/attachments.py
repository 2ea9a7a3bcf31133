"""Files of an entry: looked into before anything is stored, and kept under names that say nothing."""

from __future__ import annotations

import hashlib
import io
import unicodedata
from dataclasses import dataclass
from typing import Any

import pikepdf
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext_lazy as _
from PIL import Image

from awards.accounts.thai import clean_text
from nominations.errors import FileRefusedError
from nominations.models import Attachment, Entry, Question
from nominations.services.guard import check_editable, lock_entry

MOST_BYTES = 20 * 1024 * 1024
MOST_PIXELS = 40_000_000
MOST_FILES = 20
IMAGE_TYPES = {"PNG": "image/png", "JPEG": "image/jpeg"}
EXTENSIONS = {
    "application/pdf": (".pdf",),
    "image/png": (".png",),
    "image/jpeg": (".jpg", ".jpeg"),
}


@dataclass(frozen=True)
class Inspected:
    """A file found acceptable; ``media_type`` is what its content is, whatever its name says."""

    name: str
    media_type: str
    content: bytes

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.content).hexdigest()


def inspect_upload(upload: UploadedFile[Any], most_bytes: int = MOST_BYTES) -> Inspected:
    """Read and judge an upload; raises FileRefusedError with what to do. Stores nothing."""
    if not upload.size:
        raise FileRefusedError(_("The file is empty. Choose another one."))
    if upload.size > most_bytes:
        size = most_bytes // (1024 * 1024)
        raise FileRefusedError(
            _("The file is larger than %(size)d MB. Make it smaller or leave pages out.") % {"size": size}
        )
    content = upload.read()
    name = safe_name(upload.name or "")
    media_type = type_of(content)
    if not name.lower().endswith(EXTENSIONS[media_type]):
        raise FileRefusedError(
            _("The name of the file says another type than its content. Save it again as PDF, PNG or JPEG.")
        )
    return Inspected(name, media_type, content)


def safe_name(name: str) -> str:
    """The name as given, without folders and without characters that make it read as something else."""
    name = clean_text(name.replace("\\", "/").rpartition("/")[2].replace("\n", " "))
    name = "".join(c for c in name if unicodedata.category(c)[0] != "C" and c not in '<>:"|?*')
    stem, dot, extension = name.rpartition(".")
    return f"{stem[:200]}{dot}{extension[:10]}" if stem else name[:200] or "file"


def type_of(content: bytes) -> str:
    """``application/pdf``, ``image/png`` or ``image/jpeg``, found by opening the content as what it claims to be."""
    if content.startswith(b"%PDF-"):
        check_pdf(content)
        return "application/pdf"
    return image_type(content)


def check_pdf(content: bytes) -> None:
    try:
        with pikepdf.open(io.BytesIO(content)) as document:
            pages = len(document.pages)
    except pikepdf.PasswordError:
        raise FileRefusedError(_("The PDF is protected by a password. Save it without one.")) from None
    except (pikepdf.PdfError, ValueError, RuntimeError):
        raise FileRefusedError(_("The PDF is damaged and cannot be opened. Save it again.")) from None
    if not pages:
        raise FileRefusedError(_("The PDF has no pages."))


def image_type(content: bytes) -> str:
    try:
        with Image.open(io.BytesIO(content), formats=tuple(IMAGE_TYPES)) as image:
            if image.width * image.height > MOST_PIXELS:
                raise FileRefusedError(_("The picture has more than 40 million pixels. Make it smaller."))
            image.load()
            return IMAGE_TYPES[image.format or ""]
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise FileRefusedError(_("Only PDF, PNG and JPEG files are accepted, and this one is none of them.")) from None


@transaction.atomic
def attach_file(*, entry: Entry, user: Any, upload: UploadedFile[Any], question: Question | None = None) -> Attachment:
    """Add a file to a draft. Raises FileRefusedError, ClosedError, WrongStateError."""
    entry = lock_entry(entry)
    check_editable(entry)
    if entry.attachments.count() >= MOST_FILES:
        raise FileRefusedError(_("There are already %(most)d files. Remove one first.") % {"most": MOST_FILES})
    found = inspect_upload(upload)
    if entry.attachments.filter(sha256=found.sha256, question=question).exists():
        raise FileRefusedError(_("This file is there already."))
    attachment = Attachment(
        entry=entry,
        question=question,
        name=found.name,
        media_type=found.media_type,
        size=len(found.content),
        sha256=found.sha256,
        created_by=user,
    )
    attachment.file.save(found.name, ContentFile(found.content), save=True)
    return attachment


@transaction.atomic
def remove_attachment(*, attachment: Attachment, user: Any) -> None:
    """The row goes now, the file once that is certain."""
    check_editable(lock_entry(attachment.entry))
    storage, path = attachment.file.storage, attachment.file.name
    attachment.delete()
    if path:
        transaction.on_commit(lambda: storage.delete(path))
