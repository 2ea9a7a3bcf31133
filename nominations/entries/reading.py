"""An entry as it is read: plain frozen data in the reader's language, with nothing in
it that the reader may not see.

A blind reading leaves out the organisation, the contact, every answer whose question
names the entrant, the names of files and the reference's owner; it is built without
them, so a template cannot show them by mistake.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from awards.language.bilingual import other_language, reader_language
from awards.models import Category
from nominations.entries.form_state import Sheet, sheet_of
from nominations.files.blind_copies import blind_copy_for, is_released, preparation_of
from nominations.models import Attachment, Entry, Preparation, Question
from nominations.questions.answers import show_answer
from nominations.questions.kinds import is_hidden, kind_of
from nominations.questions.kinds.file_limits import TYPE_NAMES
from nominations.statuses import Screening

# from a file's key and a part of it: "file", "blind", "thumbnail", "page-3"
FileUrl = Callable[[UUID, str], str]


@dataclass(frozen=True)
class FileReading:
    """``url`` is empty for a file that this reader may not open (yet): ``note`` says
    why. ``pages`` are addresses of
    page pictures.
    """

    label: str
    url: str
    type_name: str
    media_type: str
    size: int
    note: str = ""
    thumbnail: str = ""
    pages: tuple[str, ...] = ()
    more_pages: bool = False
    caption: str = ""

    @property
    def is_image(self) -> bool:
        return self.media_type.startswith("image/")

    @property
    def is_video(self) -> bool:
        return self.media_type.startswith("video/")


@dataclass(frozen=True)
class AnswerReading:
    """``text`` always says it in words; ``template`` shows it, with ``links`` to follow
    and the ``details`` that its kind gives.
    """

    code: str
    label: str
    kind: str
    text: str
    smart: str
    template: str
    links: tuple[str, ...] = ()
    files: tuple[FileReading, ...] = ()
    details: Any = None


@dataclass(frozen=True)
class CategoryReading:
    code: str
    name: str
    smart: str


@dataclass(frozen=True)
class EntrantReading:
    """Who sent it in; there is none in a blind reading."""

    organisation: str
    organisation_other: str
    kind: str
    province: str
    website: str
    number: str
    contact_name: str
    contact_phone: str
    email: str


@dataclass(frozen=True)
class Reading:
    reference: str
    title: str
    title_other: str
    summary: str
    summary_other: str
    categories: tuple[CategoryReading, ...]
    answers: tuple[AnswerReading, ...]
    files: tuple[FileReading, ...]
    submitted_on: date | None
    entrant: EntrantReading | None

    @property
    def blind(self) -> bool:
        return self.entrant is None


def own_file_url(key: UUID, part: str) -> str:
    if part == "file":
        return reverse("nominations:attachment-read", args=[key])
    return reverse("nominations:attachment-part", args=[key, part])


def read_entry(
    entry: Entry,
    *,
    blind: bool,
    file_url: FileUrl = own_file_url,
    sheet: Sheet | None = None,
) -> Reading:
    """The entry as its reader sees it. ``file_url`` gives the address under which that
    reader may open a file.

    ``sheet``: what was read of it already.
    """
    sheet = sheet or sheet_of(entry)
    attachments = [
        (file, file_reading(number, file, blind, file_url))
        for number, file in enumerate(sheet.files, 1)
    ]
    other = other_language(reader_language())
    return Reading(
        reference=entry.reference,
        title=entry.title,
        title_other=different(getattr(entry, f"title_{other}"), entry.title),
        summary=entry.summary,
        summary_other=different(getattr(entry, f"summary_{other}"), entry.summary),
        categories=tuple(
            category_reading(standing.category) for standing in sheet.standings
        ),
        answers=tuple(read_answers(sheet, attachments, blind)),
        files=tuple(
            reading for file, reading in attachments if file.question_id is None
        ),
        submitted_on=entry.submitted_at.date() if entry.submitted_at else None,
        entrant=None if blind else entrant_reading(entry),
    )


def different(text: str, shown: str) -> str:
    return "" if text == shown else text


def category_reading(category: Category) -> CategoryReading:
    return CategoryReading(
        category.code, category.name, category.smart.code if category.smart else ""
    )


def file_reading(
    number: int, file: Attachment, blind: bool, file_url: FileUrl
) -> FileReading:
    """A file's own name may name people: a blind reader gets a number instead, and only
    a copy that passed.
    """
    reading = (
        blind_reading(number, file, file_url) if blind else open_reading(file, file_url)
    )
    return replace(reading, caption=file.caption)


def open_reading(file: Attachment, file_url: FileUrl) -> FileReading:
    row = preparation_of(file)
    url = file_url(file.key, "file") if is_released(file) else ""
    made = (
        (row.thumbnail, row.pages_shown, row.pages)
        if row and row.is_done and url
        else ("", 0, None)
    )
    note = "" if url else _("not ready yet")
    reading = FileReading(
        file.name, url, type_name(file), file.media_type, file.size, note
    )
    return with_pictures(reading, file, file_url, *made)


def blind_reading(number: int, file: Attachment, file_url: FileUrl) -> FileReading:
    label, copy, row = (
        _("Document %(number)d") % {"number": number},
        blind_copy_for(file),
        preparation_of(file),
    )
    if copy is None or row is None:
        return FileReading(
            label, "", type_name(file), file.media_type, file.size, why_not(row)
        )
    name = TYPE_NAMES.get(copy.media_type, "")
    reading = FileReading(
        label, file_url(file.key, "blind"), name, copy.media_type, copy.size
    )
    return with_pictures(reading, file, file_url, copy.thumbnail, copy.pages, row.pages)


def why_not(row: Preparation | None) -> str:
    """Why a blind judge does not have a file, in true words."""
    if row is None or not row.is_done or not row.is_clean:
        return _("not ready yet")
    if row.screening == Screening.WITHHELD:
        return _("withheld in blind rounds")
    return _(
        "waiting to be checked for names: you will get an email when it can be read"
    )


def with_pictures(
    reading: FileReading,
    file: Attachment,
    file_url: FileUrl,
    thumbnail: object,
    shown: int,
    pages: int | None,
) -> FileReading:
    return replace(
        reading,
        thumbnail=file_url(file.key, "thumbnail") if thumbnail else "",
        pages=tuple(
            file_url(file.key, f"page-{number}") for number in range(1, shown + 1)
        ),
        more_pages=(pages or 0) > shown,
    )


def type_name(file: Attachment) -> str:
    return TYPE_NAMES.get(file.media_type, "")


def read_answers(
    sheet: Sheet, attachments: list[tuple[Attachment, FileReading]], blind: bool
) -> list[AnswerReading]:
    """Answers in the form's order; without those that are empty, and without those that
    a blind reader must not see.

    Questions that are asked no longer are among them: their answers are still read.
    """
    found = []
    for question in sheet.put(sheet.questions):
        if blind and is_hidden(question):
            continue
        files = tuple(
            reading for file, reading in attachments if file.question_id == question.pk
        )
        answer = sheet.answers.get(question.pk)
        value = answer.value if answer else ""
        if files or value:
            found.append(
                answer_reading(question, value, files, sheet.entry.edition.closes_at)
            )
    return found


def answer_reading(
    question: Question,
    value: object,
    files: tuple[FileReading, ...],
    closes_at: datetime,
) -> AnswerReading:
    """``closes_at``: when the entry's call closes."""
    kind = kind_of(question)
    return AnswerReading(
        code=question.code,
        label=question.label,
        kind=question.kind,
        text=show_answer(question, value),
        smart=question.options.get("smart", ""),
        template=kind.template,
        links=kind.links(value),
        files=files,
        details=kind.details(value, closes_at),
    )


def entrant_reading(entry: Entry) -> EntrantReading:
    organisation = entry.organisation
    other = other_language(reader_language())
    return EntrantReading(
        organisation=organisation.name,
        organisation_other=different(
            getattr(organisation, f"name_{other}"), organisation.name
        ),
        kind=organisation.get_kind_display(),
        province=organisation.province.name if organisation.province else "",
        website=organisation.website,
        number=organisation.number,
        contact_name=entry.contact_name,
        contact_phone=entry.contact_phone,
        email=entry.owner.email,
    )
