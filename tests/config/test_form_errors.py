"""Every form says what is wrong at its top, each line leading to its field."""

from __future__ import annotations

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from nominations.entries.form_state import sheet_of
from nominations.entries.saving import set_standings
from nominations.refusals import CategoryJudgedError
from tests.factories import World, make_registrar, make_world
from tests.judging.stage import (
    CRITERIA,
    assigned,
    edition_in_judging,
    entry_in,
    judge_of,
)

pytestmark = pytest.mark.django_db
SUMMARY = re.compile(r'<section class="form-errors".*?</section>', re.DOTALL)
LINK = re.compile(r'href="#([^"]+)"')


@pytest.fixture
def world() -> World:
    return make_world()


def posted(client: Client, name: str, *args: object, **data: str) -> str:
    with override("en"):
        url = reverse(name, args=args)
    return client.post(url, data).content.decode()


def summary_of(page: str) -> str:
    [summary] = SUMMARY.findall(page)
    return str(summary)


def leads_to_its_fields(page: str) -> bool:
    anchors = LINK.findall(summary_of(page))
    return bool(anchors) and all(f'id="{anchor}"' in page for anchor in anchors)


def test_sign_in_page_of_the_library(client: Client) -> None:
    page = posted(client, "account_login")
    assert leads_to_its_fields(page)
    assert 'tabindex="-1" autofocus' in summary_of(page)


def test_wrong_password_is_said_once_and_for_the_whole_form(client: Client) -> None:
    page = posted(client, "account_login", login="a@example.org", password="wrong")
    assert summary_of(page).count("<li>") == 1
    assert "<a " not in summary_of(page)


def test_password_that_is_gone_from_its_box_is_not_called_kept(client: Client) -> None:
    page = posted(client, "account_login", login="a@example.org", password="wrong")
    assert "Fill these in again: Password." in summary_of(page)
    page = posted(client, "account_login", login="no address")
    assert '<p class="mb-2"> Everything you entered is still' in " ".join(
        summary_of(page).split()
    )


def test_file_that_is_gone_from_its_box_is_not_called_kept(client: Client) -> None:
    client.force_login(make_registrar())
    file = SimpleUploadedFile("batch.csv", b"PK nothing")
    page = client.post(
        "/en/dsure/manage/certificates/import/", {"file": file}
    ).content.decode()
    assert "Fill these in again: Spreadsheet." in summary_of(page)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("awards:organiser-list", {"email": "no address"}),
        ("judging:jury-invite", {"people": ""}),
        ("nominations:question-new", {"kind": "short"}),
    ],
)
def test_organisers_forms(
    client: Client, world: World, name: str, data: dict[str, str]
) -> None:
    client.force_login(world.organiser)
    assert leads_to_its_fields(posted(client, name, world.edition.code, **data))


def test_a_form_that_nobody_sent_says_nothing(client: Client, world: World) -> None:
    client.force_login(world.organiser)
    with override("en"):
        url = reverse("awards:organiser-list", args=[world.edition.code])
    assert "form-errors" not in client.get(url).content.decode()


def test_a_wrong_score_is_said_at_the_top_and_nothing_typed_is_lost(
    client: Client,
) -> None:
    judge = judge_of(edition_in_judging())
    row = assigned(judge, entry_in(judge.edition))
    client.force_login(judge.user)
    first = CRITERIA[0]
    typed = {f"score-{first}": "11", f"specialist-{first}": "on"}
    page = posted(
        client, "judging:ballot-edit", row.pk, **typed, **{f"reason-{first}": ""}
    )
    assert LINK.findall(summary_of(page)) == [f"score-{first}"]
    assert leads_to_its_fields(page)
    assert re.search(r'name="specialist-[^"]+"\s+checked', page)


def test_a_category_that_judges_have_is_not_taken_off_an_entry(world: World) -> None:
    standing = world.assignment.entry_category
    with pytest.raises(CategoryJudgedError):
        set_standings(sheet_of(standing.entry), [])
    assert standing.entry.standings.filter(pk=standing.pk).exists()
