"""A spreadsheet that is sent while it is read."""

from __future__ import annotations

import io
from collections.abc import Iterator

from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from awards.spreadsheets.streamed import LONGEST, NO_SIGN, TOGETHER, xlsx_pieces

TEXTS = (
    st.text(max_size=30)
    | st.sampled_from(
        ["=1+1", "'=1+1", "<b>&amp;</b>", " two\nlines ", "น้ำท่วม", "x" * 40_000]
    )
).map(lambda text: NO_SIGN.sub("", text).replace("\r", ""))


def read_back(rows: list[list[str]]) -> list[list[object]]:
    content = io.BytesIO(b"".join(xlsx_pieces(rows)))
    sheet = load_workbook(content).active
    assert sheet is not None
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


@given(rows=st.lists(st.tuples(TEXTS, TEXTS), min_size=1, max_size=4))
def test_what_is_written_is_read_as_text(rows: list[tuple[str, str]]) -> None:
    told = read_back([["Name", "Reason"], *map(list, rows)])[1:]
    for row, shown in zip(rows, told, strict=True):
        for text, value in zip(row, shown, strict=True):
            apart = {text[:LONGEST], f"'{text}"[:LONGEST]}
            assert (value or "") in apart
            assert value is None or isinstance(value, str)


def test_a_formula_that_somebody_typed_is_marked_as_text() -> None:
    content = io.BytesIO(b"".join(xlsx_pieces([["=HYPERLINK(1)"]])))
    sheet = load_workbook(content).active
    assert sheet is not None
    cell = sheet["A1"]
    assert cell.data_type != "f"
    assert cell.quotePrefix
    assert cell.value == "=HYPERLINK(1)"


def test_it_begins_before_the_rows_do_and_keeps_few_of_them() -> None:
    read = 0

    def rows() -> Iterator[list[str]]:
        nonlocal read
        for number in range(TOGETHER * 3):
            read += 1
            yield [f"row {number}"]

    pieces = xlsx_pieces(rows())
    assert next(pieces).startswith(b"PK")
    assert read == 0
    next(pieces)
    assert read == TOGETHER
    assert len(list(pieces)) == 3


def test_signs_that_no_file_can_hold_are_left_out() -> None:
    assert read_back([["a\x00\x0bb\ufffe"]]) == [["ab"]]
