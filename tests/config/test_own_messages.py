"""The messages sent to a person: all of theirs, nobody else's, nothing too early."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from awards.accounts.models import User
from awards.outbox.delivery import TOO_OLD
from awards.outbox.keeping import drop
from awards.outbox.models import Channel, Message
from awards.outbox.preferences import REFUSED
from awards.outbox.status_codes import Outcome
from awards.outbox.work import WorkState
from tests.factories import make_edition, make_message, make_user, moment

pytestmark = pytest.mark.django_db

URL = "/en/account/messages/"


@pytest.fixture
def person(client: Client) -> User:
    user = make_user(language="en")
    client.force_login(user)
    return user


def sent_to(user: User, **fields: Any) -> Message:
    usual: dict[str, Any] = {
        "state": WorkState.DONE,
        "finished_at": moment(),
        "language": "en",
    }
    given = {"to_email": user.email, "recipient": user, **usual, **fields}
    return make_message(**given)


def at(message: Message) -> str:
    return f"{URL}{message.pk}/"


def test_message_is_read_as_it_was_sent(client: Client, person: User) -> None:
    text = "Dear Ann,\n\n2 < 3: see https://awards.example.org/x\n"
    message = sent_to(person, subject="Entry received", text=text)
    assert "Entry received" in client.get(URL).text
    page = client.get(at(message)).text
    assert "2 &lt; 3" in page
    assert 'href="https://awards.example.org/x"' in page


def test_nobody_reads_anothers(client: Client, person: User) -> None:
    other = make_user()
    theirs = sent_to(other, subject="Between us")
    assert "Between us" not in client.get(URL).text
    assert client.get(at(theirs)).status_code == 404


def test_message_to_ones_address_but_to_another_person_is_not_ones_own(
    client: Client, person: User
) -> None:
    before = sent_to(make_user(), to_email=person.email, subject="Before you")
    bare = make_message(person.email, subject="To nobody", state=WorkState.DONE)
    page = client.get(URL).text
    for message in (before, bare):
        assert message.subject not in page
        assert client.get(at(message)).status_code == 404


def test_session_of_a_judges_link_does_not_open_them(
    client: Client, person: User
) -> None:
    message = sent_to(person, subject="Result of your entry")
    session = client.session
    session["scope"] = "judge"
    session.save()
    for address in (URL, at(message), "/en/account/notifications/"):
        assert client.get(address).status_code == 302


def test_what_opens_a_door_is_shown_to_nobody(client: Client, person: User) -> None:
    waits = sent_to(
        person,
        state=WorkState.QUEUED,
        finished_at=None,
        text="Sign in: /link/s3cret/",
        html="<p>s3cret</p>",
        secrets=["s3cret"],
    )
    page = client.get(at(waits)).text
    assert "Sign in: /link/…/" in page
    assert "are replaced by" in page
    assert "are replaced by" not in client.get(at(sent_to(person))).text
    assert "s3cret" not in page
    assert "s3cret" not in client.get(URL).text
    assert not client.get(URL, {"q": "s3cret"}).context["found"].lines


@pytest.mark.parametrize(
    "fields",
    [
        {"held_at": moment(), "state": WorkState.QUEUED},
        {"due_at": moment(hours=2), "state": WorkState.QUEUED},
        {"state": WorkState.DROPPED, "last_error": "sent to the wrong people"},
        {"state": WorkState.DRAFT},
    ],
)
def test_what_is_held_back_planned_or_taken_out_is_not_shown(
    client: Client, person: User, fields: dict[str, Any]
) -> None:
    message = sent_to(person, subject="You won", **{"finished_at": None, **fields})
    page = client.get(URL).text
    assert "You won" not in page
    assert "wrong people" not in page
    assert client.get(at(message)).status_code == 404


def test_message_that_is_taken_out_while_it_waits_is_gone(
    client: Client, person: User
) -> None:
    message = sent_to(person, state=WorkState.QUEUED, finished_at=None)
    assert client.get(at(message)).status_code == 200
    drop(Message.objects.filter(pk=message.pk), "a mistake")
    assert client.get(at(message)).status_code == 404


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({}, "Sent"),
        ({"channel": Channel.LINE}, "Sent by LINE"),
        ({"outcome": Outcome.BOUNCED}, "could not be delivered to"),
        ({"outcome": Outcome.DELIVERED}, "Sent"),
        ({"state": WorkState.QUEUED}, "Waiting to be sent"),
        ({"state": WorkState.QUEUED, "last_error": "451"}, "We keep trying"),
        ({"state": WorkState.FAILED, "last_error": "x"}, "could not be delivered to"),
        (
            {"state": WorkState.FAILED, "last_error": "SMTPRecipientsRefused: {}"},
            "refused it",
        ),
        ({"state": WorkState.DROPPED, "last_error": REFUSED}, "You chose not to get"),
        ({"state": WorkState.DROPPED, "last_error": TOO_OLD}, "out of date"),
        ({"state": WorkState.DROPPED, "last_error": "suppressed"}, "came back"),
    ],
)
def test_page_says_what_became_of_it(
    client: Client, person: User, fields: dict[str, Any], words: str
) -> None:
    message = sent_to(person, **fields)
    assert words in client.get(URL).text
    assert words in client.get(at(message)).text


def test_messages_are_found_by_words_kind_and_edition(
    client: Client, person: User
) -> None:
    edition = make_edition()
    sent_to(person, subject="First", event="entry-received", edition_code=edition.code)
    sent_to(person, subject="Second", event="test-mail", text="needle in it")
    for asked, found in [
        ({"q": "NEEDLE"}, ["Second"]),
        ({"q": "first"}, ["First"]),
        ({"kind": "test-mail"}, ["Second"]),
        ({"edition": edition.code}, ["First"]),
        ({"q": "nothing"}, []),
        ({"q": "%"}, []),
        ({"page": "x"}, ["Second", "First"]),
    ]:
        lines = client.get(URL, asked).context["found"].lines
        assert [line.message.subject for line in lines] == found, asked


def test_page_costs_the_same_for_one_and_for_many(client: Client, person: User) -> None:
    edition = make_edition()
    counts = []
    for number in (1, 30):
        for _ in range(number):
            sent_to(person, edition_code=edition.code)
        client.get(URL)
        with CaptureQueriesContext(connection) as asked:
            client.get(URL)
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_who_has_none_is_told_so(client: Client, person: User) -> None:
    assert "No messages yet" in client.get(URL).text
