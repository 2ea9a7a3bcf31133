"""Who got a message, as a spreadsheet."""

from __future__ import annotations

import io
from collections.abc import Iterable

from django.utils.translation import gettext as _

from awards.language.bilingual import reader_language
from awards.language.form_fields import type_moment
from awards.spreadsheets.rest import text_cell
from config.broadcasts.pages import Person


def recipients_file(people: Iterable[Person]) -> bytes:
    """XLSX; every cell is text, so that no name is read as a formula."""
    from openpyxl import Workbook  # here: 18 MB that most processes never need

    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    heads = [_("Name"), _("Email"), _("Status"), _("Time"), _("Reason")]
    sheet.append([text_cell(sheet, text) for text in heads])
    for person in people:
        sheet.append([text_cell(sheet, text) for text in cells_of(person)])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def cells_of(person: Person) -> list[str]:
    outcome = str(person.outcome.label) if person.outcome else ""
    at = type_moment(person.at, reader_language()) if person.at else ""
    return [str(person.user.name), person.user.email, outcome, at, person.why]
