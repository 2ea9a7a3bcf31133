"""Linking an account at LINE by a code, and what LINE tells the site."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
from typing import Any

import pytest
from django.test import Client

from awards.accounts.models import User
from awards.mails.line_linking import (
    IssuedCode,
    code_in,
    issue_code,
    link_line,
    unlink_line,
    unlink_line_user,
)
from awards.outbox.models import Channel, LineCode, LineEvent, LineLink, Message
from awards.outbox.preferences import channels_of, choose
from awards.outbox.topics import Topic
from awards.outbox.work import WorkState
from tests.factories import make_message, make_user, moment
from tests.factories.basics import numbers

pytestmark = pytest.mark.django_db

SECRET = "channel-secret-of-tests"
URL = "/line/webhook"
THEIRS, OTHERS = f"U{1:032x}", f"U{2:032x}"


@pytest.fixture(autouse=True)
def line_on(settings: Any) -> None:
    settings.LINE_ACCESS_TOKEN = "token"
    settings.LINE_CHANNEL_SECRET = SECRET
    settings.LINE_ACCOUNT = "@awards"
    settings.LINE_API_URL = "http://127.0.0.1:9"


def event(kind: str = "message", **changed: Any) -> dict[str, Any]:
    usual = {
        "type": kind,
        "webhookEventId": f"event-{next(numbers)}",
        "source": {"type": "user", "userId": THEIRS},
        "deliveryContext": {"isRedelivery": False},
    }
    return {**usual, **changed}


def typed(text: str, **changed: Any) -> dict[str, Any]:
    return event(message={"type": "text", "id": "1", "text": text}, **changed)


def signed(body: bytes) -> str:
    made = hmac.new(SECRET.encode(), body, hashlib.sha256).digest()
    return base64.b64encode(made).decode()


def told(*events: Any) -> int:
    body = json.dumps({"destination": "U0", "events": events}).encode()
    return sent(body, signed(body))


def sent(body: bytes, signature: str) -> int:
    client = Client(enforce_csrf_checks=True)
    answer = client.post(
        URL, body, "application/json", headers={"X-Line-Signature": signature}
    )
    return answer.status_code


def coded() -> tuple[User, IssuedCode]:
    user = make_user()
    return user, issue_code(user=user)


def linked_to(user: User) -> str:
    link = LineLink.objects.filter(user=user).first()
    return link.line_user if link else ""


def test_code_that_is_sent_links_who_asked_for_it() -> None:
    user, code = coded()
    assert told(typed(code.text)) == 200
    assert linked_to(user) == THEIRS
    assert set(channels_of(user).values()) == {Channel.LINE}


def test_person_is_told_by_mail_and_in_the_chat() -> None:
    user, code = coded()
    told(typed(code.text))
    ways = Message.objects.filter(event="line-linked", recipient=user)
    assert sorted(ways.values_list("channel", flat=True)) == ["line", "mail"]


@pytest.mark.parametrize("spelt", [str.lower, lambda s: f" {s[:4]}-{s[4:]} \n"])
def test_code_is_read_as_people_type_it(spelt: Any) -> None:
    user, code = coded()
    told(typed(spelt(code.text)))
    assert linked_to(user) == THEIRS


@pytest.mark.parametrize(
    "text", ["", "hello there", "1234567", "A" * 9, "ก" * 8, "0OIL1BS5"]
)
def test_other_words_are_no_code(text: str) -> None:
    assert code_in(text) == ""
    assert told(typed(text)) == 200


def test_code_works_once_and_ends_the_one_before() -> None:
    user, first = coded()
    second = issue_code(user=user)
    told(typed(first.text))
    assert not linked_to(user)
    told(typed(second.text))
    unlink_line(user=user)
    told(typed(second.text))
    assert not linked_to(user)


def test_code_ends_by_itself() -> None:
    user, code = coded()
    LineCode.objects.update(expires_at=moment(seconds=-1))
    assert not link_line(code=code.text, line_user=THEIRS)
    assert not linked_to(user)


def test_code_is_kept_as_a_hash_alone() -> None:
    _user, code = coded()
    assert code.text not in str(list(LineCode.objects.values()))


def test_account_at_line_is_of_one_person() -> None:
    first, code = coded()
    told(typed(code.text))
    second, code = coded()
    told(typed(code.text))
    assert (linked_to(first), linked_to(second)) == ("", THEIRS)
    assert set(channels_of(first).values()) == {Channel.MAIL}


def test_linking_changes_no_refusal() -> None:
    user, code = coded()
    choose(user=user, topic=Topic.NEWS, channel=Channel.NONE)
    told(typed(code.text))
    assert channels_of(user) == {
        Topic.REMINDERS: Channel.LINE,
        Topic.NEWS: Channel.NONE,
    }


def test_who_blocks_the_account_gets_mails_again_with_what_waits() -> None:
    user, code = coded()
    told(typed(code.text))
    waits = make_message(user.email, recipient=user, channel=Channel.LINE)
    gone = make_message(
        user.email, recipient=user, channel=Channel.LINE, state=WorkState.DONE
    )
    assert told(event("unfollow")) == 200
    assert not linked_to(user)
    assert set(channels_of(user).values()) == {Channel.MAIL}
    channels = [Message.objects.get(pk=row.pk).channel for row in (waits, gone)]
    assert channels == [Channel.MAIL, Channel.LINE]
    assert not unlink_line_user(line_user=THEIRS)


def test_event_that_is_told_again_does_nothing() -> None:
    user, code = coded()
    told(typed(code.text))
    leaving = event("unfollow")
    told(leaving)
    told(typed(issue_code(user=user).text))
    told(leaving, leaving)
    assert linked_to(user) == THEIRS
    assert LineEvent.objects.count() == 3


def test_guesses_of_one_account_come_to_an_end() -> None:
    user, code = coded()
    for _ in range(20):
        told(typed("AAAAAAAA"))
    told(typed(code.text))
    assert not linked_to(user)
    told(typed(code.text, source={"type": "user", "userId": OTHERS}))
    assert linked_to(user) == OTHERS


@pytest.mark.parametrize("kind", ["follow", "accountLink", "postback", "new-kind"])
def test_events_of_no_use_are_a_yes(kind: str) -> None:
    assert told(event(kind, link={"result": "ok", "nonce": "n"})) == 200


@pytest.mark.parametrize(
    "events",
    [
        [None],
        ["x"],
        [{}],
        [event(source=None)],
        [event(source={"type": "group", "groupId": "C1"})],
        [event(webhookEventId="x" * 65)],
        [event(webhookEventId="a\u0000b")],
        [event(source={"userId": 7})],
        [event(message="x")],
        [event(message={"text": 5})],
        {"a": 1},
        None,
    ],
)
def test_what_cannot_be_read_is_no_fault(events: Any) -> None:
    body = json.dumps({"events": events}).encode()
    assert sent(body, signed(body)) == 200


DEEP = pytest.param(b"[" * 20_000, id="deep")


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"5", b"\xff", b"null", DEEP])
def test_body_that_is_no_object_is_no_fault(body: bytes) -> None:
    assert sent(body, signed(body)) in (200, 400)


def test_who_cannot_sign_changes_nothing() -> None:
    user, code = coded()
    body = json.dumps({"events": [typed(code.text)]}).encode()
    for signature in (
        "",
        "x",
        signed(body + b" "),
        "ลายเซ็น".encode().decode("latin-1"),
    ):
        assert sent(body, signature) == 403
    assert not linked_to(user)


def test_nothing_listens_while_line_is_off(settings: Any) -> None:
    settings.LINE_ACCESS_TOKEN = ""
    body = b'{"events": []}'
    assert sent(body, signed(body)) == 404
    assert Client().get(URL).status_code in (404, 405)


def test_person_who_left_the_site_is_not_linked() -> None:
    user, code = coded()
    User.objects.filter(pk=user.pk).update(is_active=False)
    told(typed(code.text))
    assert not linked_to(user)
