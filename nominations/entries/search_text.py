"""The text by which the desk finds an entry: kept by every service that changes what
was sent in.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from awards.language.thai import folded
from nominations.models import Answer, Entry, Organisation, SearchText, keys_of
from nominations.statuses import EntryState

FIELDS = ("reference", "title_th", "title_en", "summary_th", "summary_en")
BATCH = 500


def keep_search_text(*, entry: Entry, answers: Iterable[object]) -> None:
    """Of an entry whose row is locked. ``answers``: the values that stand."""
    write([row_of(entry, search_text(entry, answers))])


def keep_search_texts(*, entries: Iterable[int]) -> None:
    """The same for many, by their numbers; drafts among them are left out."""
    for batch in batches(entries):
        write([row_of(entry, text) for entry, text in search_texts(batch)])


def row_of(entry: Entry, text: str) -> SearchText:
    return SearchText(entry=entry, text=text, keys=keys_of(text, entry.edition_id))


def write(rows: list[SearchText]) -> None:
    SearchText.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["entry"],
        update_fields=["text", "keys"],
    )


def keep_search_texts_of(*, organisations: Iterable[Organisation]) -> None:
    """When their names have changed."""
    entered = Entry.objects.filter(organisation__in=list(organisations))
    keep_search_texts(entries=entered.values_list("pk", flat=True))


def drop_search_text(*, entry: Entry) -> None:
    """A draft again: nobody but its people reads it."""
    SearchText.objects.filter(entry=entry).delete()


def search_texts(entries: Iterable[int]) -> Iterator[tuple[Entry, str]]:
    """Those that were sent in with their text, in two questions."""
    wanted = list(entries)
    answers: dict[int, list[Any]] = {}
    for pk, value in Answer.objects.filter(entry__in=wanted).values_list(
        "entry_id", "value"
    ):
        answers.setdefault(pk, []).append(value)
    sent = (
        Entry.objects.filter(pk__in=wanted)
        .exclude(state=EntryState.DRAFT)
        .select_related("organisation")
    )
    return ((entry, search_text(entry, answers.get(entry.pk, ()))) for entry in sent)


def search_text(entry: Entry, answers: Iterable[object]) -> str:
    """Lines in a fixed order, so that the same content gives the same text; no word
    goes over the end of a line.
    """
    organisation = entry.organisation
    own = [
        *(getattr(entry, name) for name in FIELDS),
        organisation.name_th,
        organisation.name_en,
    ]
    said = sorted(folded(word) for answer in answers for word in words_in(answer))
    return "\n".join([*(folded(text) for text in own), *said])


def words_in(value: object) -> Iterator[str]:
    """Every text in an answer, whatever its shape; the names of a table's columns are
    none of it.
    """
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        for part in value:
            yield from words_in(part)
    elif value not in (None, ""):
        yield str(value)


def batches(entries: Iterable[int]) -> Iterator[list[int]]:
    wanted = list(entries)
    return (wanted[start : start + BATCH] for start in range(0, len(wanted), BATCH))
