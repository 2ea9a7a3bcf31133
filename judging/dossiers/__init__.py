"""What a judge may see of an entry, as a type: a template that gets a dossier cannot
show what is not in it.

In a blind round the dossier is built without organisation, contact, province, file
names and answers that name the entrant, and the names of the entrant are covered where
they stand in the entrant's own text.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any, cast
from uuid import UUID

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from awards.models import Edition
from judging.blindness import hidden_in
from judging.dossiers.reads import people
from judging.dossiers.redaction import COVER, cover_names, names_in
from judging.models import Assignment, Judge
from judging.models.with_columns import NamedEntry
from nominations.entries.reading import FileUrl, Reading, read_entry
from nominations.files.entrant_names import names_of
from nominations.models import Entry, EntryCategory


@dataclass(frozen=True)
class Title:
    """One line of the pass through the titles. ``organisation`` is empty in a blind round."""

    assignment: int
    reference: str
    title: str
    category: str
    smart: str
    organisation: str


@dataclass(frozen=True)
class Dossier:
    """An entry as one judge reads it in one category and round."""

    reading: Reading
    category: str
    category_code: str
    smart: str
    blind: bool


def file_addresses(kind: str, through: int) -> FileUrl:
    """Where a judge opens files: ``kind`` is "file" through an assignment,
    "sample-file" through a sample.
    """

    def address(key: UUID, part: str) -> str:
        if part in ("file", "blind"):
            return reverse(f"judging:{kind}-read", args=[through, key])
        return reverse(f"judging:{kind}-part", args=[through, key, part])

    return address


def dossier_for(
    judge: Judge, entry_category: EntryCategory, hidden: bool, file_url: FileUrl,
    people: list[dict[str, str]] | None = None,
) -> Dossier:  # fmt: skip
    """``hidden``: see ``judging.blindness``. ``file_url``: ``file_addresses`` of what lets
    this judge read the entry.
    """
    entry, category = entry_category.entry, entry_category.category
    reading = read_entry(entry, blind=hidden, file_url=file_url)
    if hidden:
        reading = without_hidden_files(covered(reading, names_in_entry(entry, people)))
    smart = category.smart.code if category.smart else ""
    return Dossier(reading, category.name, category.code, smart, hidden)


def names_in_entry(
    entry: Entry, people: list[dict[str, str]] | None
) -> tuple[str, ...]:
    """Every name that tells who the entrant is; ``people`` as ``judging.dossiers.reads`` reads
    them along, else asked for.
    """
    if people is None:
        return tuple(names_of(entry))
    body, owner = entry.organisation, entry.owner
    columns = (
        body.name_th,
        body.name_en,
        body.number,
        body.website,
        entry.contact_name,
        entry.contact_phone,
    )
    return names_in((*columns, owner.name_th, owner.name_en, owner.email), people)


def covered(thing: object, names: Iterable[str]) -> Any:
    """The same frozen value with the names covered in every text, however deep, but for
    addresses of our own files.
    """
    if isinstance(thing, str):
        return cover_names(thing, names)
    if isinstance(thing, tuple | list):
        return type(thing)(covered(part, names) for part in thing)
    if isinstance(thing, dict):
        return {key: covered(value, names) for key, value in thing.items()}
    if is_dataclass(thing) and not isinstance(thing, type):
        kept = (
            "url",
            "thumbnail",
            "pages",
            "reference",
            "code",
            "kind",
            "smart",
            "template",
        )
        changes = {
            f.name: covered(getattr(thing, f.name), names)
            for f in fields(thing)
            if f.name not in kept
        }
        return replace(thing, **changes)
    return thing


def without_hidden_files(reading: Reading) -> Reading:
    """Links that had a name covered lead nowhere: they are shown as text only."""
    answers = tuple(
        replace(answer, links=())
        if any(COVER in link for link in answer.links)
        else answer
        for answer in reading.answers
    )
    return replace(reading, answers=answers)


@dataclass(frozen=True)
class Named:
    """An entry by reference and title alone, for those who order it without reading it."""

    reference: str
    title: str


def named_entries(
    references: Iterable[str], edition: Edition, *, blind: bool
) -> dict[str, Named]:
    """By reference, in one statement; in a blind round with the entrant's names covered."""
    entries = Entry.objects.filter(edition=edition, reference__in=list(references))
    rows = entries.select_related("organisation", "owner")
    found = {}
    for entry in cast("QuerySet[NamedEntry]", rows.annotate(people=people(""))):
        names = names_in_entry(entry, entry.people) if blind else ()
        found[entry.reference] = Named(
            entry.reference, covered(entry.title, names) or _("(no title)")
        )
    return found


def shown_title(
    entry: Entry, hidden: bool, people: list[dict[str, str]] | None = None
) -> str:
    """With the entrant's names covered where a judge may not learn them."""
    title: str = (
        covered(entry.title, names_in_entry(entry, people)) if hidden else entry.title
    )
    return title or _("(no title)")


def title_of(assignment: Assignment) -> Title:
    standing, blind = assignment.entry_category, hidden_in(assignment)
    entry, category = standing.entry, standing.category
    return Title(
        assignment=assignment.pk,
        reference=entry.reference,
        title=shown_title(entry, blind, getattr(assignment, "people", None)),
        category=category.name,
        smart=category.smart.code if category.smart else "",
        organisation="" if blind else entry.organisation.name,
    )
