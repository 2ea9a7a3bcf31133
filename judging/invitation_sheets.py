"""A list of people to invite, from a CSV or XLSX file or pasted: read whole, problems named by row, nothing stored."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from awards.accounts.thai import ascii_digits, clean_text
from awards.models import Edition
from judging.models import Judge
from judging.services.invitations import LINE, read_invitations
from judging.sheets import read_rows

MOST_ROWS = 1000
# Headers as people write them, in Thai and English → the field.
HEADERS = {
    "email": ("email", "e-mail", "mail", "อีเมล", "อีเมล์"),
    "name_th": ("name_th", "name th", "thai name", "ชื่อ", "ชื่อภาษาไทย", "ชื่อ-นามสกุล"),
    "name_en": ("name_en", "name", "name en", "english name", "ชื่อภาษาอังกฤษ"),
    "organisation": ("organisation", "organization", "หน่วยงาน", "องค์กร"),
    "organisation_number": ("organisation_number", "13-digit number", "เลข 13 หลัก", "เลขทะเบียน"),
    "language": ("language", "language of the mail", "ภาษาของจดหมาย"),
    "languages": ("languages", "judges in", "ภาษา", "ภาษาที่ตัดสินได้"),
    "limit": ("limit", "most entries", "จำนวนสูงสุด", "ผลงานสูงสุด"),
    "panels": ("panels", "categories", "สาขา", "สาขารางวัล", "คณะกรรมการประจำสาขา"),
}
FIELDS = {header: name for name, headers in HEADERS.items() for header in headers}
LANGUAGES = {"th": "th", "thai": "th", "ไทย": "th", "en": "en", "english": "en", "อังกฤษ": "en"}


@dataclass
class Invited:
    """One row as it would be invited. ``known``: what this person is in this edition already, "" for nobody."""

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


@dataclass(frozen=True)
class Problem:
    row: int
    column: str
    reason: str


class Reading:
    """All rows of a list with all their problems; with any problem nothing is to be invited."""

    def __init__(self, edition: Edition, language: str) -> None:
        self.language = language
        self.panels = {row.code: row.code for row in edition.categories.all()}
        smarts = [row.smart for row in edition.categories.select_related("smart") if row.smart]
        self.smarts = {name.casefold(): one.code for one in smarts for name in (one.code, one.name_th, one.name_en)}
        judges = Judge.objects.filter(edition=edition).select_related("user")
        self.known = {judge.user.email.lower(): judge.state for judge in judges}
        self.found: dict[str, Invited] = {}
        self.problems: list[Problem] = []

    def refuse(self, row: int, column: str, reason: str) -> None:
        self.problems.append(Problem(row, column, reason))

    def read(self, number: int, cells: dict[str, str]) -> None:
        texts = {FIELDS[name]: text for name, text in cells.items() if name in FIELDS and text}
        email = texts.get("email", "").strip("<>").lower()
        if not LINE.fullmatch(email):
            return self.refuse(number, "email", _("This is no e-mail address."))
        if email in self.found:
            words = _("This address stands in row %(row)d already.") % {"row": self.found[email].row}
            return self.refuse(number, "email", words)
        made = Invited(number, email, known=self.known.get(email, ""))
        made.name_th, made.name_en = texts.get("name_th", ""), texts.get("name_en", "")
        made.organisation = texts.get("organisation", "")
        made.organisation_number = self.number(number, texts.get("organisation_number", ""))
        made.language = self.one_language(number, texts.get("language", self.language))
        made.languages = [self.one_language(number, one, "languages") for one in parts(texts.get("languages", ""))]
        made.limit = self.limit(number, texts.get("limit", ""))
        made.panels = self.some_panels(number, texts.get("panels", ""))
        made.expertise = self.expertise(number, cells)
        self.found[email] = made
        return None

    def number(self, row: int, text: str) -> str:
        digits = re.sub(r"[\s-]", "", ascii_digits(text))
        if digits and not (len(digits) == 13 and digits.isdecimal()):
            self.refuse(row, "organisation_number", _("The number has 13 digits."))
        return digits

    def one_language(self, row: int, text: str, column: str = "language") -> str:
        found = LANGUAGES.get(text.strip().lower(), "")
        if not found:
            self.refuse(row, column, _("Write th or en."))
        return found

    def limit(self, row: int, text: str) -> int | None:
        digits = ascii_digits(text).removesuffix(".0")
        if not digits:
            return None
        if not (digits.isascii() and digits.isdecimal() and 1 <= int(digits) <= 500):
            self.refuse(row, "limit", _("Write a whole number from 1 to 500."))
            return None
        return int(digits)

    def some_panels(self, row: int, text: str) -> list[str]:
        wanted = [one.lower() for one in parts(text)]
        unknown = [one for one in wanted if one not in self.panels]
        if unknown:
            self.refuse(row, "panels", _("This edition has no category %(codes)s.") % {"codes": ", ".join(unknown)})
        return wanted

    def expertise(self, row: int, cells: dict[str, str]) -> dict[str, int]:
        found = {}
        for header, text in cells.items():
            smart = self.smarts.get(header.removeprefix("expertise_").casefold())
            if smart is None or not text:
                continue
            level = ascii_digits(text).removesuffix(".0")
            if level not in ("0", "1", "2"):
                self.refuse(row, header, _("Write 0, 1 or 2."))
            else:
                found[smart] = int(level)
        return found


def parts(text: str) -> list[str]:
    return [part for part in re.split(r"[,;/\s]+", text.strip()) if part]


def read_list(edition: Edition, *, file: Any = None, text: str = "", language: str = "th") -> Reading:
    """From a file, or from pasted text: with a header as copied from a spreadsheet, or an address a line.

    Raises UnreadableSheetError for a file that is neither CSV (UTF-8) nor XLSX.
    """
    reading = Reading(edition, language)
    rows = list(read_rows(file)) if file is not None else list(pasted_rows(text))
    if file is not None and rows and not any(name in FIELDS and FIELDS[name] == "email" for name in rows[0][1]):
        reading.refuse(1, "email", _("No column is called e-mail. Write the names of the columns in the first row."))
        return reading
    if len(rows) > MOST_ROWS:
        reading.refuse(MOST_ROWS + 1, "email", _("At most %(n)d people at once.") % {"n": MOST_ROWS})
        return reading
    for number, cells in rows:
        reading.read(number, cells)
    if not rows:
        reading.refuse(1, "email", _("There is nobody in this list."))
    return reading


def pasted_rows(text: str) -> Iterable[tuple[int, dict[str, str]]]:
    lines = clean_text(text).splitlines()
    header = [cell.strip().lower() for cell in re.split("[\t,;]", lines[0])] if lines else []
    if any(FIELDS.get(cell) == "email" for cell in header):
        separator = "\t" if "\t" in lines[0] else ";" if ";" in lines[0] and "," not in lines[0] else ","
        for number, cells in enumerate(csv.reader(io.StringIO("\n".join(lines)), delimiter=separator), 1):
            if number > 1 and any(cell.strip() for cell in cells):
                yield number, dict(zip(header, (clean_text(cell) for cell in cells), strict=False))
        return
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        pairs, bad = read_invitations(line)
        email, name = pairs[0] if pairs else (bad[0], "")
        thai = any("\u0e00" <= letter <= "\u0e7f" for letter in name)
        yield number, {"email": email, "name_th" if thai else "name_en": name}
