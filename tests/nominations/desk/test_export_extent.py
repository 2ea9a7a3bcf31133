"""An export has the columns that its view shows, or all; texts longer than a cell of
Excel are never cut unseen.
"""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse
from openpyxl.utils import get_column_letter

from awards.models import Edition
from awards.spreadsheets.long_cells import MOST, NOTES, LongTexts, units
from awards.spreadsheets.tables import TableError, read_table
from judging.entry_desk.exports import make_due_exports
from nominations.desk.exports import request_export
from nominations.entries.content import content_hash
from nominations.importing.services import import_entries
from nominations.models import Answer, Entry, Export
from tests.factories import ahead, make_category, make_edition, make_organiser
from tests.kept import made_once
from tests.nominations.makers import make_entry, make_question

pytestmark = pytest.mark.django_db
LONG = "=" + "น้ำท่วมขังทุกปีที่ชุมชนริมคลอง " * 1600 + "จบ"


@pytest.fixture(autouse=True)
def _media_in_a_folder_of_its_own(settings: Any, tmp_path: Path) -> None:
    storage = {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": tmp_path},
    }
    settings.STORAGES = {**settings.STORAGES, "default": storage}


@made_once
def make_desk(*answers: str) -> tuple[Edition, Any]:
    """An entry for each answer to a question of long text, and their organiser."""
    edition = make_edition()
    make_category(edition)
    question = make_question(edition, "story", "long_text", limit=60_000)
    for answer in answers:
        entry = make_entry(
            edition,
            category=edition.categories.first(),
            state="submitted",
            submitted_at=ahead(hours=-2),
        )
        Answer.objects.create(entry=entry, question=question, value=answer)
    return edition, make_organiser(edition)


def made(
    edition: Edition, user: Any, kind: str, query: dict[str, str], all_columns: bool
) -> bytes:
    request_export(
        edition=edition,
        user=user,
        kind=kind,
        query=query,
        language="th",
        all_columns=all_columns,
    )
    assert make_due_exports() == 1
    with Export.objects.latest("pk").file.open("rb") as file:
        return bytes(file.read())


def sheet_rows(content: bytes, sheet: int = 0) -> list[list[Any]]:
    book = openpyxl.load_workbook(io.BytesIO(content))
    return [list(row) for row in book.worksheets[sheet].iter_rows(values_only=True)]


def test_export_of_a_view_has_its_columns_in_its_order_with_whole_texts() -> None:
    edition, organiser = make_desk("ก" * 500, "ข")
    query = {"columns": "title,q-story,missing,owner", "sort": "newest"}
    Entry.objects.filter(answers__value="ข").update(submitted_at=ahead(hours=-1))
    header, first, second = sheet_rows(
        made(edition, organiser, "xlsx", query, all_columns=False)
    )
    assert header == ["เลขที่ผลงาน", "ชื่อผลงาน", "อีเมล", "ส่วนที่ยังขาด", "คำถาม story"]
    assert (first[4], second[4]) == ("ข", "ก" * 500)
    assert "@" in first[2]
    text = made(edition, organiser, "csv", query, all_columns=False).decode("utf-8-sig")
    assert list(csv.reader(io.StringIO(text)))[1:] == [
        [cell or "" for cell in row] for row in (first, second)
    ]


@pytest.mark.parametrize("all_columns", [True, False])
def test_export_read_in_portions_is_the_one_read_at_once(
    all_columns: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    edition, organiser = make_desk("ก", "ข", "ค")
    query = {"columns": "title,q-story,missing", "sort": "newest"}
    at_once = made(edition, organiser, "csv", query, all_columns=all_columns)
    monkeypatch.setattr("nominations.desk.exports.CHUNK", 2)
    in_portions = made(edition, organiser, "csv", query, all_columns=all_columns)
    assert in_portions == at_once
    assert all(word in at_once.decode() for word in "กขค")


def test_export_page_offers_both_extents(client: Client) -> None:
    edition, organiser = make_desk("ก")
    client.force_login(organiser)
    address = reverse("nominations:export-create", args=[edition.code])
    client.post(address, {"format": "csv", "columns": "title", "extent": "view"})
    client.post(address, {"format": "csv", "columns": "title", "extent": "all"})
    assert list(
        Export.objects.order_by("pk").values_list("all_columns", flat=True)
    ) == [False, True]
    client.post(address, {"format": "csv", "extent": "nonsense", "columns": "nonsense"})
    client.post(address, {"format": "csv", "kind": "no-such-kind"})
    assert client.post(address, {"kind": "csv"}).status_code == 404
    assert make_due_exports() == 4
    assert list(Export.objects.order_by("pk").values_list("total", flat=True)) == [
        1,
        1,
        1,
        0,
    ]
    page = client.get(
        reverse(
            "nominations:export-detail",
            args=[edition.code, Export.objects.earliest("pk").key],
        )
    )
    assert "1 รายการ" in page.content.decode()


def test_text_longer_than_a_cell_is_cut_with_a_note_and_whole_on_another_sheet() -> (
    None
):
    edition, organiser = make_desk(LONG, "สั้น")
    content = made(
        edition, organiser, "xlsx", {"columns": "q-story"}, all_columns=False
    )
    [_header, row, short] = sheet_rows(content)
    assert row[1].startswith(LONG[:30_000])
    assert row[1].endswith(NOTES["th"].format(1))
    assert units(row[1]) <= MOST
    assert short[1] == "สั้น"
    [_names, [number, reference, column, *parts]] = sheet_rows(content, 1)
    assert (number, reference, column, "".join(parts)) == (
        "1",
        row[0],
        "คำถาม story",
        LONG,
    )


def test_long_text_comes_back_whole_even_from_rows_in_another_order() -> None:
    edition, organiser = make_desk(LONG, "ก", LONG[1:] + "อีก")
    before = {entry.pk: content_hash(entry) for entry in Entry.objects.all()}
    content = made(edition, organiser, "xlsx", {}, all_columns=True)
    book = openpyxl.load_workbook(io.BytesIO(content))
    book.worksheets[0].move_range(f"A2:{get_column_letter(40)}2", rows=9)
    out = io.BytesIO()
    book.save(out)
    for file in (
        content,
        out.getvalue(),
        made(edition, organiser, "csv", {}, all_columns=True),
    ):
        outcome = import_entries(edition=edition, table=read_table(file), actor=None)
        assert (outcome.rejected, outcome.unchanged) == ([], 3)
    assert {entry.pk: content_hash(entry) for entry in Entry.objects.all()} == before


def test_cut_text_without_its_sheet_is_refused_and_never_taken_for_the_whole() -> None:
    edition, organiser = make_desk(LONG)
    book = openpyxl.load_workbook(
        io.BytesIO(made(edition, organiser, "xlsx", {}, all_columns=True))
    )
    book.remove(book.worksheets[1])
    out = io.BytesIO()
    book.save(out)
    with pytest.raises(TableError, match="แผ่นงาน"):
        read_table(out.getvalue())


@pytest.mark.parametrize(
    ("text", "kept"),
    [("ก" * MOST, 0), ("ก" * (MOST + 1), 1), ("😀" * 16_383, 0), ("😀" * 16_384, 1)],
)
def test_cells_are_counted_as_excel_counts_them(text: str, kept: int) -> None:
    long = LongTexts("th")
    assert units(long.fit(text, row="R", column="C")) <= MOST
    assert len(long.rows) == kept
    assert all(units(part) <= MOST for row in long.rows for part in row)
