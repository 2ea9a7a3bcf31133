"""A table as XLSX, sent while it is read: its first bytes go out before its second row
is asked for, and no more than a few rows of it are in memory.

openpyxl writes a whole sheet to the disk before it gives anything away; this writes the
few parts that such a package needs (ECMA-376, part 1), straight into a ZIP that nobody
seeks in. Every cell is text, so that no spreadsheet calculates one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from html import escape
from zipfile import ZIP_DEFLATED, ZipFile

from awards.spreadsheets.formulas import kept_typed, looks_like_one

TOGETHER = 200  # rows of a piece
LONGEST = 32_767  # signs of a cell
# What XML cannot hold, and what would read as such a sign in a spreadsheet.
NO_SIGN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
OPENXML = "http://schemas.openxmlformats.org"
MAIN = f"{OPENXML}/spreadsheetml/2006/main"
TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
RELATION = f"{OPENXML}/officeDocument/2006/relationships"
PACKAGE = f"{OPENXML}/package/2006"


def relations(*targets: tuple[str, str]) -> str:
    each = "".join(
        f'<Relationship Id="r{number}" Type="{RELATION}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, 1)
    )
    return f'{XML}<Relationships xmlns="{PACKAGE}/relationships">{each}</Relationships>'


def overrides(*parts: tuple[str, str]) -> str:
    return "".join(
        f'<Override PartName="/xl/{name}" ContentType="{TYPE}.{kind}+xml"/>'
        for name, kind in parts
    )


PLAIN = 'numFmtId="0" fontId="0" fillId="0" borderId="0"'
SHEET = "worksheets/sheet1.xml"
PARTS = {
    "[Content_Types].xml": (
        f'{XML}<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" '
        f'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        + overrides(
            ("workbook.xml", "sheet.main"),
            (SHEET, "worksheet"),
            ("styles.xml", "styles"),
        )
        + "</Types>"
    ),
    "_rels/.rels": relations(("officeDocument", "xl/workbook.xml")),
    "xl/workbook.xml": (
        f'{XML}<workbook xmlns="{MAIN}" xmlns:r="{RELATION}"><sheets>'
        '<sheet name="Sheet1" sheetId="1" r:id="r1"/></sheets></workbook>'
    ),
    "xl/_rels/workbook.xml.rels": relations(
        ("worksheet", SHEET), ("styles", "styles.xml")
    ),
    # Style 1: what begins like a formula is text that somebody typed.
    "xl/styles.xml": (
        f'{XML}<styleSheet xmlns="{MAIN}">'
        '<fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts>'
        '<fills count="2"><fill><patternFill patternType="none"/></fill>'
        '<fill><patternFill patternType="gray125"/></fill></fills>'
        '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border>'
        f'</borders><cellStyleXfs count="1"><xf {PLAIN}/></cellStyleXfs>'
        f'<cellXfs count="2"><xf {PLAIN} xfId="0"/>'
        f'<xf {PLAIN} xfId="0" quotePrefix="1"/></cellXfs>'
        '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/>'
        "</cellStyles></styleSheet>"
    ),
}


class Passing:
    """What is written is taken away again: a file that has no places."""

    def __init__(self) -> None:
        self.pieces: list[bytes] = []

    def write(self, piece: bytes) -> int:
        self.pieces.append(bytes(piece))
        return len(piece)

    def flush(self) -> None:
        """Nothing is kept back."""

    def taken(self) -> bytes:
        pieces, self.pieces = self.pieces, []
        return b"".join(pieces)


def xlsx_pieces(rows: Iterable[Sequence[str]]) -> Iterator[bytes]:
    """The pieces of a file with one sheet; the first row is its head."""
    out = Passing()
    with ZipFile(out, "w", ZIP_DEFLATED) as package:  # type: ignore[call-overload]
        for name, content in PARTS.items():
            package.writestr(name, content)
        yield out.taken()
        with package.open(f"xl/{SHEET}", "w") as sheet:
            sheet.write(f'{XML}<worksheet xmlns="{MAIN}"><sheetData>'.encode())
            for number, row in enumerate(rows, 1):
                sheet.write(row_of(row).encode())
                if number % TOGETHER == 0:
                    yield out.taken()
            sheet.write(b"</sheetData></worksheet>")
    yield out.taken()


def row_of(cells: Sequence[str]) -> str:
    return f"<row>{''.join([cell_of(text) for text in cells])}</row>"


def cell_of(text: str) -> str:
    style = ' s="1"' if looks_like_one(text) else ""
    shown = escape(NO_SIGN.sub("", kept_typed(text))[:LONGEST], quote=False)
    return f'<c t="inlineStr"{style}><is><t xml:space="preserve">{shown}</t></is></c>'
