from __future__ import annotations

import pytest
from django.test import Client

from tests.factories import (
    ago,
    ahead,
    make_certificate,
    make_edition,
    make_list,
    make_user,
    make_winner,
)

pytestmark = pytest.mark.django_db


def home(client: Client, language: str = "en") -> str:
    return client.get(f"/{language}/").content.decode()


def test_open_call_is_shown_with_its_closing_and_the_way_in(client: Client) -> None:
    edition = make_edition(name_en="The open one")
    page = home(client)
    assert "The open one" in page
    assert f"/en/entries/begin/{edition.code}/" in page


@pytest.mark.parametrize("address", ["/en/", "/en/editions/{code}/"])
def test_what_closes_is_the_call_and_not_its_judging(
    client: Client, address: str
) -> None:
    edition = make_edition()
    page = client.get(address.format(code=edition.code)).content.decode()
    assert "Closes " in page
    assert "Judging closes" not in page


@pytest.mark.parametrize(
    "times",
    [
        {"opens_at": ahead(days=1), "closes_at": ahead(days=2)},
        {"closes_at": ago(days=1)},
    ],
)
def test_call_that_is_not_open_is_not_shown(
    client: Client, times: dict[str, object]
) -> None:
    make_edition(name_en="Not this one", **times)
    assert "Not this one" not in home(client)


def test_latest_winners_are_the_best_of_each_category(client: Client) -> None:
    winner_list = make_list(make_edition())
    make_winner(winner_list, title_en="Second best", level_order=2)
    make_winner(winner_list, title_en="The best", level_order=1)
    make_winner(
        winner_list, title_en="Another field", category_code="energy", level_order=3
    )
    page = home(client)
    assert "The best" in page
    assert "Another field" in page
    assert "Second best" not in page


def test_winners_under_embargo_are_not_shown(client: Client) -> None:
    make_winner(make_list(make_edition(), published=False), title_en="Not yet")
    assert "Not yet" not in home(client)


def test_certificates_only_once_announced(client: Client) -> None:
    make_certificate(name_en="Known camera")
    make_certificate(name_en="Secret camera", announced=False)
    page = home(client)
    assert "Known camera" in page
    assert "Secret camera" not in page


def test_first_page_asks_few_questions_of_the_database(
    client: Client, django_assert_max_num_queries: object
) -> None:
    make_winner(make_list(make_edition()))
    client.force_login(make_user())
    with django_assert_max_num_queries(8):  # type: ignore[operator]
        client.get("/th/")


def test_first_address_goes_to_the_language_of_the_visitor(client: Client) -> None:
    assert client.get("/", headers={"Accept-Language": "en-GB"})["Location"] == "/en/"
    assert client.get("/", headers={"Accept-Language": "de"})["Location"] == "/th/"
