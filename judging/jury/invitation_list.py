"""A list of people to invite, from a CSV or XLSX file or pasted: read whole, problems
named by row, nothing stored.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from awards.accounts.addresses import read_address
from awards.language.thai import ascii_digits
from awards.models import Edition
from awards.spreadsheets import CellError, Table, TableRow, read_table
from awards.spreadsheets.headings import field_named, known_by, squash
from awards.spreadsheets.mapping import Offered, unused
from awards.spreadsheets.problems import Problem
from awards.spreadsheets.several import most_parts, split_known
from awards.spreadsheets.tables import text_of_cell
from judging.jury.invitations import read_invitations
from judging.models import Judge
from nominations.importing.headers import SYNONYMS
from nominations.importing.rows import category_names, find_category

MOST_ROWS = 1000
EXPERTISE = "expertise-"
# Field → names of its column as people write them; those of addresses are the ones that
# entries have too.
HEADERS = {
    "email": SYNONYMS["email"],
    "name": (
        "name",
        "full name",
        "judge",
        "ชื่อ",
        "ชื่อ-นามสกุล",
        "ชื่อและนามสกุล",
        "ชื่อ นามสกุล",
        "กรรมการ",
        "รายชื่อกรรมการ",
    ),
    "name_th": (
        "name th",
        "thai name",
        "name in thai",
        "ชื่อภาษาไทย",
        "ชื่อ-นามสกุลภาษาไทย",
    ),
    "name_en": (
        "name en",
        "english name",
        "name in english",
        "ชื่อภาษาอังกฤษ",
        "ชื่อ-นามสกุลภาษาอังกฤษ",
    ),
    "prefix": ("prefix", "title", "คำนำหน้า", "คำนำหน้าชื่อ"),
    "surname": ("surname", "last name", "family name", "นามสกุล"),
    "organisation": (*SYNONYMS["organisation_th"], "affiliation", "สังกัด"),
    "organisation_number": SYNONYMS["number"],
    "language": (
        "language of the mail",
        "email language",
        "ภาษาของอีเมล",
        "ภาษาของจดหมาย",
    ),
    "languages": ("judges in", "ภาษา", "ภาษาที่ตัดสินได้"),
    "limit": ("maximum entries", "most entries", "จำนวนสูงสุด", "ผลงานสูงสุด"),
    "panels": ("panel", *SYNONYMS["category"], "คณะกรรมการประจำสาขา"),
}
NAMES = known_by(HEADERS)
LANGUAGES = {
    "th": "th",
    "thai": "th",
    "ไทย": "th",
    "en": "en",
    "english": "en",
    "อังกฤษ": "en",
}


@dataclass
class Invited:
    """One row as it would be invited. ``known``: what this person is in this edition
    already, "" for nobody.
    """

    row: int
    email: str
    name_th: str = ""
    name_en: str = ""
    organisation: str = ""
    organisation_number: str = ""
    language: str = "th"
    languages: list[str] = field(default_factory=list)
    limit: int | None = None
    expertise: dict[str, int] = field(default_factory=dict)
    panels: list[str] = field(default_factory=list)
    known: str = ""


class Reading:
    """All rows of a list with all their problems."""

    def __init__(self, edition: Edition, language: str) -> None:
        self.language = language
        self.labels = {
            name: label.removesuffix(" *") for name, label in fields_on_offer(edition)
        }
        categories = list(edition.categories.all())
        self.categories = category_names(categories)
        self.most_parts = most_parts(
            name for row in categories for name in (row.name_th, row.name_en)
        )
        judges = Judge.objects.filter(edition=edition).select_related("user")
        self.known = {judge.user.email.lower(): judge.state for judge in judges}
        self.found: dict[str, Invited] = {}
        self.problems: list[Problem] = []
        self.notes: list[str] = []

    @property
    def good(self) -> list[Invited]:
        """Rows that nothing is said against."""
        refused = {problem.row for problem in self.problems}
        return [row for row in self.found.values() if row.row not in refused]

    def refuse(self, row: int, column: str, reason: str) -> None:
        self.problems.append(Problem(row, self.labels.get(column, column), reason))

    def read_row(
        self, row: TableRow, mapping: Mapping[int, str], header: list[str]
    ) -> None:
        cells: dict[str, str] = {}
        for position, name in mapping.items():
            try:
                cells[name] = " ".join(text_of_cell(row.cell(position)).split())
            except CellError as error:
                return self.refuse(row.number, header[position], str(error))
        return self.read(row.number, cells)

    def read(self, number: int, cells: dict[str, str]) -> None:
        """``cells``: field, or ``expertise-`` and a Smart's code, → text."""
        try:
            email = read_address(cells.get("email", ""))
        except ValidationError as error:
            return self.refuse(number, "email", " ".join(error.messages))
        if email in self.found:
            words = _("This address is already in row %(row)d.") % {
                "row": self.found[email].row
            }
            return self.refuse(number, "email", words)
        made = Invited(number, email, known=self.known.get(email, ""))
        made.name_th, made.name_en = names_in(cells)
        made.organisation = cells.get("organisation", "")
        made.organisation_number = self.number(
            number, cells.get("organisation_number", "")
        )
        made.language = self.one_language(
            number, cells.get("language") or self.language
        )
        made.languages = [
            self.one_language(number, one, "languages")
            for one in parts(cells.get("languages", ""))
        ]
        made.limit = self.limit(number, cells.get("limit", ""))
        made.panels = self.some_panels(number, cells.get("panels", ""))
        made.expertise = self.expertise(number, cells)
        self.found[email] = made
        return None

    def number(self, row: int, text: str) -> str:
        digits = re.sub(r"[\s-]", "", ascii_digits(text))
        if digits and not (len(digits) == 13 and digits.isdecimal()):
            self.refuse(row, "organisation_number", _("Enter a 13-digit ID number."))
        return digits

    def one_language(self, row: int, text: str, column: str = "language") -> str:
        found = LANGUAGES.get(text.strip().lower(), "")
        if not found:
            self.refuse(row, column, _("Enter th or en."))
        return found

    def limit(self, row: int, text: str) -> int | None:
        digits = ascii_digits(text).removesuffix(".0")
        if not digits:
            return None
        if not (digits.isascii() and digits.isdecimal() and 1 <= int(digits) <= 500):
            self.refuse(row, "limit", _("Enter a whole number from 1 to 500."))
            return None
        return int(digits)

    def some_panels(self, row: int, text: str) -> list[str]:
        """Categories by code or by name in either language, as the import of entries takes them."""
        names = split_known(
            text,
            lambda part: find_category(self.categories, part) is not None,
            self.most_parts,
        )
        known = {name: find_category(self.categories, name) for name in names}
        unknown = [name for name, code in known.items() if code is None]
        if unknown:
            self.refuse(
                row,
                "panels",
                _("This edition has no category %(codes)s.")
                % {"codes": ", ".join(unknown)},
            )
        return list(dict.fromkeys(code for code in known.values() if code))

    def expertise(self, row: int, cells: dict[str, str]) -> dict[str, int]:
        found = {}
        for name, text in cells.items():
            if not name.startswith(EXPERTISE) or not text:
                continue
            level = ascii_digits(text).removesuffix(".0")
            if level not in ("0", "1", "2"):
                self.refuse(row, name, _("Enter 0, 1 or 2."))
            else:
                found[name.removeprefix(EXPERTISE)] = int(level)
        return found


def names_in(cells: dict[str, str]) -> tuple[str, str]:
    """In Thai and in English, titles kept; a column for both is told by its letters."""
    first, surname, prefix = (
        cells.get(name, "") for name in ("name", "surname", "prefix")
    )
    whole = " ".join(part for part in (first, surname) if part)
    thai = is_thai(whole)
    if whole and prefix and not whole.startswith(prefix):
        whole = f"{prefix}{whole}" if thai else f"{prefix} {whole}"
    name_th, name_en = cells.get("name_th", ""), cells.get("name_en", "")
    return (name_th or whole, name_en) if thai else (name_th, name_en or whole)


def is_thai(text: str) -> bool:
    return any("\u0e00" <= letter <= "\u0e7f" for letter in text)


def parts(text: str) -> list[str]:
    return [part for part in re.split(r"[,;/\s]+", text.strip()) if part]


def fields_on_offer(edition: Edition) -> Offered:
    """What a column may be, with its label; the address is the one that is needed."""
    fixed = {
        "email": f"{_('Email')} *",
        "name": _("Name"),
        "name_th": _("Name in Thai"),
        "name_en": _("Name in English"),
        "prefix": _("Title before the name"),
        "surname": _("Surname"),
        "organisation": _("Organisation"),
        "organisation_number": _("13-digit ID number"),
        "language": _("Email language"),
        "languages": _("Languages"),
        "limit": _("Limit"),
        "panels": _("Panels"),
    }
    words = _("Expertise: %(smart)s")
    smarts = [
        (f"{EXPERTISE}{one.code}", words % {"smart": one.name})
        for one in smarts_of(edition)
    ]
    return [*fixed.items(), *smarts]


def smarts_of(edition: Edition) -> list[Any]:
    return [
        row.smart for row in edition.categories.select_related("smart") if row.smart
    ]


def guess(edition: Edition, header: list[str]) -> dict[int, str]:
    """Position → field; the first column of a name is taken."""
    smarts = smarts_of(edition)
    known = {
        squash(name): f"{EXPERTISE}{one.code}"
        for one in smarts
        for name in (one.code, one.name_th, one.name_en)
    }
    found: dict[int, str] = {}
    for position, title in enumerate(header):
        name = field_named(title, NAMES) or known.get(
            squash(title.lower().removeprefix("expertise_")), ""
        )
        if name and name not in found.values():
            found[position] = name
    return found


def read_list(
    edition: Edition, table: Table, *, mapping: Mapping[int, str], language: str = "th"
) -> Reading:
    """``mapping``: which column is what, see ``guess``. Problems are named by row and
    column; nothing is stored.
    """
    reading = Reading(edition, language)
    reading.notes = list(table.notes)
    if names := unused(table.header, mapping):
        words = _("Columns not used: %(names)s.") % {"names": ", ".join(names)}
        reading.notes.append(words)
    if "email" not in mapping.values():
        reading.refuse(
            1,
            "email",
            _("There is no email column. Put the column names in the first row."),
        )
        return reading
    if len(table.rows) > MOST_ROWS:
        reading.refuse(
            MOST_ROWS + 1,
            "email",
            _("At most %(n)d people at once. Split the list.") % {"n": MOST_ROWS},
        )
        return reading
    for row in table.rows:
        reading.read_row(row, mapping, table.header)
    if not table.rows:
        reading.refuse(1, "email", _("The list is empty. Enter at least one person."))
    return reading


def pasted_table(text: str) -> Table:
    """A pasted list: with a header as copied from a spreadsheet, or an address a line.
    Raises TableError.
    """
    lines = clean_lines(text)
    if lines and "email" in (
        field_named(cell, NAMES) for cell in re.split("[\t,;]", lines[0])
    ):
        return read_table("\n".join(lines).encode())
    rows = []
    for number, line in enumerate(lines, 1):
        if line.strip():
            pairs, bad = read_invitations(line)
            email, name = pairs[0] if pairs else (bad[0], "")
            rows.append(TableRow(number, [email, name]))
    return Table(["email", "name"], rows)


def clean_lines(text: str) -> list[str]:
    """Tabs part columns: they stay."""
    return (
        text.replace("\r\n", "\n").replace("\r", "\n").strip("\n").split("\n")
        if text.strip()
        else []
    )
