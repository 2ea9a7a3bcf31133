from __future__ import annotations

import io
import json
from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client
from django.utils import translation

from awards.dsure.importing.services import Note, Outcome, import_certificates
from awards.dsure.importing.spreadsheet import columns_of
from awards.dsure.models import Certificate, Maker
from awards.spreadsheets.tables import read_table
from tests.factories import make_certificate, make_maker, make_mark, make_registrar

pytestmark = pytest.mark.django_db
IMPORT = "/en/dsure/manage/certificates/import/"
HEADER = [
    "เลขที่ ใบรับรอง",
    "ชื่อผลิตภัณฑ์",
    "Product name in English",
    "เครื่องหมาย",
    "ผู้ผลิต",
    "วันที่ออก",
    "วันหมดอายุ",
    "อีเมล",
]
ROW = [
    "dS-๐๐๑",
    " เซนเซอร์  น้ำ ",
    "Water sensor",
    "dsure",
    "บริษัทสมมุติ",
    "๓๑/๘/๒๕๖๖",
    date(2569, 8, 31),
    "m@example.org",
]


def book(*rows: list[Any], header: list[str] = HEADER) -> bytes:
    made = openpyxl.Workbook()
    for row in (header, *rows):
        made.active.append(row)
    target = io.BytesIO()
    made.save(target)
    return target.getvalue()


def changed(**cells: Any) -> list[Any]:
    names = (
        "number",
        "name_th",
        "name_en",
        "mark",
        "maker",
        "issued",
        "expires",
        "email",
    )
    return [cells.get(name, value) for name, value in zip(names, ROW, strict=True)]


def run(*rows: list[Any], **options: Any) -> Outcome:
    return import_certificates(table=read_table(book(*rows)), actor=None, **options)


@pytest.fixture(autouse=True)
def _mark() -> None:
    make_mark("dsure")


def test_batch_is_registered_unannounced_with_thai_dates_and_digits() -> None:
    outcome = run(ROW, changed(number=17, name_th="โคมไฟ"))
    assert outcome.as_json() == {
        "created": 2,
        "updated": 0,
        "unchanged": 0,
        "rejected": [],
        "ignored_columns": [],
        "unused_cells": [],
    }
    certificate = Certificate.objects.get(number="dS-๐๐๑")
    assert (certificate.name_th, certificate.issued_on.isoformat()) == (
        "เซนเซอร์ น้ำ",
        "2023-08-31",
    )
    assert str(certificate.expires_on) == "2026-08-31"
    assert certificate.announced_at is None
    assert Maker.objects.get().email == "m@example.org"


def test_second_import_of_the_same_rows_changes_nothing() -> None:
    run(ROW)
    assert run(ROW).as_json()["unchanged"] == 1
    assert run(changed(name_en="Renamed")).as_json()["updated"] == 1


@pytest.mark.parametrize(
    ("cells", "column", "reason"),
    [
        ({"number": ""}, "เลขที่ ใบรับรอง", "Enter a value"),
        ({"number": "manage"}, "เลขที่ ใบรับรอง", "becomes part of a web address"),
        ({"number": "x" * 61}, "เลขที่ ใบรับรอง", "to 60 characters"),
        ({"issued": "31/2/2566"}, "วันที่ออก", "Enter a valid date"),
        ({"expires": "1/1/2566"}, "วันหมดอายุ", "before the issue date"),
        ({"mark": "unknown"}, "เครื่องหมาย", "mark does not exist"),
        ({"email": "not an address"}, "อีเมล", "Enter an email address"),
    ],
)
def test_wrong_cell_is_named_and_nothing_is_written(
    cells: Any, column: str, reason: str
) -> None:
    with translation.override("en"):
        outcome = run(changed(number="good"), changed(**{"number": "other", **cells}))
    assert [(problem.row, problem.column) for problem in outcome.rejected] == [
        (3, column)
    ]
    assert reason in outcome.rejected[0].reason
    assert not Certificate.objects.exists()


def test_number_twice_in_the_file_and_missing_columns_are_refused() -> None:
    assert [problem.row for problem in run(ROW, changed(number="DS-๐๐๑")).rejected] == [
        3
    ]
    table = read_table(book(["x"], header=["เลขที่"]))
    outcome = import_certificates(table=table, actor=None)
    assert {problem.row for problem in outcome.rejected} == {1}


@pytest.mark.parametrize("number", ["DS-001", "ds- ๐๐๑"])
def test_number_is_the_same_however_it_is_written(number: str) -> None:
    """Else the second row would amend what the first one registered."""
    outcome = run(ROW, changed(number=number, name_th="อีกผลิตภัณฑ์"))
    assert [problem.row for problem in outcome.rejected] == [3]
    assert (outcome.created, outcome.updated) == (1, 0)
    assert not Certificate.objects.exists()


def test_all_problems_of_a_file_are_told_at_once() -> None:
    outcome = run(changed(mark="x"), changed(number="2", issued="no day"))
    assert {problem.row for problem in outcome.rejected} == {2, 3}


def test_file_of_column_names_alone_is_refused() -> None:
    with translation.override("en"):
        [problem] = run().rejected
    assert (problem.row, problem.words) == (
        1,
        "The file has no rows below the column names. Fill them in.",
    )


@pytest.mark.parametrize(("language", "name"), [("th", "เครื่องหมาย"), ("en", "mark")])
def test_missing_column_is_called_as_the_reader_calls_it(
    language: str, name: str
) -> None:
    with translation.override(language):
        header = [name for name in HEADER if name != "เครื่องหมาย"]
        table = read_table(book(ROW, header=header))
        outcome = import_certificates(table=table, actor=None)
    assert [problem.column for problem in outcome.rejected] == [name]


def test_column_of_which_nothing_is_made_is_told(client: Client) -> None:
    client.force_login(make_registrar())
    file = upload(book([*ROW, "x"], header=[*HEADER, "หมายเหตุ"]))
    page = client.post(IMPORT, {"file": file}).content.decode()
    assert "Columns not used: หมายเหตุ" in " ".join(page.split())


def test_email_of_a_known_maker_is_filled_in_where_none_stands() -> None:
    maker = make_maker(name_th="บริษัทสมมุติ", email="")
    assert run(ROW, dry_run=True).unused_cells == {}
    maker.refresh_from_db()
    assert maker.email == ""
    run(ROW)
    maker.refresh_from_db()
    assert maker.email == "m@example.org"


def test_what_a_file_says_of_a_known_maker_is_never_passed_over_unsaid(
    client: Client,
) -> None:
    maker = make_maker(name_th="บริษัทสมมุติ", name_en="Invented", email="m@example.org")
    header = [*HEADER, "Maker in English"]
    rows = [
        [*changed(number="1", email="M@example.org"), "invented"],
        [*changed(number="2", email="new@example.org"), "Renamed"],
        [*changed(number="3", email="new@example.org"), ""],
    ]
    client.force_login(make_registrar())
    file = upload(book(*rows, header=header))
    answer = client.post(IMPORT, {"file": file, "really": "on"})
    cells = answer.context["outcome"].unused_cells.values()
    assert [(cell.row, cell.column) for cell in cells] == [
        (3, "Maker in English"),
        (3, "อีเมล"),
    ]
    page = " ".join(answer.content.decode().split())
    assert "row 3, อีเมล: Not used: the register says something else" in page
    maker.refresh_from_db()
    assert (maker.name_en, maker.email) == ("Invented", "m@example.org")
    assert Certificate.objects.count() == 3


def test_columns_are_known_by_their_names_as_people_write_them() -> None:
    header = [
        "เลขที่\u200bใบรับรอง (dSURE)",
        "NAME_TH",
        "Name in English*",
        "mark",
        "ผู้ผลิต\n(Maker)",
        "วันที่ออก",
        "หมายเหตุ",
    ]
    assert list(columns_of(header)) == [
        "number",
        "name_th",
        "name_en",
        "mark",
        "maker_th",
        "issued_on",
    ]


def test_public_certificate_is_amended_with_a_note_only() -> None:
    make_certificate("dS-001")
    assert len(run(changed(number="dS-001")).rejected) == 1
    assert run(changed(number="dS-001"), note=Note("แก้", "Amended")).updated == 1


def test_dry_run_writes_nothing() -> None:
    assert run(ROW, dry_run=True).created == 1
    assert not Certificate.objects.exists()


def test_command_prints_one_json_document(tmp_path: Path) -> None:
    file = tmp_path / "batch.xlsx"
    file.write_bytes(book(ROW))
    out = StringIO()
    call_command("import_certificates", str(file), "--json", stdout=out)
    assert json.loads(out.getvalue())["created"] == 1
    file.write_bytes(b"PK nothing")
    with pytest.raises(SystemExit):
        call_command(
            "import_certificates",
            str(file),
            "--json",
            stdout=StringIO(),
            stderr=StringIO(),
        )


def test_registrar_checks_a_file_and_writes_it(client: Client) -> None:
    client.force_login(make_registrar())
    assert (
        "No problems found"
        in client.post(IMPORT, {"file": upload(book(ROW))}).content.decode()
    )
    assert not Certificate.objects.exists()
    assert (
        "Imported."
        in client.post(
            IMPORT, {"file": upload(book(ROW)), "really": "on"}
        ).content.decode()
    )
    assert Certificate.objects.exists()
    assert (
        "row 2"
        in client.post(
            IMPORT, {"file": upload(book(changed(mark="x")))}
        ).content.decode()
    )
    assert (
        "damaged"
        in client.post(IMPORT, {"file": upload(b"PK nothing")}).content.decode()
    )


def upload(content: bytes) -> SimpleUploadedFile:
    return SimpleUploadedFile("batch.xlsx", content)
