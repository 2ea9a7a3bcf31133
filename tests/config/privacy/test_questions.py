"""What pages about a person ask the database, and no more than that."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.translation import override

from awards.accounts.models import PrivacyNotice, User
from config.people.desk_cards import desk_cards
from config.people.erasure_requests import ask_erasure, due_at
from tests.factories import (
    ago,
    make_breach,
    make_data_request,
    make_operator,
    make_user,
)

pytestmark = pytest.mark.django_db
READ = re.compile(r'FROM "([a-z_]+)"')


def tables_read(page: str, user: User) -> list[str]:
    client = Client()
    client.force_login(user)
    client.get("/en/account/notifications/")  # whatever a first visit alone asks
    with CaptureQueriesContext(connection) as asked:
        assert client.get(page).status_code == 200
    return [
        table
        for query in asked.captured_queries
        for table in READ.findall(query["sql"])
    ]


def new_notice() -> None:
    PrivacyNotice.objects.create(
        version="next",
        effective_on=timezone.localdate(),
        changes_en="Papers are asked for.",
        published_at=timezone.now(),
    )


def test_cards_of_an_operator_come_in_one_question() -> None:
    operator = make_operator()
    User.objects.update(date_joined=ago(days=3))
    operator.refresh_from_db()
    new_notice()
    erasure = ask_erasure(user=make_user())
    request = make_data_request()
    make_data_request(due_at=ago(days=-40))
    first, second = make_breach(title="First", aware_at=ago(days=2)), make_breach()
    with override("en"), CaptureQueriesContext(connection) as asked:
        cards = desk_cards(operator)
    assert len(asked) == 1
    assert [card.title for card in cards if card.act] == [
        "The privacy notice has changed",
        "1 person asks to have their data erased",
        "2 requests on personal data",
        "First",
        "A laptop was lost",
    ]
    assert [card.due for card in cards if card.due] == [
        due_at(erasure),
        request.due_at,
        first.due_at,
        second.due_at,
    ]
    assert cards[0].text == "Papers are asked for."


def test_whoever_keeps_no_desk_is_asked_one_question() -> None:
    person = make_user()
    User.objects.update(date_joined=ago(days=3))
    person.refresh_from_db()
    new_notice()
    make_data_request()
    with override("en"), CaptureQueriesContext(connection) as asked:
        cards = desk_cards(person)
    assert len(asked) == 1
    assert [card.title for card in cards] == ["The privacy notice has changed"]


def test_area_of_ones_data_reads_no_other() -> None:
    read = set(tables_read("/en/account/my-data/held/accounts/", make_user()))
    assert "account_emailaddress" in read
    apart = {name for name in read if name.startswith(("judging_", "nominations_"))}
    assert apart <= {"judging_judgelink"}
    assert "outbox_message" not in read


def test_account_page_reads_the_account_once() -> None:
    read = tables_read("/en/account/profile/", make_user())
    assert read.count("accounts_user") == 1
