"""The page on which people choose what they are told."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from awards.accounts import consents
from awards.accounts.models import User
from awards.outbox.models import Channel, LineCode, LineLink
from awards.outbox.preferences import channels_of, choose, save_choices
from awards.outbox.topics import Topic
from tests.factories import make_user, moment

pytestmark = pytest.mark.django_db

URL = "/en/account/notifications/"
MAIL, LINE, NONE = Channel.MAIL, Channel.LINE, Channel.NONE


@pytest.fixture
def line_on(settings: Any) -> None:
    settings.LINE_ACCESS_TOKEN = "token"
    settings.LINE_CHANNEL_SECRET = "secret"
    settings.LINE_ACCOUNT = "@awards"


@pytest.fixture
def person(client: Client) -> User:
    user = make_user(language="en")
    client.force_login(user)
    return user


def saved(client: Client, **fields: str) -> int:
    return client.post(URL, {"reminders": "mail", "news": "mail", **fields}).status_code


def test_choices_are_saved_and_shown_again(client: Client, person: User) -> None:
    assert saved(client, reminders="none") == 302
    assert channels_of(person) == {Topic.REMINDERS: NONE, Topic.NEWS: MAIL}
    form = client.get(URL).context["form"]
    assert form["reminders"].value() == NONE
    assert "Not at all" in client.get("/en/account/profile/").text


def test_what_cannot_be_refused_is_shown_with_its_reason(
    client: Client, person: User
) -> None:
    page = client.get(URL).text
    assert "Always by email" in page
    assert "This cannot be switched off" in page
    assert 'name="work"' not in page


def test_consent_to_later_editions_is_given_kept_and_withdrawn(
    client: Client, person: User
) -> None:
    saved(client, later_editions="on")
    given = consents.standing(person, consents.NEWS)
    assert given is not None
    saved(client, later_editions="on")
    assert consents.standing(person, consents.NEWS) == given
    saved(client)
    assert consents.standing(person, consents.NEWS) is None
    given.refresh_from_db()
    assert given.withdrawn_at is not None


def test_who_wants_no_news_consents_to_none(client: Client, person: User) -> None:
    saved(client, news="none", later_editions="on")
    assert consents.standing(person, consents.NEWS) is None


@pytest.mark.parametrize("value", ["", "line", "sms", "mail\0"])
def test_way_that_is_none_is_refused_and_changes_nothing(
    client: Client, person: User, value: str
) -> None:
    choose(user=person, topic=Topic.REMINDERS, channel=NONE)
    assert saved(client, reminders=value) == 200
    assert channels_of(person)[Topic.REMINDERS] == NONE


def test_nothing_of_line_is_shown_while_it_is_off(client: Client, person: User) -> None:
    page = client.get(URL).text
    assert "LINE" not in page
    for name in ("code/", "unlink/"):
        assert client.post(f"{URL}line/{name}").status_code == 404
    assert client.get(f"{URL}line/qr.svg").status_code == 404


@pytest.mark.usefixtures("line_on")
def test_code_is_shown_once_with_the_way_to_send_it(
    client: Client, person: User
) -> None:
    page = client.post(f"{URL}line/code/")
    code = page.context["line"].code.text
    assert page.status_code == 200
    assert code in page.text
    assert f"https://line.me/R/oaMessage/%40awards/?{code}" in page.text
    assert code not in client.get(URL).text
    assert LineCode.objects.filter(user=person).exists()


@pytest.mark.usefixtures("line_on")
def test_line_can_be_chosen_only_once_it_leads_somewhere(
    client: Client, person: User
) -> None:
    assert saved(client, reminders="line") == 200
    link = LineLink.objects.create(user=person, line_user="U1")
    assert saved(client, reminders="line") == 302
    assert channels_of(person)[Topic.REMINDERS] == LINE
    LineLink.objects.filter(pk=link.pk).update(broken_at=moment())
    page = client.get(URL)
    assert page.context["form"]["reminders"].value() == MAIL
    assert "LINE takes no messages for you any more" in page.text


@pytest.mark.usefixtures("line_on")
def test_line_is_unlinked_on_the_page(client: Client, person: User) -> None:
    LineLink.objects.create(user=person, line_user="U1")
    saved(client, reminders="line")
    assert client.post(f"{URL}line/unlink/").status_code == 302
    assert channels_of(person)[Topic.REMINDERS] == MAIL
    assert not LineLink.objects.exists()


@pytest.mark.usefixtures("line_on")
def test_qr_code_is_an_svg_without_styles(client: Client) -> None:
    answer = client.get(f"{URL}line/qr.svg")
    assert answer.headers["Content-Type"] == "image/svg+xml"
    assert b"style=" not in answer.content


def test_choices_of_others_stay(person: User) -> None:
    other = make_user()
    chosen = {Topic.REMINDERS: NONE, Topic.NEWS: NONE}
    save_choices(user=person, chosen=chosen, later_editions=False)
    assert set(channels_of(other).values()) == {MAIL}
