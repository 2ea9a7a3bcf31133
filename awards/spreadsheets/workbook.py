"""The package of an XLSX: where its parts are, its sheets, its list of texts, and which
styles are dates.

Read here and not by a library: those at hand believe what a file says of its own size,
know one of the two dialects of Office Open XML, give either a formula or its value, and
make a cell of every blank.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from dataclasses import dataclass, field
from typing import TypeVar

from django.utils.translation import gettext as _

from awards.spreadsheets.limits import (
    FREE_OF_RATIO,
    MOST_CHARACTERS,
    MOST_PARTS,
    MOST_RATIO,
    MOST_SHARED,
    MOST_SHEETS,
    MOST_TEXT,
    MOST_UNPACKED,
    TableError,
    damaged,
    too_much,
)
from awards.spreadsheets.xml import Attributes, Events, local, read_part

Read = TypeVar("Read", bound=Events)
ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")
# Formats of dates that have a number and no text (ECMA-376 18.8.30); those from 71 on
# are the Thai ones.
DATE_FORMATS = frozenset(
    [*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59), *range(71, 82)]
)
NOT_OF_THE_DATE = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?![hmsHMS]+\])[^\]]*\]')
DATE_LETTERS = re.compile("[dmyhsbDMYHSB]")


def unescaped(text: str) -> str:
    """``_x000D_`` is what it stands for, as Excel writes what XML cannot hold;
    ``_x005F_`` keeps one as typed.
    """
    if "_x" not in text:
        return text
    return (
        ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)
        .encode("utf-16", "surrogatepass")
        .decode("utf-16", "replace")
    )


@dataclass(frozen=True)
class SheetPart:
    title: str
    path: str
    hidden: bool


@dataclass
class Workbook:
    package: zipfile.ZipFile
    sheets: list[SheetPart] = field(default_factory=list)
    shared: list[str] = field(default_factory=list)
    date_styles: frozenset[int] = frozenset()
    from_1904: bool = False

    def read(self, path: str, events: Read) -> Read:
        with self.package.open(path) as part:
            read_part(part, events)
        return events


def open_workbook(content: bytes) -> Workbook:
    """Raises TableError, and what ``zipfile`` raises for a package that is damaged inside."""
    try:
        package = zipfile.ZipFile(io.BytesIO(content))
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        raise damaged() from None
    check_package(package, len(content))
    book = Workbook(package)
    path = workbook_path(book)
    targets = targets_of(book, path)
    listed = book.read(path, SheetList())
    book.from_1904 = listed.from_1904
    for title, relation, hidden in listed.sheets:
        kind, where = targets.get(relation, ("", ""))
        if kind == "worksheet" and where in names(package):
            book.sheets.append(SheetPart(title, where, hidden))
    if not book.sheets:
        raise damaged()
    by_kind = dict(targets.values())
    if (styles := by_kind.get("styles", "")) in names(package):
        book.date_styles = book.read(styles, Styles()).dates()
    if (texts := by_kind.get("sharedStrings", "")) in names(package):
        book.shared = book.read(texts, SharedTexts()).texts
    return book


def targets_of(book: Workbook, path: str) -> dict[str, tuple[str, str]]:
    """Kind and path of the parts that the workbook names, by the names it gives them."""
    relations = relations_of(path)
    if relations not in names(book.package):
        return {}
    found = book.read(relations, Relations()).found
    return {
        name: (kind, resolved(path, target)) for name, (kind, target) in found.items()
    }


def check_package(package: zipfile.ZipFile, size: int) -> None:
    """An XLSX is a zip: refuse one that unpacks to more than a spreadsheet ever would."""
    parts = package.infolist()
    unpacked = sum(part.file_size for part in parts)
    if len(parts) > MOST_PARTS or unpacked > MOST_UNPACKED:
        raise too_much()
    if unpacked > FREE_OF_RATIO and unpacked > MOST_RATIO * size:
        raise too_much()
    if any(part.flag_bits & 1 for part in parts):
        raise TableError(
            _(
                "This Excel file is too old or protected. Save it as .xlsx without a "
                "password."
            )
        )


def names(package: zipfile.ZipFile) -> dict[str, zipfile.ZipInfo]:
    return package.NameToInfo


def resolved(base: str, target: str) -> str:
    """Where a relation leads, from the part that names it."""
    target = target.replace("\\", "/")
    return (
        posixpath.normpath(posixpath.join("/", posixpath.dirname(base), target)).lstrip(
            "/"
        )
        if target
        else ""
    )


def relations_of(path: str) -> str:
    folder, name = posixpath.split(path)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def workbook_path(book: Workbook) -> str:
    known = names(book.package)
    if "_rels/.rels" in known:
        for kind, target in book.read("_rels/.rels", Relations()).found.values():
            where = resolved("", target)
            if (
                kind == "officeDocument"
                and where in known
                and "workbook" in where.lower()
                and where.endswith(".xml")
            ):
                return where
    if "xl/workbook.xml" in known:
        return "xl/workbook.xml"
    raise TableError(_("This is not an Excel file. Save it as .xlsx or CSV."))


class Relations(Events):
    """Id → last word of its type, and where it leads."""

    def __init__(self) -> None:
        self.found: dict[str, tuple[str, str]] = {}

    def begin(self, name: str, attributes: Attributes) -> None:
        if name == "Relationship":
            kind = local(attributes, "Type").rpartition("/")[2]
            self.found[local(attributes, "Id")] = kind, local(attributes, "Target")


class SheetList(Events):
    """Title, relation and whether it is hidden, in the order of the tabs."""

    def __init__(self) -> None:
        self.sheets: list[tuple[str, str, bool]] = []
        self.from_1904 = False

    def begin(self, name: str, attributes: Attributes) -> None:
        if name == "workbookPr":
            self.from_1904 = local(attributes, "date1904") in ("1", "true")
        elif name == "sheet":
            hidden = local(attributes, "state") in ("hidden", "veryHidden")
            self.sheets.append(
                (unescaped(local(attributes, "name")), relation_id(attributes), hidden)
            )
        if len(self.sheets) > MOST_SHEETS:
            raise too_much()


def relation_id(attributes: Attributes) -> str:
    """``r:id``, told from ``sheetId`` by its namespace."""
    return next(
        (
            value
            for key, value in attributes.items()
            if key.endswith("/relationships id")
        ),
        "",
    )


class Styles(Events):
    def __init__(self) -> None:
        self.formats: dict[int, str] = {}
        self.cells: list[int] = []
        self.within = False

    def begin(self, name: str, attributes: Attributes) -> None:
        if name == "numFmt":
            self.formats[whole(local(attributes, "numFmtId"))] = local(
                attributes, "formatCode"
            )
        elif name == "cellXfs":
            self.within = True
        elif name == "xf" and self.within:
            self.cells.append(whole(local(attributes, "numFmtId")))
        if len(self.cells) > MOST_SHARED or len(self.formats) > MOST_SHARED:
            raise too_much()

    def end(self, name: str) -> None:
        self.within = self.within and name != "cellXfs"

    def dates(self) -> frozenset[int]:
        """Numbers of the styles whose numbers are dates."""
        own = {number for number, code in self.formats.items() if is_date_format(code)}
        plain = DATE_FORMATS - self.formats.keys()
        return frozenset(
            place
            for place, number in enumerate(self.cells)
            if number in own or number in plain
        )


def is_date_format(code: str) -> bool:
    return bool(DATE_LETTERS.search(NOT_OF_THE_DATE.sub("", code[:400].split(";")[0])))


def whole(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else 0


class SharedTexts(Events):
    def __init__(self) -> None:
        self.texts: list[str] = []
        self.parts: list[str] = []
        self.reading = False
        self.phonetic = 0
        self.size = self.total = 0

    def begin(self, name: str, attributes: Attributes) -> None:
        if name == "si":
            self.parts, self.size = [], 0
        elif name == "rPh":
            self.phonetic += 1
        self.reading = name == "t" and not self.phonetic

    def text(self, text: str) -> None:
        if self.reading:
            self.size += len(text)
            self.total += len(text)
            if self.size > MOST_CHARACTERS or self.total > MOST_TEXT:
                raise too_much()
            self.parts.append(text)

    def end(self, name: str) -> None:
        self.reading = False
        if name == "rPh":
            self.phonetic -= 1
        elif name == "si":
            self.texts.append(unescaped("".join(self.parts)))
            if len(self.texts) > MOST_SHARED:
                raise too_much()
