"""Small files that unpack to much are given up by counting, long before they could hurt."""

from __future__ import annotations

import io
import zipfile

import pytest

from awards.spreadsheets import Table, TableError, read_table
from awards.spreadsheets import limits as most

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
HEAD = '<row r="1"><c r="A1" t="inlineStr"><is><t>name</t></is></c></row>'


def workbook(
    rows: str,
    *,
    shared: str = "",
    after: str = "",
    state: str = "visible",
    before: str = "",
) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr(
            "xl/workbook.xml",
            f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>'
            f'<sheet name="one" sheetId="1" state="{state}" r:id="r1"/><sheet '
            'name="two" sheetId="2" r:id="r2"/>'
            "</sheets></workbook>",
        )
        links = "".join(
            f'<Relationship Id="{key}" Type="{OFFICE}/{kind}" Target="{target}"/>'
            for key, kind, target in (
                ("r1", "worksheet", "worksheets/sheet1.xml"),
                ("r2", "worksheet", "worksheets/sheet2.xml"),
                ("r3", "sharedStrings", "sharedStrings.xml"),
            )
        )
        package.writestr(
            "xl/_rels/workbook.xml.rels",
            f'<Relationships xmlns="{PACKAGE}">{links}</Relationships>',
        )
        package.writestr("xl/sharedStrings.xml", f'<sst xmlns="{MAIN}">{shared}</sst>')
        body = (
            f"{before}<worksheet "
            f'xmlns="{MAIN}"><sheetData>{HEAD}{rows}</sheetData>{after}</worksheet>'
        )
        package.writestr("xl/worksheets/sheet1.xml", body)
        package.writestr(
            "xl/worksheets/sheet2.xml",
            f'<worksheet xmlns="{MAIN}"><sheetData>{HEAD}</sheetData></worksheet>',
        )
    return out.getvalue()


def read(rows: str, **options: str) -> Table:
    return read_table(workbook(rows, **options))


def refused(rows: str, **options: str) -> str:
    content = workbook(rows, **options)
    assert len(content) < 300_000  # small enough that anybody could send it
    with pytest.raises(TableError) as error:
        read_table(content)
    return str(error.value)


def test_rows_far_apart_cost_what_stands_in_them() -> None:
    table = read('<row r="1048576"><c r="A1048576"><v>7</v></c></row>')
    assert [(row.number, row.cells) for row in table.rows] == [(1_048_576, [7])]


def test_blank_styled_cells_are_no_cells(monkeypatch: pytest.MonkeyPatch) -> None:
    blank = '<row r="2">' + '<c s="1"/>' * 16_000 + "</row>"
    assert read(blank).rows == []
    monkeypatch.setattr("awards.spreadsheets.worksheet.MOST_CELLS_READ", 15_000)
    assert refused(blank)


def test_one_long_text_that_many_cells_share_counts_each_time(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    cells = "".join(
        f'<row r="{number}"><c t="s"><v>0</v></c></row>' for number in range(2, 102)
    )
    long = f"<si><t>{'x' * 1_000}</t></si>"
    assert len(read(cells, shared=long).rows) == 100
    monkeypatch.setattr("awards.spreadsheets.worksheet.MOST_TEXT", 99_000)
    assert refused(cells, shared=long)


def test_package_that_unpacks_to_far_more_than_it_is_is_refused_unread() -> None:
    assert refused("<row>" + " " * (most.FREE_OF_RATIO + 2**20) + "</row>")


def test_tag_without_end_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """The parser would read it from its beginning with every piece that it is given."""
    monkeypatch.setattr("awards.spreadsheets.xml.CHUNK", 1_000)
    assert refused(f'<row a="{"x" * 20_000}"></row>')


@pytest.mark.parametrize(
    "before",
    [
        '<!DOCTYPE worksheet [<!ENTITY a "aaaa">]>',
        '<!DOCTYPE x SYSTEM "file:///etc/passwd">',
    ],
)
def test_document_types_are_refused(before: str) -> None:
    assert refused("", before=before)


def test_elements_within_elements_are_given_up() -> None:
    assert refused("<a>" * 1_000 + "</a>" * 1_000)


@pytest.mark.parametrize(
    "rows",
    [
        '<row r="3"/><row r="2"/>',
        '<row r="x"/>',
        '<row r="2"><c r="ABCDE2"><v>1</v></c></row>',
        '<row r="2"><c t="s"><v>9</v></c></row>',
        '<row r="2"><c><v>1_0</v></c></row>',
        '<row r="2"><c><v>nan</v></c></row>',
    ],
)
def test_sheet_that_contradicts_itself_is_damaged(rows: str) -> None:
    assert refused(rows)


def test_merged_ranges_that_cover_everything_cost_no_more_than_they_may(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    rows = "".join(
        f'<row r="{number}"><c><v>1</v></c></row>' for number in range(2, 200)
    )
    spans = "<mergeCells>" + '<mergeCell ref="A1:XFD1048576"/>' * 50 + "</mergeCells>"
    monkeypatch.setattr("awards.spreadsheets.worksheet.MOST_CELLS", 100_000)
    assert refused(rows, after=spans)


def test_hidden_sheets_and_rows_are_passed_over_and_said() -> None:
    assert read("", state="hidden").notes != []
    table = read(
        '<row r="2" hidden="1"><c><v>1</v></c></row><row r="3"><c><v>2</v></c></row>'
    )
    assert [row.number for row in table.rows] == [3]
    assert len(table.notes) == 2  # the row, and the other sheet
