"""Who got a message, as a spreadsheet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _
from django.utils.translation import override

from awards.language.bilingual import reader_language
from awards.language.form_fields import type_moment
from awards.spreadsheets.streamed import xlsx_pieces
from config.broadcasts.pages import Person


def recipients_file(people: Iterable[Person]) -> Iterator[bytes]:
    """XLSX, sent while the people are read, in the language that is set now."""
    return xlsx_pieces(rows_of(people, reader_language()))


def rows_of(people: Iterable[Person], language: str) -> Iterator[list[str]]:
    with override(language):
        heads = [_("Name"), _("Email"), _("Status"), _("Time"), _("Reason")]
    yield heads
    for person in people:
        with override(language):
            cells = cells_of(person)
        yield cells


def cells_of(person: Person) -> list[str]:
    outcome = str(person.outcome.label) if person.outcome else ""
    at = type_moment(person.at, reader_language()) if person.at else ""
    return [str(person.user.name), person.user.email, outcome, at, str(person.why)]
