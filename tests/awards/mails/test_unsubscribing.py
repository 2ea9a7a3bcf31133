"""The way out of a mail: at once for mail programs, by a button for people, and back."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from awards.accounts import consents
from awards.accounts.models import User
from awards.dsure.models import Subscriber
from awards.outbox.models import Channel, Message
from awards.outbox.preferences import channels_of, choose
from awards.outbox.services import prepare_mail, save_messages
from awards.outbox.topics import Topic
from awards.outbox.way_out import DSURE, PLACE, WayOut, read_token
from tests.factories import make_user, moment
from tests.factories.basics import numbers

pytestmark = pytest.mark.django_db

ONE_CLICK = {"List-Unsubscribe": "One-Click"}
REMINDERS, NEWS = Topic.REMINDERS, Topic.NEWS


def mail_to(user: User, event: str = "entry-reminder") -> Message:
    return prepare_mail(
        event,
        "awards/emails/test_mail.txt",
        {},
        dedupe_key=f"way-out:{next(numbers)}",
        recipient=user,
    )


def path_of(way: WayOut, language: str = "en") -> str:
    return way.address(language).removeprefix("http://127.0.0.1:8000")


def way_of(user: User, topic: Topic = REMINDERS) -> str:
    return path_of(WayOut(topic.value, user.pk))


def pressed(path: str, **fields: str) -> str:
    """Like a mail program: no cookie, no token of a form."""
    answer = Client(enforce_csrf_checks=True).post(path, fields or ONE_CLICK)
    assert answer.status_code == 200
    return answer.text


def refuses(user: User, topic: Topic = REMINDERS) -> bool:
    return channels_of(user)[topic] == Channel.NONE


def test_mail_that_can_be_refused_says_how_in_headers_and_words() -> None:
    who = make_user(language="en")
    mail = mail_to(who)
    address = WayOut("reminders", who.pk).address("en")
    assert mail.headers["List-Unsubscribe"] == f"<{address}>"
    assert mail.headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert mail.text.rstrip().endswith(address)
    assert f'href="{address}"' in mail.html
    assert address.startswith("http")


def test_what_work_requires_offers_no_way_out() -> None:
    mail = mail_to(make_user(), "entry-received")
    assert not mail.headers
    assert "unsubscribe" not in mail.text + mail.html
    assert PLACE not in mail.html


def test_mail_program_ends_it_at_once_however_often() -> None:
    who = make_user()
    for _ in range(3):
        pressed(way_of(who))
    assert refuses(who)
    assert not refuses(who, NEWS)
    assert save_messages([mail_to(who)]) == 0


def test_opening_the_link_ends_nothing(client: Client) -> None:
    who = make_user()
    for method in (client.get, client.head, client.options):
        assert method(way_of(who)).status_code == 200
    assert not refuses(who)
    assert "<button" in client.get(way_of(who)).text


def test_undo_sends_them_again() -> None:
    who = make_user()
    page = pressed(way_of(who))
    assert 'name="undo"' in page
    pressed(way_of(who), undo="1")
    assert not refuses(who)
    assert save_messages([mail_to(who)]) == 1


def test_news_end_with_the_consent_and_come_back_with_it() -> None:
    who = make_user()
    consents.give_consent(user=who, purpose=consents.NEWS, version="1")
    pressed(way_of(who, NEWS))
    assert consents.standing(who, consents.NEWS) is None
    pressed(way_of(who, NEWS), undo="1")
    assert consents.standing(who, consents.NEWS) is not None


def test_undo_gives_no_consent_that_was_not_given() -> None:
    who = make_user()
    consents.give_consent(user=who, purpose=consents.NEWS, version="1")
    consents.withdraw_consent(user=who, purpose=consents.NEWS)
    choose(user=who, topic=NEWS, channel=Channel.NONE)
    pressed(way_of(who, NEWS), undo="1")
    assert not refuses(who, NEWS)
    assert consents.standing(who, consents.NEWS) is None


def test_link_shows_little_of_whose_it_is(client: Client) -> None:
    who = make_user("secretive@example.org", name_en="Secret Name")
    page = client.get(way_of(who)).text
    assert "s…@example.org" in page.replace("\u2060", "")
    assert "secretive" not in page
    assert "Secret Name" not in page


def test_link_opens_nothing_else(client: Client) -> None:
    client.get(way_of(make_user()))
    client.post(way_of(make_user()), ONE_CLICK)
    assert client.get("/en/account/profile/").status_code == 302


@pytest.mark.parametrize(
    "change",
    [
        lambda token: token[:-1],
        lambda token: token.replace("reminders", "news"),
        lambda token: token.replace(".", ".1", 1),
        lambda token: "reminders.1",
        lambda token: "…",
    ],
)
def test_link_that_was_changed_changes_nothing_and_says_so(
    client: Client, change: object
) -> None:
    who = make_user()
    token = WayOut("reminders", who.pk).token
    assert callable(change)
    path = f"/en/unsubscribe/{change(token)}/"
    for answer in (client.get(path), client.post(path, ONE_CLICK)):
        assert answer.status_code == 404
        assert "Nothing was changed" in answer.text
    assert not refuses(who)
    assert not refuses(who, NEWS)


@pytest.mark.parametrize("what", ["work", "other", ""])
def test_signed_word_of_no_topic_is_no_way_out(client: Client, what: str) -> None:
    path = path_of(WayOut(what, make_user().pk))
    assert client.post(path, ONE_CLICK).status_code == 404


def test_person_who_is_gone_is_no_fault_of_the_page(client: Client) -> None:
    assert client.post(path_of(WayOut("news", 10**9)), ONE_CLICK).status_code == 404


def test_token_says_what_was_signed() -> None:
    way = WayOut("news", 17)
    assert read_token(way.token) == way


def test_subscription_ends_is_deleted_and_is_undone_from_the_page() -> None:
    subscriber = Subscriber.objects.create(
        email="reader@example.org", token="t", language="en", confirmed_at=moment()
    )
    path = path_of(WayOut(DSURE, subscriber.pk))
    page = pressed(path)
    assert not Subscriber.objects.exists()
    assert "reader@example.org" not in page
    memory = re.search(r'name="memory" value="([^"]+)"', page)
    assert memory
    for _ in range(2):
        pressed(path, undo="1", memory=memory[1])
    again = Subscriber.objects.standing().get()
    assert (again.email, again.language) == ("reader@example.org", "en")


@pytest.mark.parametrize("memory", ["", "x", "WyJhIl0:1abc:def"])
def test_nobody_subscribes_a_stranger_by_an_undo(memory: str) -> None:
    pressed(path_of(WayOut(DSURE, 1)), undo="1", memory=memory)
    assert not Subscriber.objects.exists()


def test_subscription_that_ended_long_ago_has_ended(client: Client) -> None:
    page = client.get(path_of(WayOut(DSURE, 10**6))).text
    assert "You are unsubscribed" in page


def test_page_stands_in_both_languages_and_is_kept_by_no_cache(client: Client) -> None:
    who = make_user()
    thai = client.get(path_of(WayOut("reminders", who.pk), "th"))
    assert "ยกเลิกการรับ" in thai.text
    assert thai.headers["Cache-Control"] == "private, no-store"
