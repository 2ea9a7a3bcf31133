"""A password that became known opens its account still, and its owner is told why it
should go.
"""

from __future__ import annotations

import pytest
from django.test import Client

from awards.accounts.models import User
from config.passwords.breached import is_breached
from tests.config.signing_in.factors import add_app, code_now, signed_in
from tests.factories import make_user
from tests.secrecy.listening import listening

pytestmark = pytest.mark.django_db
KNOWN = "passwordpassword"
CHANGE = "/en/account/password/change/"
WORDS = "became known when other sites were broken into"


@pytest.fixture
def member() -> User:
    assert is_breached(KNOWN)
    return make_user("member@example.org", password=KNOWN, verified=True, language="en")


def sign_in(client: Client, user: User, password: str = KNOWN) -> str:
    answer = client.post(
        "/en/account/login/",
        {"login": user.email, "password": password, "next": "/en/dsure/"},
    )
    return str(answer.headers["Location"])


def test_it_opens_and_leads_to_changing_it_and_on(member: User) -> None:
    client = Client()
    with listening() as lines:
        place = sign_in(client, member)
    assert place == f"{CHANGE}?next=%2Fen%2Fdsure%2F&known=1"
    assert signed_in(client)
    page = client.get(place).content.decode()
    assert WORDS in page
    assert 'href="/en/dsure/"' in page
    assert any(f"known-password account={member.pk}" in line for line in lines)
    assert KNOWN not in "\n".join(lines)
    new = "kettle-orchid-91-barge"
    changed = client.post(
        place,
        {
            "oldpassword": KNOWN,
            "password1": new,
            "password2": new,
            "next": "/en/dsure/",
        },
    )
    assert changed.headers["Location"] == "/en/dsure/"
    assert sign_in(Client(), member, new) == "/en/dsure/"


def test_changing_asks_for_the_old_one(member: User) -> None:
    client = Client()
    sign_in(client, member)
    new = "kettle-orchid-91-barge"
    for old in ("", "not the old one"):
        sent = {"oldpassword": old, "password1": new, "password2": new}
        assert client.post(CHANGE, sent).status_code == 200
    member.refresh_from_db()
    assert member.check_password(KNOWN)


def test_it_is_remembered_over_the_second_step(member: User) -> None:
    add_app(member)
    client = Client()
    assert sign_in(client, member) == "/en/account/factors/check/"
    answer = client.post("/en/account/factors/check/", {"code": code_now()})
    assert answer.headers["Location"].startswith(CHANGE)


def test_nobody_else_is_led_there(member: User) -> None:
    other = make_user("o@example.org", password="kettle-orchid-91", verified=True)
    assert sign_in(Client(), other, "kettle-orchid-91") == "/en/dsure/"
    client = Client()
    client.force_login(other)
    assert WORDS not in client.get(CHANGE).content.decode()
