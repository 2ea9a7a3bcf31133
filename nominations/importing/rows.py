"""One row of a spreadsheet, read as an entry; what is wrong with it is named by column."""

# ruff: noqa: E501  (tables of names read better unbroken)

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from awards.accounts.addresses import read_address
from awards.language.dates import DayOrder, read_moment
from awards.language.thai import ascii_digits
from awards.models import Category, Edition, Province
from awards.spreadsheets.headings import BRACKETS, squash
from awards.spreadsheets.problems import Problem, no_rows
from awards.spreadsheets.several import most_parts, split_known
from awards.spreadsheets.tables import Cell, CellError, Table, TableRow
from nominations.importing.headers import Columns
from nominations.models import Entry, Question
from nominations.organisations.services import clean_number
from nominations.questions.kinds import kind_of
from nominations.questions.kinds.base import cell_text
from nominations.questions.kinds.link import web_link
from nominations.refusals import NumberError
from nominations.statuses import OrganisationKind

# of a Thai mobile number that was a number to the spreadsheet
LOST_ZERO = re.compile(r"[689]\d{8}", re.ASCII)
NUMBERED = re.compile(r"^\s*\(?\d{1,2}[.)]\s*|^\s*(?:ด้าน|สาขา)", re.ASCII)
TEXTS = (
    "title_th",
    "title_en",
    "summary_th",
    "summary_en",
    "contact_name",
    "contact_phone",
)
KINDS = {
    OrganisationKind.MUNICIPALITY: ("municipality", "เทศบาล", "เทศบาลนคร", "เทศบาลเมือง", "เทศบาลตำบล"),
    OrganisationKind.LOCAL: (
        "local", "other local government", "local government", "อบต", "อบจ", "องค์กรปกครองส่วนท้องถิ่น", "องค์การบริหารส่วนตำบล",
        "องค์การบริหารส่วนจังหวัด", "อปท", "องค์กรปกครองส่วนท้องถิ่นอื่น", "เมืองพัทยา", "กรุงเทพมหานคร",
    ),
    OrganisationKind.AGENCY: (
        "agency", "state agency", "government agency", "หน่วยงานรัฐ", "หน่วยงานของรัฐ", "หน่วยงานภาครัฐ", "ภาครัฐ", "ส่วนราชการ", "รัฐวิสาหกิจ",
        "หน่วยงานราชการ", "state enterprise",
    ),
    OrganisationKind.COMPANY: ("company", "private company", "private sector", "บริษัทเอกชน", "บริษัท", "เอกชน", "ภาคเอกชน", "ห้างหุ้นส่วน"),
    OrganisationKind.STARTUP: ("startup", "start-up", "สตาร์ทอัพ", "สตาร์ตอัป", "วิสาหกิจเริ่มต้น"),
    OrganisationKind.UNIVERSITY: ("university", "university or school", "school", "มหาวิทยาลัย", "มหาวิทยาลัยหรือสถานศึกษา", "สถาบันการศึกษา", "โรงเรียน", "สถานศึกษา"),
    OrganisationKind.OTHER: ("other", "อื่น ๆ", "อื่นๆ", "สมาคม", "มูลนิธิ"),
}  # fmt: skip
KIND_NAMES = {squash(name): kind for kind, names in KINDS.items() for name in names}


@dataclass
class Parsed:
    """What one row says. Texts are cleaned, codes are the edition's."""

    row: int
    reference: str = ""
    email: str = ""
    organisation: dict[str, Any] = field(default_factory=dict)
    number: str = ""
    categories: list[str] = field(default_factory=list)
    texts: dict[str, str] = field(default_factory=dict)
    answers: dict[str, Any] = field(default_factory=dict)
    submitted_at: datetime | None = None

    @property
    def title(self) -> str:
        return self.texts.get("title_th") or self.texts.get("title_en") or ""

    @property
    def organisation_name(self) -> str:
        return str(self.organisation.get("name_th", ""))

    @property
    def key(self) -> tuple[str, str]:
        """By what the row is found again: the organisation's number and the title,
        however it is spaced.
        """
        return (self.number, squash(self.title))


class Reader:
    """Reads rows of one file for one edition; everything it looks up was fetched before."""

    def __init__(
        self,
        edition: Edition,
        header: list[str],
        columns: Columns,
        questions: list[Question],
        orders: Mapping[str, DayOrder],
    ) -> None:
        """``orders``: how the dates of each field are read."""
        self.edition, self.header, self.columns = edition, header, columns
        self.orders = orders
        self.questions = {
            f"q-{q.code}": q for q in questions if f"q-{q.code}" in columns.index
        }
        categories = list(edition.categories.all())
        self.categories = category_names(categories)
        self.most_parts = most_parts(
            name for c in categories for name in (c.name_th, c.name_en)
        )
        self.provinces = {
            squash(name): p.code
            for p in Province.objects.all()
            for name in (p.name_th, p.name_en, p.code)
        }
        self.provinces |= {squash("กรุงเทพฯ"): "TH-10", squash("กทม"): "TH-10"}

    def read(self, row: TableRow) -> tuple[Parsed, list[Problem]]:
        """The row as read and all that is wrong with it."""
        parsed, problems = Parsed(row.number), []
        for name, index in self.columns.index.items():
            try:
                self.take(parsed, name, row.cell(index))
            except ValidationError as error:
                problems.append(
                    Problem(row.number, self.header[index], " ".join(error.messages))
                )
            except CellError as error:
                problems.append(Problem(row.number, self.header[index], str(error)))
        if not problems and not parsed.key[1]:
            problems.append(
                Problem(row.number, self.title_of("title_th"), _("Enter a title."))
            )
        return parsed, problems

    def month_first(self, name: str) -> bool:
        return self.orders[name].month_first if name in self.orders else False

    def title_of(self, name: str) -> str:
        """The column's name in the file, or ours where the file has none."""
        index = self.columns.index.get(name)
        return field_label(name) if index is None else self.header[index]

    def take(self, parsed: Parsed, name: str, cell: Cell) -> None:
        if name in self.questions:
            question, month_first = self.questions[name], self.month_first(name)
            kind = kind_of(question)
            if value := kind.read_cell(question, cell, month_first=month_first):
                parsed.answers[name.removeprefix("q-")] = value
        elif name in TEXTS:
            parsed.texts[name] = read_text(name, cell)
        elif name in TAKERS:
            TAKERS[name](self, parsed, cell)


def line(cell: Cell) -> str:
    return " ".join(cell_text(cell).split())


def read_text(name: str, cell: Cell) -> str:
    text = cell_text(cell) if name.startswith("summary") else line(cell)
    if name == "contact_phone" and LOST_ZERO.fullmatch(text):
        text = f"0{text}"
    most = Entry._meta.get_field(name).max_length or 5000  # type: ignore[union-attr]
    if len(text) > most:
        raise ValidationError(
            _("Shorten the text to %(most)d characters.") % {"most": most}
        )
    return text


def take_email(reader: Reader, parsed: Parsed, cell: Cell) -> None:
    parsed.email = read_address(cell_text(cell))


def take_number(reader: Reader, parsed: Parsed, cell: Cell) -> None:
    """A spreadsheet's number cell has lost its leading zeros: they are put back before
    the check digit is looked at.

    Text that ends in ".0" was such a cell before it was written as CSV.
    """
    typed = cell_text(cell)
    if not typed:
        raise ValidationError(_("Enter the 13-digit ID number."))
    if isinstance(cell, int | float) or typed.endswith(".0"):
        typed = typed.removesuffix(".0").zfill(13)
    try:
        parsed.number = clean_number(typed)
    except NumberError:
        reason = _("“%(value)s” is not a valid 13-digit ID number: check the digits.")
        raise ValidationError(reason % {"value": typed[:40]}) from None


def take_organisation(reader: Reader, parsed: Parsed, cell: Cell) -> None:
    name = line(cell)
    if not name or len(name) > 300:
        raise ValidationError(_("Enter the organisation's name, up to 300 characters."))
    parsed.organisation["name_th"] = name


def take_province(reader: Reader, parsed: Parsed, cell: Cell) -> None:
    name = re.sub(r"^(จังหวัด|จ\.)", "", line(cell)).strip()
    if not name:
        return
    code = reader.provinces.get(squash(name)) or reader.provinces.get(
        squash(name.removesuffix("Province"))
    )
    if code is None:
        raise ValidationError(
            _("“%(value)s” is not a province. Check the spelling.")
            % {"value": name[:60]}
        )
    parsed.organisation["province_id"] = code


def take_kind(reader: Reader, parsed: Parsed, cell: Cell) -> None:
    """A kind that is not known becomes "other": it changes nothing that is decided."""
    name = line(cell)
    kind = KIND_NAMES.get(squash(name)) or KIND_NAMES.get(
        squash(BRACKETS.sub("", name))
    )
    parsed.organisation["kind"] = kind or OrganisationKind.OTHER


def take_category(reader: Reader, parsed: Parsed, cell: Cell) -> None:
    text = line(cell)
    if not text:
        raise ValidationError(_("Enter a category."))
    names = split_known(
        cell_text(cell),
        lambda part: find_category(reader.categories, part) is not None,
        reader.most_parts,
    )
    parts = [find_category(reader.categories, name) for name in names]
    if not parts or None in parts:
        raise ValidationError(
            _(
                "“%(value)s” is not a category in this edition. Choose one of its "
                "categories."
            )
            % {"value": text[:80]}
        )
    codes = list(dict.fromkeys(str(code) for code in parts))
    if len(codes) > reader.edition.max_categories:
        most = reader.edition.max_categories
        raise ValidationError(
            _("An entry can be in at most %(most)d categories.") % {"most": most}
        )
    parsed.categories = codes


def category_names(categories: list[Category]) -> dict[str, str]:
    return {
        squash(name): c.code
        for c in categories
        for name in (c.name_th, c.name_en, c.code)
    }


def find_category(names: dict[str, str], text: str) -> str | None:
    """By name in either language or by code, with a number or ด้าน before it or without.

    ``name (other name)`` counts when both mean the same.
    """
    if squash(text) not in names:
        text = NUMBERED.sub("", ascii_digits(text))
    inside = [part.strip("()[]（） ") for part in BRACKETS.findall(text)]
    found = {
        names[key]
        for part in (text, BRACKETS.sub("", text), *inside)
        if (key := squash(part)) in names
    }
    unknown = [
        part
        for part in inside
        if part and squash(part) not in names and squash(text) not in names
    ]
    return found.pop() if len(found) == 1 and not unknown else None


def take_reference(reader: Reader, parsed: Parsed, cell: Cell) -> None:
    parsed.reference = ascii_digits(line(cell)).upper()


def take_moment(reader: Reader, parsed: Parsed, cell: Cell) -> None:
    if cell == "":
        return
    try:
        parsed.submitted_at = read_moment(
            cell, month_first=reader.month_first("submitted_at")
        )
    except (ValueError, OverflowError):
        reason = _(
            "“%(value)s” is not a date and time. Enter day/month/year and the time."
        )
        raise ValidationError(reason % {"value": cell_text(cell)[:60]}) from None


def take_website(reader: Reader, parsed: Parsed, cell: Cell) -> None:
    address = line(cell)
    if address in ("", "-", "–"):
        return
    address = web_link(address)
    if len(address) > 200:
        raise ValidationError(
            _("Shorten the text to %(most)d characters.") % {"most": 200}
        )
    parsed.organisation["website"] = address


def take_organisation_en(reader: Reader, parsed: Parsed, cell: Cell) -> None:
    parsed.organisation["name_en"] = line(cell)[:300]


TAKERS: dict[str, Callable[[Reader, Parsed, Cell], None]] = {
    "reference": take_reference,
    "submitted_at": take_moment,
    "email": take_email,
    "organisation_th": take_organisation,
    "organisation_en": take_organisation_en,
    "kind": take_kind,
    "number": take_number,
    "province": take_province,
    "website": take_website,
    "category": take_category,
}


def field_label(name: str) -> str:
    """What a column that the file lacks is called."""
    labels = {
        "email": _("Email"),
        "organisation_th": _("Organisation"),
        "number": _("13-digit ID number"),
        "title_th": _("Title in Thai"),
        "category": _("Category"),
    }
    return labels.get(name, name)


def read_rows(reader: Reader, table: Table) -> tuple[list[Parsed], list[Problem]]:
    """Every row read; the problems in the order of the rows."""
    missing = [
        Problem(1, field_label(name), _("This column is missing. Add it to the file."))
        for name in reader.columns.missing()
    ]
    if missing or not table.rows:
        return [], missing or [no_rows()]
    read = [reader.read(row) for row in table.rows]
    return [parsed for parsed, _problems in read], [
        problem for _parsed, problems in read for problem in problems
    ]
