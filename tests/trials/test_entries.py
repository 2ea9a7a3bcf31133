"""Spreadsheets of entries that went wrong once, each with what is right."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse

from awards.models import Edition
from awards.spreadsheets import read_file
from nominations.importing.services import Outcome, import_entries
from nominations.models import Entry
from tests.factories import make_organiser
from tests.trials.conftest import FOLDER, bangkok

pytestmark = pytest.mark.django_db
IN_TIME = bangkok(2026, 8, 31, 16, 59, 30)


def brought(edition: Edition, name: str, **options: Any) -> Outcome:
    return import_entries(
        edition=edition, table=read_file(FOLDER / name), actor=None, **options
    )


def refusals(outcome: Outcome) -> list[tuple[int, str, str]]:
    return [
        (problem.row, problem.column, problem.reason) for problem in outcome.rejected
    ]


@pytest.mark.parametrize(
    "name",
    [
        "e00_good.xlsx",
        "e06a_gforms_csv.xlsx",
        "e06c_iso_tz.xlsx",
        "e06e_us.xlsx",
        "e12_strict.xlsx",
        "e15e_sep_line.csv",
        "e15g_semicolon_commas_in_header.csv",
        "t01_header_nikhahit.xlsx",
    ],
)
def test_file_is_read_with_its_own_moment(called: Edition, name: str) -> None:
    outcome = brought(called, name)
    assert (outcome.rejected, outcome.warnings, outcome.dates, outcome.created) == (
        [],
        [],
        {},
        1,
    )
    entry = Entry.objects.select_related("owner", "organisation").get()
    assert (entry.title_th, entry.submitted_at) == ("ระบบเตือนน้ำทดลอง", IN_TIME)
    assert (entry.owner.email, entry.contact_phone) == (
        "somying@test-town.example",
        "0812345678",
    )
    assert entry.organisation.number == "0994000123451"


def test_value_of_a_formula_is_read_and_never_its_text(called: Edition) -> None:
    brought(called, "e01_formula_title_cached.xlsx")
    assert Entry.objects.get().title_th == "ระบบนำร่อง"


def test_formula_that_was_never_calculated_is_refused_by_column(
    called: Edition,
) -> None:
    found = refusals(brought(called, "e01_formula_nocache.xlsx"))
    assert [(row, column) for row, column, _reason in found] == [
        (2, "ที่อยู่อีเมล"),
        (2, "ชื่อผลงาน"),
    ]
    assert "สูตร" in found[0][2]


def test_escapes_of_excel_are_what_they_stand_for(called: Edition) -> None:
    brought(called, "e02_x000D.xlsx")
    entry = Entry.objects.get()
    assert (entry.title_th, entry.summary_th) == ("ระบบเตือนน้ำ", "บรรทัดหนึ่ง\nบรรทัดสอง")


def test_error_of_a_cell_is_refused_by_its_name(called: Edition) -> None:
    ((row, column, reason),) = refusals(brought(called, "e03_error_cell.xlsx"))
    assert (row, column) == (2, "ชื่อหน่วยงาน")
    assert "#N/A" in reason


def test_phone_number_gets_its_zero_back(called: Edition) -> None:
    brought(called, "e04_phone_number.xlsx")
    assert Entry.objects.get().contact_phone == "0812345678"


def test_moment_that_cannot_be_read_names_its_row(called: Edition) -> None:
    ((row, column, reason),) = refusals(brought(called, "e06j_unreadable.xlsx"))
    assert (row, column) == (2, "ประทับเวลา")
    assert "เมื่อวาน" in reason


@pytest.mark.parametrize(
    ("month_first", "moment"),
    [(None, (2026, 9, 8)), (False, (2026, 9, 8)), (True, (2026, 8, 9))],
)
def test_day_or_month_first_is_asked_where_the_column_does_not_tell(
    called: Edition, month_first: bool | None, moment: tuple[int, int, int]
) -> None:
    outcome = brought(called, "e06m_us_ambig.xlsx", month_first=month_first)
    assert outcome.dates == {"ประทับเวลา": bool(month_first)}
    assert Entry.objects.get().submitted_at == bangkok(*moment, 16, 59, 30)
    # the eighth of September is after the call
    assert bool(outcome.warnings) is not bool(month_first)


def test_command_says_which_order_it_took_and_takes_another(
    called: Edition, capsys: Any
) -> None:
    file = str(FOLDER / "e06m_us_ambig.xlsx")
    call_command("import_entries", file, edition=called.code, dry_run=True, json=True)
    said = capsys.readouterr()
    assert json.loads(said.out)["dates"] == {"ประทับเวลา": "day first"}
    assert "--dates" in said.err
    call_command(
        "import_entries",
        file,
        edition=called.code,
        dry_run=True,
        json=True,
        dates="month-first",
    )
    document = json.loads(capsys.readouterr().out)
    assert (document["dates"], document["warnings"]) == (
        {"ประทับเวลา": "month first"},
        [],
    )


def test_second_column_of_a_name_is_told_and_passed_over(called: Edition) -> None:
    outcome = brought(called, "e07_duplicate_header.xlsx")
    assert outcome.ignored_columns == ["ชื่อผลงาน"]
    assert Entry.objects.get().title_th == "ระบบเตือนน้ำทดลอง"


def test_cell_merged_with_the_one_above_is_refused_as_such(called: Edition) -> None:
    found = refusals(brought(called, "e09_merged_data.xlsx"))
    assert [(row, column) for row, column, _reason in found] == [
        (3, "ชื่อหน่วยงาน"),
        (3, "เลขประจำตัวผู้เสียภาษี 13 หลัก"),
    ]
    assert "ผสาน" in found[0][2]


def test_categories_are_understood_as_people_write_them(called: Edition) -> None:
    assert brought(called, "e18_categories.xlsx").rejected == []
    standing = {
        entry.title_th: sorted(row.category.code for row in entry.standings.all())
        for entry in Entry.objects.all()
    }
    both = ["energy", "living"]
    assert list(standing.values()) == [
        both,
        both,
        both,
        both,
        ["energy"],
        ["energy"],
        ["energy"],
    ]


def test_google_form_is_read_by_the_column_and_late_entries_are_warned_of(
    called: Edition,
) -> None:
    outcome = brought(called, "e20_google_forms.csv")
    assert outcome.rejected == []
    moments = list(Entry.objects.order_by("pk").values_list("submitted_at", flat=True))
    late = bangkok(2026, 10, 31, 16, 59, 30)
    # one 10/31 tells how 2/11 is meant
    assert moments == [
        late,
        late,
        bangkok(2026, 2, 11, 16, 59, 30),
    ]
    assert [warning.row for warning in outcome.warnings] == [2, 3, 4]


def test_entry_of_a_closed_call_keeps_the_moment_of_the_sheet(called: Edition) -> None:
    brought(called, "e00_good.xlsx")
    entry = Entry.objects.get()
    assert entry.submitted_at is not None
    assert (
        entry.submitted_at
        < called.closes_at
        < datetime.now(tz=called.closes_at.tzinfo) + timedelta(days=1)
    )


def test_page_asks_what_the_dates_mean_before_anything_is_brought_in(
    called: Edition,
) -> None:
    client = Client()
    client.force_login(make_organiser(called))
    with (FOLDER / "e06m_us_ambig.xlsx").open("rb") as file:
        mapped = client.post(
            reverse("nominations:manage-import", args=[called.code]), {"file": file}
        )
    first: Any = client.get(mapped.headers["Location"])
    fields = {
        f"column-{column.position}": column.field for column in first.context["columns"]
    }
    for sent in ({}, {"import": "1"}):
        asked: Any = client.post(mapped.headers["Location"], {**fields, **sent})
        assert asked.context["asks"]
        assert 'name="import"' not in asked.content.decode()
    client.post(
        mapped.headers["Location"], {**fields, "import": "1", "dates": "month-first"}
    )
    assert Entry.objects.get().submitted_at == bangkok(2026, 8, 9, 16, 59, 30)
