"""Before what weighs most one shows once more who one is, and what was sent waits."""

from __future__ import annotations

import re
import time
from dataclasses import replace
from typing import Any

import pytest
from django.conf import LazySettings
from django.test import Client
from django.urls import reverse

from awards.accounts.models import User
from awards.language.thai import thai_digits
from awards.outbox.models import Message
from config.people.confirmed import CONFIRMED_AT
from config.people.mailed_codes import MOST_TRIES
from config.signing_in.confirming import GUARDED, When
from tests.access import all_lines, patterns
from tests.config.signing_in.factors import PASSWORD, add_app, by_password, code_now
from tests.factories import make_user
from tests.visits import Visitors

CONFIRM = "/en/account/reauthenticate/"
WITHIN = 600


@pytest.fixture(autouse=True)
def _asked(settings: LazySettings) -> None:
    settings.CONFIRM_WITHIN = WITHIN


def signed_in_long_ago(user: User) -> Client:
    client = Client()
    client.force_login(user)
    session = client.session
    session[CONFIRMED_AT] = time.time() - WITHIN - 1
    session.save()
    return client


def test_table_names_addresses_that_exist() -> None:
    assert GUARDED.keys() - {name for name, _, _ in patterns()} == set()


@pytest.mark.once
@pytest.mark.django_db
def test_every_guarded_address_asks_whoever_may_act_there(world: Any) -> None:
    """As the role that the table of access lets in; asked before anything is done."""
    visitors = Visitors(world)
    roles = ("organiser", "registrar", "operator", "entrant")
    asked = {}
    for line in all_lines():
        when = GUARDED.get(line.name)
        if when is None:
            continue
        method = "POST" if when is When.SENT else "GET"
        may = [role for role in roles if line.expected[role] not in ("no", "--")]
        response = visitors.visit(
            may[0] if may else "organiser",
            replace(line, method=method),
            language="en",
        )
        asked[line.name] = response.headers.get("Location", "")[: len(CONFIRM)]
    assert asked == dict.fromkeys(GUARDED, CONFIRM)


@pytest.fixture
def world() -> Any:
    from tests.factories import make_world

    return make_world()


@pytest.mark.django_db
def test_what_was_sent_is_offered_again_after_the_password() -> None:
    user = make_user(password=PASSWORD, verified=True, language="en")
    client = signed_in_long_ago(user)
    sent = {"email": "new@example.org", "action_add": ""}
    asked = client.post(
        "/en/account/email/", sent, headers={"origin": "http://testserver"}
    )
    assert asked.headers["Location"] == f"{CONFIRM}?next=%2Fen%2Faccount%2Femail%2F"
    assert client.post(asked.url, {"password": "wrong"}).status_code == 422
    path = {"next": "/en/account/email/"}
    back = client.post(CONFIRM, {"password": PASSWORD, **path})
    assert back.headers["Location"] == "/en/account/email/"
    page = client.get(back.url).content.decode()
    assert "This is not done yet" in page
    assert 'name="email" value="new@example.org"' in page
    assert not user.emailaddress_set.filter(email="new@example.org").exists()
    client.post("/en/account/email/", sent)
    assert user.emailaddress_set.filter(email="new@example.org").exists()


@pytest.mark.django_db
def test_code_of_the_app_confirms() -> None:
    user = make_user(verified=True, language="en")
    add_app(user)
    client = signed_in_long_ago(user)
    answer = client.post(
        CONFIRM, {"code": code_now(), "next": "/en/account/factors/app/remove/"}
    )
    assert client.get(answer.url).status_code == 200


@pytest.mark.django_db
def test_whoever_has_neither_password_nor_factor_gets_a_code_by_mail() -> None:
    user = make_user(verified=True, language="en")
    client = signed_in_long_ago(user)
    client.post(f"{CONFIRM}mail/", {"next": "/en/account/factors/app/"})
    mail = Message.objects.get(event="confirm_code")
    code = re.search(r"^\d{8}$", mail.text, re.M)
    assert code
    assert code[0] not in str(client.session.items())
    wrong = f"{(int(code[0]) + 1) % 10**8:08d}"
    assert client.post(CONFIRM, {"mailed": wrong}).status_code == 422
    typed = f"{thai_digits(code[0][:4])}-{code[0][4:]}"
    right = client.post(CONFIRM, {"mailed": typed, "next": "/en/account/factors/app/"})
    assert right.headers["Location"] == "/en/account/factors/app/"
    assert client.get(right.url).status_code == 200


@pytest.mark.django_db
def test_mailed_code_ends_after_some_tries() -> None:
    user = make_user(verified=True, language="en")
    client = signed_in_long_ago(user)
    client.post(f"{CONFIRM}mail/")
    code = re.search(r"^\d{8}$", Message.objects.get(event="confirm_code").text, re.M)
    assert code
    for _ in range(MOST_TRIES):
        client.post(CONFIRM, {"mailed": "no code"})
    assert client.post(CONFIRM, {"mailed": code[0]}).status_code == 422


@pytest.mark.django_db
def test_mail_is_no_way_around_a_second_factor() -> None:
    user = make_user(verified=True)
    add_app(user)
    client = signed_in_long_ago(user)
    client.post(f"{CONFIRM}mail/")
    assert not Message.objects.filter(event="confirm_code").exists()


@pytest.mark.django_db
def test_whoever_has_just_signed_in_is_not_asked() -> None:
    user = make_user(password=PASSWORD, verified=True, language="en")
    client = Client()
    by_password(client, user)
    assert client.get(reverse("mfa_add_webauthn")).status_code == 200
