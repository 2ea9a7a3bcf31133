"""Choosing, changing and removing a password."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client

from awards.accounts.models import User
from awards.outbox.models import Message, Suppression
from config.passwords.services import remove_password
from config.providers.ways_in import LastWayIn
from tests.factories import make_user

pytestmark = pytest.mark.django_db
REMOVE = "/en/account/password/remove/"
PASSWORD = "lantern orbit maple 7"


@pytest.fixture
def member() -> User:
    return make_user(
        "member@example.org", password=PASSWORD, verified=True, language="en"
    )


def test_removed_by_whoever_showed_once_more_who_they_are(
    member: User, settings: Any
) -> None:
    here, elsewhere = Client(), Client()
    for client in (here, elsewhere):
        client.force_login(member)
    settings.CONFIRM_WITHIN = 600
    assert "/reauthenticate/" in here.get(REMOVE).headers["Location"]
    assert "/reauthenticate/" in here.post(REMOVE).headers["Location"]
    member.refresh_from_db()
    assert member.has_usable_password()
    settings.CONFIRM_WITHIN = None
    page = here.post(REMOVE, follow=True)
    assert "Your password is removed." in page.content.decode()
    member.refresh_from_db()
    assert not member.has_usable_password()
    assert elsewhere.get("/en/desk/").status_code == 302
    assert Message.objects.get().event == "password-removed"


def test_the_last_way_in_is_not_removed(member: User) -> None:
    Suppression.objects.create(email=member.email, reason="no such mailbox")
    with pytest.raises(LastWayIn):
        remove_password(user=member)
    member.refresh_from_db()
    assert member.has_usable_password()


def test_my_account_leads_there(member: User, settings: Any) -> None:
    client = Client()
    client.force_login(member)
    assert REMOVE in client.get("/en/account/profile/").content.decode()
    member.set_unusable_password()
    member.save()
    client.force_login(member)
    assert REMOVE not in client.get("/en/account/profile/").content.decode()
    settings.CONFIRM_WITHIN = None
    assert client.get(REMOVE).headers["Location"] == "/en/account/password/set/"


@pytest.mark.parametrize(
    ("path", "has_meter"),
    [("/en/account/login/", False), ("/en/account/signup/", True)],
)
def test_a_password_can_be_shown_and_pasted_on_every_form(
    path: str, has_meter: bool
) -> None:
    page = Client().get(path).content.decode()
    assert "data-show-password" in page
    assert 'aria-pressed="false"' in page
    assert ("data-password-strength" in page) is has_meter
    box = re.search(r"<input[^>]*type=\"password\"[^>]*>", page)
    assert box
    assert "maxlength" not in box[0]
    assert "onpaste" not in page
