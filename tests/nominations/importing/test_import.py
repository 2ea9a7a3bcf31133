"""Importing what an online form exports."""

from __future__ import annotations

import contextlib
import io
import json
import random
import zipfile
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st

from awards.accounts.models import User
from awards.language.dates import read_date, read_moment
from awards.language.thai import clean_text, thai_digits
from awards.ledger.verifying import verify
from awards.models import Edition
from awards.outbox.models import Message
from awards.spreadsheets.tables import MOST_COLUMNS, TableError, as_text, read_table
from nominations.entries.saving import save_entry
from nominations.entries.services import reopen_entry
from nominations.importing.headers import SYNONYMS, match_columns
from nominations.importing.services import Outcome, import_entries
from nominations.models import Answer, Entry, Organisation
from nominations.organisations import services
from tests.factories import make_category, make_edition
from tests.nominations.sheets import (
    HEADER,
    SAMPLE,
    csv_bytes,
    number_for,
    right_rows_of_sample,
    row_for,
    sample_rows,
    xlsx,
)

pytestmark = pytest.mark.django_db

SMARTS = (
    "environment",
    "mobility",
    "living",
    "people",
    "energy",
    "economy",
    "governance",
)


@pytest.fixture
def edition() -> Edition:
    made = make_edition("scsa-9000")
    for order, code in enumerate(SMARTS):
        make_category(made, code, order=order)
    return made


def run(edition: Edition, content: bytes, **options: Any) -> Outcome:
    return import_entries(
        edition=edition, table=read_table(content), actor=None, **options
    )


def refused(outcome: Outcome) -> list[int]:
    return sorted({problem.row for problem in outcome.rejected})


def test_sample_is_refused_as_a_whole_and_three_rows_are_named(
    edition: Edition,
) -> None:
    outcome = run(edition, SAMPLE.read_bytes())
    assert refused(outcome) == [9, 10, 15]
    columns = ["ที่อยู่อีเมล", "ด้านที่ส่งประกวด", "เลขประจำตัวผู้เสียภาษี 13 หลัก"]
    assert [problem.column for problem in outcome.rejected] == columns
    assert (outcome.created, Entry.objects.count(), User.objects.count()) == (0, 0, 0)


def test_sample_without_its_three_wrong_rows_makes_eleven_entries(
    edition: Edition,
) -> None:
    outcome = run(edition, right_rows_of_sample())
    assert (outcome.created, outcome.updated, outcome.rejected) == (11, 0, [])
    assert Entry.objects.submitted().count() == 11
    lamp = Entry.objects.get(owner__email="team4@example.org")
    assert lamp.title_th == "โคมไฟถนนพลังงานแสงอาทิตย์ (4)"
    formula = Entry.objects.get(owner__email="team11@example.org")
    assert formula.title_th.startswith('=HYPERLINK("http://x")')
    leap = Answer.objects.get(
        entry__owner__email="team13@example.org", question__code="in-use-since"
    )
    assert leap.value == "2024-02-29"
    assert Organisation.objects.get(number="0190748337881").kind == "university"
    assert verify(edition.code) == []


def test_columns_in_another_order_mean_the_same(edition: Edition) -> None:
    header, rows = sample_rows()
    order = list(range(len(header)))
    random.Random(7).shuffle(order)
    shuffled = [[row[i] for i in order] for row in rows]
    assert refused(run(edition, xlsx(shuffled, [header[i] for i in order]))) == [
        9,
        10,
        15,
    ]


def test_file_of_column_names_alone_is_refused(edition: Edition) -> None:
    header, _rows = sample_rows()
    [problem] = run(edition, xlsx([], header)).rejected
    assert (problem.row, problem.column) == (1, "")


def test_second_import_of_the_same_rows_updates_them(edition: Edition) -> None:
    run(edition, xlsx([row_for(1), row_for(2)]))
    before = set(Entry.objects.values_list("pk", "reference"))
    again = run(
        edition,
        xlsx(
            [row_for(1, category="Smart Energy", email="new@example.org"), row_for(3)]
        ),
    )
    assert (again.created, again.updated) == (1, 1)
    assert before < set(Entry.objects.values_list("pk", "reference"))
    changed = Entry.objects.get(organisation__number=number_for(1))
    assert changed.owner.email == "new@example.org"
    assert [standing.category.code for standing in changed.standings.all()] == [
        "energy"
    ]


def test_reference_column_finds_the_entry_whatever_its_title(edition: Edition) -> None:
    run(edition, xlsx([row_for(1)]))
    reference = Entry.objects.get().reference
    outcome = run(
        edition,
        xlsx([[*row_for(1, title="ชื่อใหม่"), reference.lower()]], [*HEADER, "Reference"]),
    )
    assert (outcome.updated, Entry.objects.get().title_th) == (1, "ชื่อใหม่")
    unknown = run(
        edition, xlsx([[*row_for(1), "SCSA-9000-9999"]], [*HEADER, "Reference"])
    )
    assert refused(unknown) == [2]


def test_later_row_of_the_same_entry_counts(edition: Edition) -> None:
    rows = [
        row_for(1),
        row_for(2),
        row_for(1, title=" ผลงานสมมุติ\u200b  1", province="แพร่"),
    ]
    outcome = run(edition, xlsx(rows))
    assert (outcome.created, outcome.updated, Entry.objects.count()) == (2, 1, 2)
    assert Organisation.objects.get(number=number_for(1)).province_id == "TH-54"


def test_dry_run_writes_nothing_and_says_what_would_happen(edition: Edition) -> None:
    outcome = run(edition, xlsx([row_for(1), row_for(2)]), dry_run=True)
    assert (outcome.created, Entry.objects.count(), Organisation.objects.count()) == (
        2,
        0,
        0,
    )


def test_entry_changed_by_its_entrant_is_not_overwritten(edition: Edition) -> None:
    run(edition, xlsx([row_for(1), row_for(2)]))
    entry = Entry.objects.get(organisation__number=number_for(1))
    reopen_entry(entry=entry, user=entry.owner)
    save_entry(
        entry=entry, user=entry.owner, fields={"summary_th": "ของผู้ส่งผลงาน"}, answers={}
    )
    assert refused(run(edition, xlsx([row_for(1), row_for(2)]))) == [2]


def test_invitation_goes_once_to_each_owner_and_only_when_asked(
    edition: Edition,
) -> None:
    rows = [row_for(1), row_for(2, email="team1@example.org")]
    run(edition, xlsx(rows))
    assert Message.objects.count() == 0
    assert run(edition, xlsx(rows), invite=True).invited == 1
    assert run(edition, xlsx(rows), invite=True).invited == 0


def test_all_problems_of_a_row_are_named_with_their_columns(edition: Edition) -> None:
    wrong = row_for(
        1,
        email="nobody",
        number="123",
        province="ดวงจันทร์",
        category="Smart Moon",
        since="เมื่อวาน",
    )
    outcome = run(edition, xlsx([wrong]))
    assert [problem.column for problem in outcome.rejected] == [
        HEADER[i] for i in (0, 3, 4, 6, 7)
    ]
    assert all(problem.reason for problem in outcome.rejected)


def test_file_without_a_needed_column_names_it(edition: Edition) -> None:
    outcome = run(edition, xlsx([row_for(1)[1:]], HEADER[1:]))
    assert [(problem.row, problem.column) for problem in outcome.rejected] == [
        (1, "อีเมล")
    ]


@pytest.mark.parametrize(
    ("typed", "rows"),
    [
        (994000617721, []),
        (994000617721.0, []),
        ("994000617721.0", []),
        ("994000617721", [2]),
    ],
)
def test_leading_zero_lost_in_a_number_cell_is_put_back(
    edition: Edition, typed: Any, rows: list[int]
) -> None:
    assert refused(run(edition, xlsx([row_for(1, number=typed)]))) == rows


def test_true_dates_of_a_spreadsheet_are_read_in_either_era(edition: Edition) -> None:
    rows = [
        row_for(1, since=datetime(2565, 8, 31)),  # noqa: DTZ001
        row_for(2, since=date(2022, 8, 31)),
    ]
    assert run(edition, xlsx(rows)).created == 2
    assert set(Answer.objects.values_list("value", flat=True)) == {"2022-08-31"}


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "cp874", "tis-620", "utf-16"]
)
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_csv_is_read_in_every_usual_encoding(
    edition: Edition, encoding: str, delimiter: str
) -> None:
    rows = [row_for(1, title='บรรทัด\nสอง, "คำพูด"'), row_for(2, email="wrong")]
    outcome = run(edition, csv_bytes(rows, encoding=encoding, delimiter=delimiter))
    assert [(problem.row, problem.column) for problem in outcome.rejected] == [
        (3, HEADER[0])
    ]


def test_headers_in_english_are_understood(edition: Edition) -> None:
    header = [
        "Email",
        "Organisation name",
        "Type",
        "Tax ID",
        "Province",
        "Title (Thai)",
        "Category",
        "In use since",
    ]
    assert (
        run(
            edition, xlsx([row_for(1, province="Nan", kind="Municipality")], header)
        ).created
        == 1
    )


def test_every_synonym_means_one_field() -> None:
    for field, names in SYNONYMS.items():
        for name in names:
            assert match_columns([name], []).index == {field: 0} or field.startswith(
                "q-"
            ), name


def test_several_categories_are_taken_where_the_edition_allows_them(
    edition: Edition,
) -> None:
    both = row_for(1, category="Smart Mobility, พลังงานอัจฉริยะ (Smart Energy)")
    assert refused(run(edition, xlsx([both]))) == [2]
    edition.max_categories = 2
    edition.save()
    run(edition, xlsx([both]))
    assert {
        standing.category.code for standing in Entry.objects.get().standings.all()
    } == {"mobility", "energy"}


@pytest.mark.parametrize(
    "text",
    [
        "พลังงานอัจฉริยะ (Smart Moon)",
        "Smart Energy (Smart Living)",
        "Smart",
        "energy mobility",
    ],
)
def test_category_that_means_two_things_or_none_is_refused(
    edition: Edition, text: str
) -> None:
    assert refused(run(edition, xlsx([row_for(1, category=text)]))) == [2]


def test_thousand_rows_take_a_fixed_number_of_statements(edition: Edition) -> None:
    def statements(count: int, offset: int) -> int:
        content = xlsx([row_for(offset + n) for n in range(count)])
        with CaptureQueriesContext(connection) as captured:
            assert run(edition, content).created == count
        return len(captured)

    few = statements(10, 0)
    many = statements(1_000, 5_000)
    assert few < 110  # of them one for each table that may hang on an entry
    assert many < few + 20  # batches of 500, and not a statement a row


def zip_of(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in files.items():
            package.writestr(name, content)
    return out.getvalue()


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xd0\xcf\x11\xe0 an old workbook",
        b"PK\x03\x04 not really",
        zip_of({"a.txt": b"x"}),
        zip_of({"xl/workbook.xml": b"<nothing/>"}),
        zip_of({"xl/workbook.xml": b"0" * (201 * 1024 * 1024)}),
        b"a,b\0c\n",
        b"\n\n",
        ("a," * 10_000).encode(),
        b'"' + b"x" * 200_000,
        b"\x81\x8d\xff\xfe\x00",
    ],
    ids=[
        "empty",
        "old",
        "broken-zip",
        "other-zip",
        "no-sheets",
        "bomb",
        "nul",
        "blank",
        "wide",
        "long-cell",
        "binary",
    ],
)
def test_file_that_is_no_spreadsheet_or_too_much_is_refused_politely(
    content: bytes,
) -> None:
    with pytest.raises(TableError) as refusal:
        read_table(content)
    assert str(refusal.value)


def test_sheet_of_ten_thousand_columns_is_refused() -> None:
    with pytest.raises(TableError, match=str(MOST_COLUMNS)):
        read_table(xlsx([], [f"c{n}" for n in range(10_000)]))


@pytest.mark.parametrize(
    "beginning",
    ["%PDF-1.7\n1 0 obj", "{\\rtf1\\ansi", "<!DOCTYPE html>", "\ufeff<html>"],
)
def test_other_file_is_told_from_a_spreadsheet_without_its_columns(
    beginning: str,
) -> None:
    with translation.override("en"):
        with pytest.raises(TableError) as refusal:
            read_table(f"{beginning}\na,b\n1,2\n".encode())
        assert "not a spreadsheet" in str(refusal.value)


def test_entities_in_a_workbook_are_not_expanded() -> None:
    good = io.BytesIO(xlsx([row_for(1)]))
    bomb = b'<!DOCTYPE a [<!ENTITY b "lol"><!ENTITY c "&b;&b;">]><sst xmlns="x"><si><t>&c;</t></si></sst>'
    out = io.BytesIO()
    with zipfile.ZipFile(good) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            new.writestr(
                name, bomb if name.startswith("xl/worksheets/") else old.read(name)
            )
    with pytest.raises(TableError):
        read_table(out.getvalue())


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("31/08/2565", date(2022, 8, 31)),
        ("๒๙/๐๒/๒๕๖๗", date(2024, 2, 29)),
        ("2022-08-31", date(2022, 8, 31)),
        ("31/08/2565, 11:38:00", date(2022, 8, 31)),
        ("2565-08-31T10:00", date(2022, 8, 31)),
        ("31 สิงหาคม 2565", date(2022, 8, 31)),
        ("31 ส.ค. 2565", date(2022, 8, 31)),
        ("31 สิงหาคม พ.ศ. 2565", date(2022, 8, 31)),
        ("August 31, 2022", date(2022, 8, 31)),
        ("31 Aug 2022", date(2022, 8, 31)),
    ],
)
def test_dates_are_read_as_people_write_them(typed: str, read: date) -> None:
    assert read_date(typed) == read


@pytest.mark.parametrize(
    "typed", ["", "31/02/2565", "29/02/2565", "เร็ว ๆ นี้", "2565", "31 ฟฟฟ 2565", "1/1/1"]
)
def test_what_is_no_date_is_refused(typed: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011
        read_date(typed)


def test_moment_of_sending_is_bangkoks() -> None:
    moment = read_moment("28/08/2566, 11:38:00")
    assert moment is not None
    assert moment.isoformat() == "2023-08-28T11:38:00+07:00"


def command(*args: str, capsys: Any) -> tuple[int, str, str]:
    code = 0
    try:
        call_command("import_entries", *args)
    except SystemExit as leaving:
        code = int(leaving.code or 0)
    said = capsys.readouterr()
    return code, said.out, said.err


def test_command_prints_one_document_and_exits_one_when_rows_are_refused(
    edition: Edition, capsys: Any
) -> None:
    code, out, err = command(
        str(SAMPLE), "--edition", edition.code, "--json", capsys=capsys
    )
    said = json.loads(out)
    assert (code, said["created"], said["updated"]) == (1, 0, 0)
    assert [problem["row"] for problem in said["rejected"]] == [9, 10, 15]
    assert len(err.strip().splitlines()) == 3


def test_command_speaks_the_language_asked_for(edition: Edition, capsys: Any) -> None:
    _, _, thai = command(str(SAMPLE), "--edition", edition.code, capsys=capsys)
    _, _, english = command(
        str(SAMPLE), "--edition", edition.code, "--language", "en", capsys=capsys
    )
    assert "is not a category" in english
    assert "is not a category" not in thai


def test_command_exits_two_for_an_unknown_edition(capsys: Any) -> None:
    assert command(str(SAMPLE), "--edition", "nowhere", "--json", capsys=capsys)[0] == 2


def test_command_names_a_file_that_cannot_be_read(
    edition: Edition, tmp_path: Path, capsys: Any
) -> None:
    code, out, _ = command(
        str(tmp_path / "none.xlsx"), "--edition", edition.code, "--json", capsys=capsys
    )
    assert code == 1
    assert json.loads(out)["rejected"][0]["row"] == 1


QUICK = settings(
    max_examples=60,
    deadline=None,
)
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=60)


@QUICK
@given(st.lists(st.lists(TEXTS, min_size=1, max_size=8), min_size=1, max_size=8))
def test_any_csv_is_read_or_refused_and_never_fails(rows: list[list[str]]) -> None:
    try:
        table = read_table(csv_bytes(rows[1:], rows[0], encoding="utf-8"))
    except TableError:
        return
    assert all(row.number >= 2 for row in table.rows)


@QUICK
@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused_and_never_fail(content: bytes) -> None:
    with contextlib.suppress(TableError):
        read_table(content)


@QUICK
@given(
    st.integers(min_value=0, max_value=10**11 - 1),
    st.sampled_from(["", " ", "-", "\u200b"]),
    st.booleans(),
)
def test_any_right_number_is_right_however_it_is_typed(
    n: int, between: str, thai: bool
) -> None:
    number = number_for(n)
    typed = between.join(number)
    assert services.clean_number(thai_digits(typed) if thai else typed) == number


@QUICK
@given(
    st.dates(min_value=date(1900, 1, 1), max_value=date(2100, 12, 31)),
    st.booleans(),
    st.booleans(),
)
def test_any_date_is_read_back(day: date, buddhist: bool, thai: bool) -> None:
    typed = f"{day.day:02d}/{day.month:02d}/{day.year + 543 * buddhist}"
    assert read_date(thai_digits(typed) if thai else typed) == day


@QUICK
@given(TEXTS)
def test_cell_that_looks_like_a_formula_stays_the_same_text(text: str) -> None:
    assert as_text("'=" + text) == clean_text("'=" + text)[1:]
    assert as_text("=" + text) == clean_text("=" + text)
