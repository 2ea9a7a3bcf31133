"""What organisers choose at an import: columns, remembered, and the good rows alone."""

from __future__ import annotations

import io
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from awards.models import Edition
from awards.spreadsheets.tables import read_table
from config.setup.copying import Names, copy_edition, moved_dates
from nominations.models import Entry, EntryImport, RememberedColumn
from tests.factories import ago, make_category, make_edition, make_organiser
from tests.nominations.sheets import HEADER, row_for, xlsx

pytestmark = pytest.mark.django_db
OWN_HEADS = [f"คอลัมน์ {n}" for n in range(8)]
FIELDS = (
    "email",
    "organisation_th",
    "kind",
    "number",
    "province",
    "title_th",
    "category",
    "",
)
SAID = {f"column-{n}": name for n, name in enumerate(FIELDS)}


@pytest.fixture
def edition() -> Edition:
    made = make_edition(name_en="Awards")
    make_category(made)
    return made


def uploaded(
    client: Client, edition: Edition, rows: list[list[Any]], header: list[str]
) -> str:
    file = io.BytesIO(xlsx(rows, header))
    file.name = "กรอก.xlsx"
    address = reverse("nominations:manage-import", args=[edition.code])
    return str(client.post(address, {"file": file})["Location"])


def columns(client: Client, address: str) -> list[str]:
    return [column.field for column in client.get(address).context["columns"]]


def test_next_file_with_the_same_heads_is_matched_and_says_by_whom(
    client: Client, edition: Edition
) -> None:
    organiser = make_organiser(edition)
    client.force_login(organiser)
    address = uploaded(client, edition, [row_for(1)], OWN_HEADS)
    client.post(address, SAID)
    assert not Entry.objects.exists(), "a preview imports nothing"
    client.force_login(make_organiser(edition))
    address = uploaded(client, edition, [row_for(2)], [*reversed(OWN_HEADS)])
    assert columns(client, address) == [*reversed(FIELDS)]
    text = client.get(address.replace("/th/", "/en/")).text
    assert "8 columns are matched as they were before." in text
    assert f"Last chosen by {organiser}" in text


def test_column_that_was_left_out_stays_out_although_its_name_is_known(
    client: Client, edition: Edition
) -> None:
    client.force_login(make_organiser(edition))
    said = {**SAID, "column-4": "", "import": "1"}
    client.post(uploaded(client, edition, [row_for(1)], HEADER), said)
    address = uploaded(client, edition, [row_for(2)], HEADER)
    assert columns(client, address)[4] == ""


def test_choice_of_a_question_that_is_gone_is_guessed_anew(
    client: Client, edition: Edition
) -> None:
    client.force_login(make_organiser(edition))
    RememberedColumn.objects.create(edition=edition, head="province", field="q-gone")
    address = uploaded(
        client, edition, [row_for(1)], [*HEADER[:4], "Province", *HEADER[5:]]
    )
    assert columns(client, address)[4] == "province"


def test_copy_of_an_edition_remembers_what_the_first_one_did(
    client: Client, edition: Edition
) -> None:
    organiser = make_organiser(edition)
    client.force_login(organiser)
    address = uploaded(client, edition, [row_for(1)], OWN_HEADS)
    client.post(address, {**SAID, "import": "1"})
    copy = copy_edition(
        source=edition,
        names=Names("next", "ถัดไป", "Next", edition.year + 1),
        dates=moved_dates(edition, edition.year + 1),
        actor=organiser,
    )
    kept = ("head", "field", "chosen_by", "chosen_at")
    assert list(copy.remembered_columns.values(*kept)) == list(
        edition.remembered_columns.values(*kept)
    )
    assert len(copy.remembered_columns.all()) == 8


def mixed() -> list[list[Any]]:
    return [row_for(1), row_for(2, email="nobody", title="=1+1"), row_for(3)]


def guessed(client: Client, address: str) -> dict[str, str]:
    return {f"column-{n}": name for n, name in enumerate(columns(client, address))}


def test_all_or_nothing_stays_what_happens_unasked(
    client: Client, edition: Edition
) -> None:
    client.force_login(make_organiser(edition))
    address = uploaded(client, edition, mixed(), HEADER)
    said = guessed(client, address)
    page = client.post(address.replace("/th/", "/en/"), {**said, "import": "1"})
    assert "Import the 2 good rows, list the rest" in page.text
    assert not Entry.objects.exists()
    assert not EntryImport.objects.exists()


def test_good_rows_come_in_and_the_rest_comes_in_corrected_without_doubles(
    client: Client, edition: Edition
) -> None:
    client.force_login(make_organiser(edition))
    address = uploaded(client, edition, mixed(), HEADER)
    said = guessed(client, address)
    page = client.post(address, {**said, "import": "good"}, follow=True)
    record = EntryImport.objects.get()
    assert (record.created, record.left_out, Entry.objects.count()) == (2, 1, 2)
    assert [row["number"] for row in page.context["rest"]] == [3]
    rest = client.get(
        reverse("nominations:import-rest", args=[edition.code, record.key])
    )
    table = read_table(rest.content)
    assert table.header[:-1] == HEADER
    [row] = table.rows
    cells = [row.shown(n) for n in range(len(table.header))]
    assert cells[5] == "=1+1"
    assert HEADER[0] in cells[-1]
    corrected = [["right@example.org", *cells[1:]], [str(c) for c in (*row_for(1), "")]]
    address = uploaded(client, edition, corrected, table.header)
    client.post(address, {**guessed(client, address), "import": "1"})
    titles = Entry.objects.order_by("pk").values_list("title_th", flat=True)
    assert list(titles) == ["ผลงานสมมุติ 1", "ผลงานสมมุติ 3", "=1+1"]


def test_file_without_one_good_row_brings_in_nothing(
    client: Client, edition: Edition
) -> None:
    client.force_login(make_organiser(edition))
    address = uploaded(client, edition, [row_for(1, email="nobody")], HEADER)
    said = guessed(client, address)
    page = client.post(address, {**said, "import": "good"})
    assert page.context["outcome"].rejected
    assert not EntryImport.objects.exists()


def test_dates_that_may_mean_two_days_are_asked_for_before_anything_comes_in(
    client: Client, edition: Edition
) -> None:
    client.force_login(make_organiser(edition))
    address = uploaded(client, edition, [row_for(1, since="8/9/2026")], HEADER)
    said = guessed(client, address)
    client.post(address, {**said, "import": "1"})
    assert not Entry.objects.exists()
    client.post(address, {**said, "import": "1", "dates": "day-first"})
    assert Entry.objects.count() == 1


def test_rows_left_out_are_forgotten_after_a_month(
    client: Client, edition: Edition
) -> None:
    client.force_login(make_organiser(edition))
    address = uploaded(client, edition, mixed(), HEADER)
    client.post(address, {**guessed(client, address), "import": "good"})
    assert EntryImport.forget_rests() == 0
    EntryImport.objects.update(created_at=ago(days=31))
    assert EntryImport.forget_rests() == 1
    record = EntryImport.objects.get()
    rest = reverse("nominations:import-rest", args=[edition.code, record.key])
    assert client.get(rest).status_code == 404
