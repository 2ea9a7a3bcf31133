"""Whose role needs a second factor is led to it once; then the desk waits."""

from __future__ import annotations

import re
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.conf import LazySettings
from django.core.management import call_command
from django.test import Client

from awards.accounts.models import User
from awards.ledger.models import Row
from awards.outbox.models import Message
from config.acts import FACTORS_RESET
from config.people.second_factors import Demand, demand_factor, reset_factors
from config.signing_in.desk_waits import DESKS, set_up_before
from tests.access import all_lines
from tests.config.signing_in.factors import (
    PASSWORD,
    add_app,
    by_password,
    code_now,
    signed_in,
)
from tests.factories import make_operator, make_user, make_world

pytestmark = pytest.mark.django_db
START = "/en/account/factors/start/"
DESK = "/en/operator/mails/"


@pytest.fixture(autouse=True)
def _required(settings: LazySettings) -> None:
    settings.SECOND_FACTOR_REQUIRED = True


@pytest.fixture
def operator() -> User:
    return make_operator(password=PASSWORD, verified=True, language="en")


def test_first_sign_in_is_led_to_the_set_up_and_may_go_on(operator: User) -> None:
    client = Client()
    answer = by_password(client, operator, DESK)
    assert answer.headers["Location"].startswith(START)
    assert f'href="{DESK}"' in client.get(answer.url).content.decode()
    assert client.get(DESK).status_code == 200


def test_from_the_second_sign_in_on_the_desk_waits_until_there_is_a_factor(
    operator: User,
) -> None:
    by_password(Client(), operator)
    client = Client()
    by_password(client, operator)
    waits = client.get(DESK)
    assert waits.headers["Location"] == f"{START}?next=%2Fen%2Foperator%2Fmails%2F"
    page = client.get(waits.url).content.decode()
    assert "go on without it" not in page
    assert signed_in(client)  # pages that are nobody's desk stay open
    secret = shown_secret(client)
    client.post("/en/account/factors/app/", {"code": code_now(secret)})
    assert client.get(waits.url).headers["Location"] == DESK
    assert client.get(DESK).status_code == 200


def shown_secret(client: Client) -> str:
    page = client.get("/en/account/factors/app/").content.decode()
    secret = re.search(r"<code>([A-Z2-7]{32})</code>", page)
    assert secret
    return secret[1]


def confirm_page(path: str) -> str:
    return f"/en/account/reauthenticate/?next={path.replace('/', '%2F')}"


def test_factor_that_was_set_up_elsewhere_is_shown_before_the_desk(
    operator: User,
) -> None:
    """The password confirms no desk: whoever has it alone is not let in."""
    by_password(Client(), operator)
    client = Client()
    by_password(client, operator)
    add_app(operator)
    assert client.get(START).status_code == 302
    asked = client.get(DESK)
    assert asked.headers["Location"] == confirm_page(DESK)
    page = client.get(asked.url).content.decode()
    assert 'name="password"' not in page
    client.post(asked.url, {"password": PASSWORD})
    assert client.get(DESK).status_code == 302
    shown = client.post(asked.url, {"code": code_now(), "next": DESK})
    assert shown.headers["Location"] == DESK
    assert client.get(DESK).status_code == 200


@pytest.mark.parametrize("has_app", [True, False])
def test_role_that_comes_in_the_middle_of_a_session_asks_at_the_next_page(
    has_app: bool,
) -> None:
    user = make_user(password=PASSWORD, verified=True, language="en")
    client = Client()
    by_password(client, user)
    assert client.get(DESK).status_code == 403
    if has_app:
        add_app(user)
    User.objects.filter(pk=user.pk).update(is_operator=True)
    asked = client.get(DESK).headers["Location"]
    assert asked == (confirm_page(DESK) if has_app else set_up_before(DESK))


def test_role_that_comes_after_the_factor_was_shown_opens_at_once() -> None:
    user = make_user(password=PASSWORD, verified=True, language="en")
    add_app(user)
    client = Client()
    by_password(client, user)
    client.post("/en/account/factors/check/", {"code": code_now()})
    User.objects.filter(pk=user.pk).update(is_operator=True)
    assert client.get(DESK).status_code == 200


def test_session_that_waits_asks_once_and_remembers(operator: User) -> None:
    """A role without a factor in a session that began otherwise: led there once."""
    client = Client()
    client.force_login(operator)
    assert client.get(DESK).headers["Location"] == set_up_before(DESK)
    assert client.get(DESK).status_code == 200
    second = Client()
    second.force_login(operator)
    for _ in range(2):
        assert second.get(DESK).headers["Location"] == set_up_before(DESK)


def test_form_sent_to_a_desk_that_waits_is_kept(operator: User) -> None:
    by_password(Client(), operator)
    client = Client()
    by_password(client, operator)
    path = "/en/operator/people/factors/"
    client.post(
        path, {"email": "typed@example.org"}, headers={"origin": "http://testserver"}
    )
    secret = shown_secret(client)
    client.post("/en/account/factors/app/", {"code": code_now(secret)})
    assert "typed@example.org" in client.get(path).content.decode()


def test_whoever_keeps_no_desk_is_not_asked() -> None:
    user = make_user(password=PASSWORD, verified=True, language="en")
    for _ in range(2):
        client = Client()
        assert START not in by_password(client, user).headers["Location"]


def test_roles_that_need_it() -> None:
    world = make_world()
    asked = {
        role
        for role in ("entrant", "judge", "organiser", "registrar", "operator")
        if demand_factor(user=getattr(world, role)) is Demand.ONCE
    }
    assert asked == {"organiser", "registrar", "operator"}


def test_a_role_that_was_given_again_begins_anew(operator: User) -> None:
    assert demand_factor(user=operator) is Demand.ONCE
    assert demand_factor(user=operator) is Demand.BEFORE_THE_DESK
    operator.is_operator = False
    operator.save()
    assert demand_factor(user=operator) is Demand.NOTHING
    operator.is_operator = True
    operator.save()
    assert demand_factor(user=operator) is Demand.ONCE


def test_switched_off_nobody_is_asked(operator: User, settings: LazySettings) -> None:
    settings.SECOND_FACTOR_REQUIRED = False
    assert demand_factor(user=operator) is Demand.NOTHING


def test_every_page_of_a_desk_waits() -> None:
    """What only organisers, registrars or operators reach stands under a desk's address."""
    world = make_world()
    visitors = ("anonymous", "outsider", "entrant", "other_entrant", "judge")
    keepers = ("organiser", "registrar", "operator")
    open_to_keepers = {
        line.name
        for line in all_lines()
        if any(line.expected[role] not in ("no", "--", "in") for role in keepers)
        and all(line.expected[role] in ("no", "--", "in") for role in visitors)
        and not DESKS.match(line.address(world, "th"))
    }
    # a public address, where the register's keepers see a draft as it will look
    assert open_to_keepers == {"dsure:certificate"}


def test_last_factor_of_a_keeper_stays(operator: User) -> None:
    client = Client()
    add_app(operator)
    by_password(client, operator)
    client.post("/en/account/factors/check/", {"code": code_now()})
    page = client.post("/en/account/factors/app/remove/").content.decode()
    assert "Add another one first" in page
    assert Authenticator.objects.filter(user=operator).exists()


def test_operator_resets_what_a_person_lost(operator: User) -> None:
    person = make_user("lost@example.org", language="en")
    add_app(person)
    theirs = Client()
    theirs.force_login(person)
    client = Client()
    client.force_login(operator)
    path = "/en/operator/people/factors/"
    client.get(path)  # led to the set-up once, and may go on
    assert client.post(path, {"email": person.email}).status_code == 422
    assert Authenticator.objects.filter(user=person).exists()
    client.post(path, {"email": person.email, "checked": "on"})
    assert not Authenticator.objects.filter(user=person).exists()
    assert not signed_in(theirs)
    assert Message.objects.filter(event="factors_reset", recipient=person).exists()
    assert Row.objects.filter(act=FACTORS_RESET.code).count() == 1


def test_reset_without_factors_does_nothing() -> None:
    person = make_user()
    assert reset_factors(person=person, by=None) == 0
    assert not Message.objects.filter(event="factors_reset").exists()


def test_command_resets(capsys: Any) -> None:
    person = make_user("lost@example.org")
    add_app(person)
    call_command("reset_second_factor", "Lost@example.org")
    assert "1 removed" in capsys.readouterr().out
    assert not Authenticator.objects.filter(user=person).exists()
