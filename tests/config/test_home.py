from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from awards.dsure.register.pages import CHAIN as REGISTER
from awards.ledger.services import append
from awards.models import Edition, Partner, Smart
from awards.models.site import PageKind, PartnerTier
from awards.site.frame import forget_frame
from config.site.call import call_of
from config.site.landing import call_version
from tests.factories import (
    ago,
    ahead,
    made_up,
    make_certificate,
    make_edition,
    make_entry,
    make_full_edition,
    make_list,
    make_organiser,
    make_user,
    make_winner,
    make_written_page,
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


def opens_another_call(edition: Edition) -> None:
    make_edition(name_en="What is new")


def renames_the_call(edition: Edition) -> None:
    Edition.objects.filter(pk=edition.pk).update(name_en="What is new")


def renames_a_prize(edition: Edition) -> None:
    edition.prize_levels.update(name_en="What is new")


def publishes_a_list(edition: Edition) -> None:
    make_winner(make_list(make_edition()), title_en="What is new")


def announces_a_certificate(edition: Edition) -> None:
    make_certificate(name_en="What is new")
    append(REGISTER, made_up("announced"), None, {})  # each act on it appends


def writes_news(edition: Edition) -> None:
    make_written_page(kind=PageKind.NEWS, title_en="What is new")
    forget_frame()


def renames_a_smart(edition: Edition) -> None:
    Smart.objects.filter(code="energy").update(name_en="What is new")
    forget_frame()


def gains_a_partner(edition: Edition) -> None:
    Partner.objects.create(tier=PartnerTier.HOST, name_th="What is new")
    forget_frame()


@pytest.mark.parametrize(
    "change",
    [
        opens_another_call,
        renames_the_call,
        renames_a_prize,
        publishes_a_list,
        announces_a_certificate,
        writes_news,
        renames_a_smart,
        gains_a_partner,
    ],
)
def test_kept_page_is_told_anew_with_each_change(
    client: Client, change: Callable[[Edition], None]
) -> None:
    edition = make_full_edition()
    make_winner(make_list(make_edition()))
    before = client.get("/en/")
    assert client.get("/en/").headers["ETag"] == before.headers["ETag"]
    change(edition)
    after = client.get("/en/")
    assert after.headers["ETag"] != before.headers["ETag"]
    assert "What is new" in after.content.decode()


def test_page_that_stands_is_not_made_again(
    client: Client, django_assert_num_queries: Callable[..., AbstractContextManager]
) -> None:
    make_winner(make_list(make_edition()))
    before = client.get("/th/")
    with django_assert_num_queries(4):
        assert client.get("/th/").content == before.content


def test_countdown_goes_on_where_the_page_is_kept() -> None:
    edition, now = make_edition(closes_at=ahead(days=5)), timezone.now()
    said = [
        call_version(call_of(edition, now + timedelta(minutes=minutes)))
        for minutes in (0, 60, 5 * 24 * 60 + 1)
    ]
    assert said[0] == call_version(call_of(edition, now + timedelta(seconds=1)))
    assert len({repr(one) for one in said}) == 3


def test_version_tells_nothing_of_what_happens_inside(client: Client) -> None:
    edition = make_full_edition()
    before = client.get("/en/").headers["ETag"]
    make_entry(edition, state="submitted")
    Edition.objects.filter(pk=edition.pk).update(entry_counter=7, two_person_rule=True)
    make_organiser(edition)
    assert client.get("/en/").headers["ETag"] == before


def test_page_of_somebody_who_is_signed_in_is_nobody_elses(client: Client) -> None:
    before = home(client)
    client.force_login(make_user())
    own = client.get("/en/")
    assert "Sign out" in own.content.decode()
    assert "public" not in own.headers.get("Cache-Control", "")
    client.logout()
    assert home(client) == before


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
