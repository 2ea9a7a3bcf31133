"""A spreadsheet of certificates as rows of values, each problem named by row, column and reason."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator, validate_email
from django.db.models import Model
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from awards.dsure.models import Certificate, Maker, number_key
from awards.language.bilingual import reader_language
from awards.language.dates import read_date
from awards.language.thai import clean_text
from awards.spreadsheets.headings import field_named, known_by
from awards.spreadsheets.problems import Problem, no_rows
from awards.spreadsheets.tables import Cell, Table, TableRow


def longest(model: type[Model], name: str) -> int:
    """How many characters a text column takes."""
    field: Any = model._meta.get_field(name)
    return int(field.max_length)


# Field → the names its column may have, compared without spaces, case and punctuation.
HEADERS = {
    "number": ("number", "certificate number", "เลขที่", "เลขที่ใบรับรอง", "หมายเลขใบรับรอง"),
    "name_th": (
        "name in thai",
        "product name in thai",
        "name th",
        "ชื่อผลิตภัณฑ์",
        "ชื่อผลิตภัณฑ์ภาษาไทย",
        "ชื่อภาษาไทย",
    ),
    "name_en": (
        "name in english",
        "product name in english",
        "name en",
        "ชื่อผลิตภัณฑ์ภาษาอังกฤษ",
        "ชื่อภาษาอังกฤษ",
    ),
    "kind": ("kind", "kind of product", "product type", "ประเภท", "ประเภทผลิตภัณฑ์"),
    "description_th": (
        "description in thai",
        "description th",
        "รายละเอียด",
        "รายละเอียดภาษาไทย",
    ),
    "description_en": (
        "description in english",
        "description en",
        "รายละเอียดภาษาอังกฤษ",
    ),
    "mark": ("mark", "เครื่องหมาย", "รหัสเครื่องหมาย"),
    "maker_th": ("maker", "maker in thai", "maker th", "ผู้ผลิต", "บริษัท", "ชื่อผู้ผลิตภาษาไทย"),
    "maker_en": ("maker in english", "maker en", "ผู้ผลิตภาษาอังกฤษ", "ชื่อผู้ผลิตภาษาอังกฤษ"),
    "maker_email": (
        "maker email",
        "maker e-mail",
        "email",
        "e-mail",
        "อีเมล",
        "อีเมลผู้ผลิต",
    ),
    "laboratory": ("laboratory", "tested by", "ห้องปฏิบัติการ", "ทดสอบโดย"),
    "digital_service_url": (
        "digital service account",
        "digital service url",
        "บัญชีบริการดิจิทัล",
    ),
    "issued_on": ("issued", "issued on", "date of issue", "วันที่ออกใบรับรอง", "วันที่ออก"),
    "expires_on": ("expires", "expires on", "valid until", "วันหมดอายุ", "มีผลถึงวันที่"),
}
REQUIRED = ("number", "name_th", "name_en", "mark", "maker_th", "issued_on")
DATES = ("issued_on", "expires_on")
LENGTHS = {
    **{
        name: longest(Certificate, name)
        for name in ("number", "name_th", "name_en", "kind")
    },
    **dict.fromkeys(("maker_th", "maker_en", "laboratory"), longest(Maker, "name_th")),
    "digital_service_url": 200,
}


@dataclass
class Line:
    """One row as values by field; texts cleaned, dates read, ``""`` or None where empty."""

    row: int
    values: dict[str, Any] = field(default_factory=dict)
    # field → what the file calls its column
    names: dict[str, str] = field(default_factory=dict)


def columns_of(header: list[str]) -> dict[str, int]:
    """Field → column; the first column of a name wins."""
    known = known_by(HEADERS)
    found: dict[str, int] = {}
    for index, name in enumerate(header):
        if field_name := field_named(name, known):
            found.setdefault(field_name, index)
    return found


def unused(header: list[str]) -> list[str]:
    """The columns of which nothing is made."""
    used = set(columns_of(header).values())
    return [name for n, name in enumerate(header) if name and n not in used]


def column_name(field_name: str) -> str:
    """As the reader would call the column."""
    english = reader_language() != "th"
    return next(name for name in HEADERS[field_name] if name.isascii() == english)


def read_lines(table: Table) -> tuple[list[Line], list[Problem]]:
    """The rows without a problem, and all problems of the others."""
    columns = columns_of(table.header)
    missing = [name for name in REQUIRED if name not in columns]
    if missing:
        reason = _("This column is missing. Add it to the file.")
        return [], [Problem(1, column_name(name), reason) for name in missing]
    lines, problems = [], []
    for row in table.rows:
        line, wrong = read_line(row, columns, table.header)
        lines.append(line)
        problems += wrong
    if not lines:
        problems.append(no_rows())
    problems += twice(lines, table.header[columns["number"]])
    refused = {problem.row for problem in problems}
    return [line for line in lines if line.row not in refused], problems


def read_line(
    row: TableRow, columns: dict[str, int], header: list[str]
) -> tuple[Line, list[Problem]]:
    names = {name: header[index] for name, index in columns.items()}
    line, problems = Line(row.number, names=names), []
    for name, index in columns.items():
        try:
            line.values[name] = value_of(name, row.cell(index))
        except ValueError as error:
            problems.append(Problem(row.number, header[index], str(error)))
    issued, expires = line.values.get("issued_on"), line.values.get("expires_on")
    if issued and expires and expires < issued:
        reason = _("The end date is before the issue date.")
        problems.append(Problem(row.number, header[columns["expires_on"]], reason))
    return line, problems


def value_of(name: str, cell: Cell) -> date | str | None:
    """Raises ValueError whose message is for the person who filled in the cell."""
    if cell == "" or str(cell).strip() in ("", "-"):
        if name in REQUIRED:
            raise ValueError(_("Enter a value."))
        return None if name in DATES else ""
    if name in DATES:
        return day_of(cell)
    text = plain_text(cell)
    if len(text) > (LENGTHS.get(name) or 10_000):
        raise ValueError(
            _("Shorten the text to %(most)d characters.")
            % {"most": LENGTHS.get(name) or 10_000}
        )
    if check := CHECKS.get(name):
        check(text)
    return text


def plain_text(cell: Cell) -> str:
    """A number that is whole is written without its ``.0``."""
    return (
        str(int(cell))
        if isinstance(cell, float) and cell.is_integer()
        else clean_text(str(cell))
    )


def day_of(cell: Cell) -> date:
    try:
        return read_date(cell)
    except ValueError:
        message = _("Enter a valid date as day/month/year, for example 31/8/2566.")
        raise ValueError(message) from None


def valid(validator: Callable[[str], None], message: str) -> Callable[[str], None]:
    def check(text: str) -> None:
        try:
            validator(text)
        except ValidationError:
            raise ValueError(_(message)) from None

    return check


def twice(lines: list[Line], column: str) -> list[Problem]:
    seen: dict[str, int] = {}
    problems = []
    for line in lines:
        number = number_key(str(line.values.get("number", "")))
        if number and number in seen:
            reason = _("This number is already in row %(row)d.") % {"row": seen[number]}
            problems.append(Problem(line.row, column, reason))
        seen.setdefault(number, line.row)
    return problems


CHECKS: dict[str, Callable[[str], None]] = {
    "maker_email": valid(
        validate_email,
        gettext_noop("Enter an email address, for example name@example.org."),
    ),
    "digital_service_url": valid(
        URLValidator(["https", "http"]),
        gettext_noop("Enter a web address that starts with https://"),
    ),
}
