"""Columns of lists: kept for the person, unknown ones kept for the edition that has them."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from awards.accounts.list_columns import (
    Column,
    ListName,
    columns_for,
    forget_columns,
    keep_columns,
)
from awards.accounts.models import User
from awards.accounts.personal_data import erase, tables
from tests.factories import make_user

pytestmark = pytest.mark.django_db
OFFERED = [Column("title", "Title"), Column("owner", "Owner"), Column("day", "Day")]
NAMES = ["title", "owner", "day"]
USUAL = ("title", "day")


def shown_to(user: User, list_name: ListName = ListName.ENTRIES) -> list[str]:
    again = User.objects.get(pk=user.pk)
    found = columns_for(again, list_name, OFFERED, USUAL)
    return [column.name for column in found.shown]


def test_who_chose_nothing_sees_the_usual_columns() -> None:
    user = make_user()
    columns = columns_for(user, ListName.ENTRIES, OFFERED, USUAL)
    assert ("title" in columns, "owner" in columns) == (True, False)
    assert not columns.chosen


def test_choice_is_kept_for_one_list_in_the_order_of_the_list() -> None:
    user, other = make_user(), make_user()
    keep_columns(
        user=user, list_name=ListName.ENTRIES, offered=NAMES, ticked=["day", "owner"]
    )
    assert shown_to(user) == ["owner", "day"]
    assert shown_to(user, ListName.JUDGES) == list(USUAL)
    assert shown_to(other) == list(USUAL)


def test_what_another_edition_offers_stays_chosen_there() -> None:
    user = make_user()
    keep_columns(user=user, list_name=ListName.ENTRIES, offered=["q-a"], ticked=["q-a"])
    assert shown_to(user) == list(USUAL)
    keep_columns(
        user=user, list_name=ListName.ENTRIES, offered=NAMES, ticked=["owner", "q-b"]
    )
    row = User.objects.get(pk=user.pk)
    assert row.list_columns == {"entries": ["owner", "q-a"]}


def test_names_that_no_list_has_are_not_kept(client: Client) -> None:
    user = make_user()
    client.force_login(user)
    odd = ["\x00", "a b", "x" * 81, "", "title"]
    sent = {"list": "entries", "offered": ",".join(odd), "column": odd}
    assert client.post(reverse("accounts:columns"), sent).status_code == 302
    assert User.objects.get(pk=user.pk).list_columns == {"entries": ["title"]}


def test_erased_person_keeps_no_columns() -> None:
    user = make_user()
    keep_columns(
        user=user, list_name=ListName.ENTRIES, offered=["title"], ticked=["title"]
    )
    user.refresh_from_db()
    assert tables(user)["accounts.user"]()[0]["list_columns"] == {"entries": ["title"]}
    erase(user)
    assert User.objects.get(pk=user.pk).list_columns == {}


def test_back_to_the_usual_ones() -> None:
    user = make_user()
    for list_name in (ListName.ENTRIES, ListName.JUDGES):
        keep_columns(user=user, list_name=list_name, offered=NAMES, ticked=["owner"])
    forget_columns(user=user, list_name=ListName.ENTRIES)
    assert shown_to(user) == list(USUAL)
    assert shown_to(user, ListName.JUDGES) == ["owner"]


def test_page_keeps_them_and_leads_back_to_the_list(client: Client) -> None:
    user = make_user()
    client.force_login(user)
    sent = {
        "list": "judges",
        "offered": "title,owner,day",
        "column": ["owner"],
        "next": "/th/manage/x/jury/?q=1",
    }
    address = reverse("accounts:columns")
    assert client.post(address, sent)["Location"] == "/th/manage/x/jury/?q=1"
    assert shown_to(user, ListName.JUDGES) == ["owner"]
    client.post(address, sent | {"usual": "1"})
    assert shown_to(user, ListName.JUDGES) == list(USUAL)


def test_nothing_ticked_changes_nothing_and_no_other_site_is_led_to(
    client: Client,
) -> None:
    user = make_user()
    client.force_login(user)
    keep_columns(user=user, list_name=ListName.JUDGES, offered=NAMES, ticked=["owner"])
    sent = {"list": "judges", "offered": "owner", "next": "https://elsewhere.example/"}
    answer = client.post(reverse("accounts:columns"), sent)
    assert answer["Location"] == reverse("desk")
    assert shown_to(user, ListName.JUDGES) == ["owner"]
    assert client.post(reverse("accounts:columns"), {"list": "x"}).status_code == 404
