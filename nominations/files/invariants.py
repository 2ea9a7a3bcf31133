"""Do files and rows belong together? A file without a row, a row without a file, a file
that is not what it was.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Any

from django.core.files.storage import default_storage

from nominations.models import (
    Attachment,
    Export,
    IdentityPaper,
    ImportFile,
    PageImage,
    Preparation,
    Upload,
)

FOLDERS = ("entries", "made", "parts", "exports", "imports", "papers")
# path, whose it is, SHA-256 or nothing where none is known
Stored = tuple[str, str, str]


def problems() -> list[str]:
    """One line for each thing that is wrong; an empty list says that all is well."""
    rows = [row for row in stored_rows() if row[0]]
    there = {path for folder in FOLDERS for path in listed(folder)}
    known = {path for path, _, _ in rows}
    found = [f"{path}: a file without a row" for path in sorted(there - known)]
    for path, whose, sha256 in rows:
        if path not in there:
            found.append(f"{whose}: its file {path} is missing")
        elif sha256 and hash_of(path) != sha256:
            found.append(f"{whose}: its file {path} is not what came in")
    return found


def stored_rows() -> Iterator[Stored]:
    """Path, whose it is in words, and SHA-256 where one is known; an empty path is no
    file.
    """
    yield from attachments()
    yield from prepared_files()
    yield from page_images()
    yield from files_of_organisers()
    yield from parts_of_uploads()
    yield from identity_papers()


def attachments() -> Iterator[Stored]:
    for file in Attachment.with_removed.select_related("entry").iterator():
        whose = f"{file.entry.reference} file {file.pk}"
        yield file.file.name or "", whose, file.sha256


def prepared_files() -> Iterator[Stored]:
    """What was made of an attachment: a clean copy, one without names, a small picture."""
    made: Any = Preparation.objects.select_related("attachment__entry").defer(
        "texts", "findings"
    )
    for row in made.iterator():
        whose = f"{row.attachment.entry.reference} file {row.attachment_id}"
        cleaned, blind = row.replacement.name or "", row.blind.name or ""
        yield cleaned, f"{whose} (cleaned copy)", row.replacement_sha256
        yield blind, f"{whose} (blind copy)", row.blind_sha256
        yield row.thumbnail.name or "", f"{whose} (thumbnail)", ""


def page_images() -> Iterator[Stored]:
    pages = PageImage.objects.select_related("preparation__attachment__entry")
    for page in pages.iterator():
        file = page.preparation.attachment
        whose = f"{file.entry.reference} file {file.pk} page {page.number}"
        yield page.file.name or "", whose, ""


def files_of_organisers() -> Iterator[Stored]:
    """Exports that were made and spreadsheets that were brought in."""
    for export in Export.objects.exclude(file="").select_related("edition"):
        yield export.file.name or "", f"{export.edition.code} export {export.key}", ""
    for brought in ImportFile.objects.select_related("edition"):
        whose = f"{brought.edition.code} import {brought.key}"
        yield brought.file.name or "", whose, ""


def parts_of_uploads() -> Iterator[Stored]:
    for upload in Upload.objects.select_related("entry"):
        for path in upload.part_paths:
            yield path, f"{upload.entry.reference} upload {upload.key}", ""


def identity_papers() -> Iterator[Stored]:
    papers = IdentityPaper.objects.exclude(file="").select_related("entry")
    for paper in papers.iterator():
        yield paper.file.name or "", f"{paper.entry.reference} paper {paper.key}", ""


def listed(folder: str) -> Iterator[str]:
    try:
        _, names = default_storage.listdir(folder)
    except FileNotFoundError:
        return
    yield from (f"{folder}/{name}" for name in names)


def hash_of(path: str) -> str:
    digest = hashlib.sha256()
    with default_storage.open(path, "rb") as file:
        for chunk in file.chunks():
            digest.update(chunk)
    return digest.hexdigest()
