"""Lists of judges that went wrong once, each with what is right."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from awards.models import Edition
from awards.spreadsheets import read_file
from judging.jury.invitation_list import Reading, guess, pasted_table, read_list
from tests.factories import make_organiser
from tests.trials.conftest import FOLDER

pytestmark = pytest.mark.django_db


def brought(edition: Edition, name: str) -> Reading:
    table = read_file(FOLDER / name)
    return read_list(edition, table, mapping=guess(edition, table.header))


@pytest.mark.parametrize(
    "name",
    ["i0_good.xlsx", "i1_strict.xlsx", "i3_gforms_header.xlsx", "i4_semicolon.csv"],
)
def test_list_is_read_and_no_column_is_dropped_unsaid(
    called: Edition, name: str
) -> None:
    reading = brought(called, name)
    assert reading.problems == []
    assert reading.found["wichai@test-town.example"].name_th == "ดร.วิชัย สมมุติ"
    assert bool(reading.notes) is (name == "i3_gforms_header.xlsx")


def test_titles_of_names_are_kept_and_two_addresses_or_a_formula_are_refused(
    called: Edition,
) -> None:
    reading = brought(called, "i10_names.xlsx")
    assert reading.found["wichai@test-town.example"].name_th == "ดร.วิชัย สมมุติ"
    assert [(problem.row, problem.column) for problem in reading.problems] == [
        (3, "อีเมล"),
        (4, "Email"),
    ]


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("mailto:a@b.example", "a@b.example"),
        ("<A@b.example>", "a@b.example"),
        ("a@b.example.", "a@b.example"),
        ("a..b@b.example", ""),
        ("สมชาย@b.example", ""),
        ("a@b", ""),
    ],
)
def test_addresses_go_through_the_validator(
    called: Edition, typed: str, read: str
) -> None:
    table = pasted_table(
        f"อีเมล\tคำนำหน้า\tชื่อ\tนามสกุล\tสาขา\n{typed}\tดร.\tวิชัย\tสมมุติ\tพลังงานอัจฉริยะ, Smart Living"
    )
    reading = read_list(called, table, mapping=guess(called, table.header))
    assert (list(reading.found), bool(reading.problems)) == (
        [read] if read else [],
        not read,
    )
    for person in reading.found.values():
        assert (person.name_th, person.panels) == ("ดร.วิชัย สมมุติ", ["energy", "living"])


def test_column_that_was_guessed_wrong_is_corrected_on_the_page(
    called: Edition,
) -> None:
    client = Client()
    client.force_login(make_organiser(called))
    address = reverse("judging:jury-import", args=[called.code])
    with (FOLDER / "i3_gforms_header.xlsx").open("rb") as file:
        first: Any = client.post(address, {"file": file, "language": "th"})
    said = {
        "sheet": first.context["sheet"],
        "column-1": "email",
        "column-2": "organisation",
    }
    again: Any = client.post(address, said)
    assert [row.organisation for row in again.context["rows"]] == ["ดร.วิชัย สมมุติ"]
    twice: Any = client.post(address, {**said, "column-0": "email"})
    assert (twice.status_code, "seal" in twice.context) == (422, False)
