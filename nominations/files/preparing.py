"""What the worker makes of each file: scanned, made blind, drawn page by page, searched
for names.
"""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models.fields.files import FieldFile

from awards.outbox.work import WorkState
from nominations.files.entrant_names import Finding, names_of
from nominations.files.entrant_names_search import find_in_file, search_again
from nominations.files.ocr import read_picture
from nominations.files.pdf_process import UnreadablePdfError, run_workshop
from nominations.files.pictures import thumbnail
from nominations.files.videos import clean_video
from nominations.files.virus_scanner import scan
from nominations.models import Attachment, Entry, PageImage, Preparation
from nominations.questions.kinds.file_limits import PDF
from nominations.statuses import Scan, Screening

Made = dict[str, Any]  # what was found and made, before it is stored


def prepare_files(limit: int = 20) -> int:
    """One sweep: the number of files that were looked at."""
    queue_missing()
    related = "attachment__entry__organisation", "attachment__entry__owner"
    count = 0
    for preparation in Preparation.objects.select_related(*related).claim_each(limit):
        prepare(preparation)
        count += 1
    return count


def queue_missing() -> None:
    """Files that came in by another way than the form, an import or a restored backup,
    get their row here.
    """
    missing = Attachment.objects.filter(preparation=None)[:500]
    Preparation.objects.bulk_create(
        (Preparation(attachment=file) for file in missing), ignore_conflicts=True
    )


def prepare(preparation: Preparation) -> None:
    """A scanner that is away and a storage that fails are tried again later; a file
    that cannot be read is not.
    """
    try:
        with tempfile.TemporaryDirectory() as folder:
            made = look_into(preparation, Path(folder))
            store(preparation, made)
    except (
        Exception
    ) as error:  # whatever it is, the row remembers it and the other files go on
        preparation.retry_later(f"{type(error).__name__}: {error}")


def look_into(preparation: Preparation, folder: Path) -> Made:
    source = source_of(preparation)
    found = scanned(source)
    if found:
        return {
            "scan": Scan.INFECTED,
            "findings": [],
            "screening": Screening.WITHHELD,
            "last_error": found,
        }
    made: Made = {
        "scan": Scan.CLEAN if settings.CLAMD_URL else Scan.NONE,
        "findings": [],
    }
    media_type = preparation.replacement_type or preparation.attachment.media_type
    if media_type == PDF:
        made |= look_into_pdf(preparation, source, folder)
    elif media_type.startswith("image/"):
        made |= look_into_picture(preparation, source, folder)
    else:
        made |= look_into_video(preparation, source, media_type)
    return made


def source_of(preparation: Preparation) -> FieldFile:
    return preparation.replacement or preparation.attachment.file


def scanned(source: FieldFile) -> str:
    if not settings.CLAMD_URL:
        return ""
    with source.open("rb") as file:
        return scan(settings.CLAMD_URL, file)


def look_into_pdf(preparation: Preparation, source: FieldFile, folder: Path) -> Made:
    path = folder / "source.pdf"
    with source.open("rb") as file, path.open("wb") as copy:
        for chunk in file.chunks():
            copy.write(chunk)
    try:
        found = run_workshop("prepare", path, folder)
    except UnreadablePdfError:
        return {"findings": [Finding("unreadable")]}
    pages = sorted(folder.glob("page-*.jpg"))
    read = read_pages(pages, found["unseen"])
    texts = [
        f"{text}\n{read.get(number, '')}".strip()
        for number, text in enumerate(found["texts"], 1)
    ]
    names = names_of(preparation.attachment.entry)
    return {
        "blind": (folder / "blind.pdf").read_bytes(),
        "page_images": [page.read_bytes() for page in pages],
        "thumbnail": (folder / "thumbnail.jpg").read_bytes(),
        "pages": found["pages"],
        "texts": [found["left"], *texts],
        "findings": [
            *find_in_file(names, name_of(preparation), found["left"], texts),
            *unsearched(found["unseen"], read),
        ],
    }


def read_pages(pictures: list[Path], unseen: dict[str, list[int]]) -> dict[int, str]:
    """Page number → the words on it that only a picture of it holds. Empty where no
    reader is installed.
    """
    wanted = {
        number
        for numbers in unseen.values()
        for number in numbers
        if number <= len(pictures)
    }
    texts = {number: read_picture(pictures[number - 1]) for number in sorted(wanted)}
    return {number: text for number, text in texts.items() if text}


def unsearched(unseen: dict[str, list[int]], read: dict[int, str]) -> Iterator[Finding]:
    """What nobody has read. A page with next to no text is said once, not as its picture again."""
    silent = set(unseen.get("silent", ()))
    for kind, numbers in unseen.items():
        for number in numbers:
            if number not in read and (
                kind in ("silent", "unread") or number not in silent
            ):
                yield Finding(kind, place=str(number))


def look_into_picture(
    preparation: Preparation, source: FieldFile, folder: Path
) -> Made:
    """What stands in a picture is read where a reader is installed; else only a person
    can find it.
    """
    with source.open("rb") as file:
        (folder / "picture").write_bytes(file.read())
    text, names = (
        read_picture(folder / "picture"),
        names_of(preparation.attachment.entry),
    )
    findings = [
        *find_in_file(names, name_of(preparation), "", [text]),
        *([] if text else [Finding("silent")]),
    ]
    with (folder / "picture").open("rb") as file:
        return {"findings": findings, "texts": ["", text], "thumbnail": thumbnail(file)}


def look_into_video(
    preparation: Preparation, source: FieldFile, media_type: str
) -> Made:
    """What is said and seen in it only a person can find. Tags that came in before they
    were taken off go now.
    """
    names = names_of(preparation.attachment.entry)
    made: Made = {
        "findings": [
            *find_in_file(names, name_of(preparation), "", []),
            Finding("silent"),
        ]
    }
    with tempfile.TemporaryFile() as copy, source.open("rb") as file:
        for chunk in file.chunks():
            copy.write(chunk)
        if clean_video(copy, media_type):
            copy.seek(0)
            made["blind"] = copy.read()
    return made


def name_of(preparation: Preparation) -> str:
    """A blind judge sees no file's name, and a replaced file came from the screener:
    there it says nothing.
    """
    return "" if preparation.replacement else preparation.attachment.name


def screening_of(preparation: Preparation, findings: list[Finding]) -> Screening:
    """A person's word stands; without one, only a file in which nothing was found passes.

    The name of a file warns its entrant and holds nothing up: no blind judge is shown it.
    """
    if preparation.screened_at:
        return Screening(preparation.screening)
    waits = any(finding.where != "name" for finding in findings)
    return Screening.WAITING if waits else Screening.PASSED


def store(preparation: Preparation, made: Made) -> None:
    """The row locked, the new files first, the old files last: a reader meets either state whole.

    Where a screener put another file in its place meanwhile, what was found is of no use any more.
    """
    with transaction.atomic():
        row = (
            Preparation.objects.select_for_update(of=("self",))
            .select_related("attachment")
            .get(pk=preparation.pk)
        )
        if (
            row.state != WorkState.CLAIMED
            or row.replacement.name != preparation.replacement.name
        ):
            return
        old = [name for name in files_of(row) if name != row.replacement.name]
        row.page_images.all().delete()
        keep_files(row, made)
        row.scan, row.screening = (
            made["scan"],
            made.get("screening") or screening_of(row, made["findings"]),
        )
        row.pages, row.texts = made.get("pages"), made.get("texts", [])
        row.findings = [finding.as_json() for finding in made["findings"]]
        row.save()
        row.finish(WorkState.DONE, made.get("last_error", ""))
        transaction.on_commit(lambda: delete_files(old))


def keep_files(row: Preparation, made: Made) -> None:
    for number, page in enumerate(made.get("page_images", ()), 1):
        PageImage(preparation=row, number=number).file.save("page", ContentFile(page))
    for name in ("blind", "thumbnail"):
        setattr(row, name, "")
        if made.get(name):
            getattr(row, name).save(name, ContentFile(made[name]), save=False)
    row.pages_shown = len(made.get("page_images", ()))
    row.blind_sha256 = (
        hashlib.sha256(made["blind"]).hexdigest() if made.get("blind") else ""
    )
    row.blind_size = len(made.get("blind", b""))


def files_of(preparation: Preparation) -> list[str]:
    """Where everything that was made of a file is stored."""
    own = [preparation.replacement, preparation.blind, preparation.thumbnail]
    return [
        file.name
        for file in [*own, *(page.file for page in preparation.page_images.all())]
        if file.name
    ]


def delete_files(names: list[str]) -> None:
    for name in names:
        default_storage.delete(name)


@transaction.atomic
def search_entry_again(*, entry: Entry) -> None:
    """When it is sent in: the names of the organisation and its people may have changed
    since the files came.
    """
    names = names_of(entry)
    done = Preparation.objects.filter(
        attachment__entry=entry, state=WorkState.DONE, replacement=""
    )
    for preparation in done.select_for_update(of=("self",)).select_related(
        "attachment"
    ):
        findings = search_again(preparation, names)
        if preparation.scan != Scan.INFECTED:
            preparation.screening = screening_of(preparation, findings)
        preparation.findings = [finding.as_json() for finding in findings]
        preparation.save(update_fields=["screening", "findings"])
