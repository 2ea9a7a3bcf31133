"""Sessions end when nobody uses them, sooner where more is at stake; nothing typed is
lost by it.
"""

from __future__ import annotations

import time

import pytest
from django.conf import LazySettings
from django.test import Client

from awards.accounts.models import User
from config.people.idle import GRAIN, LIMIT, USED_AT, idle_limit_of
from tests.config.signing_in.factors import PASSWORD, by_password, signed_in
from tests.factories import make_operator, make_user, make_world

pytestmark = pytest.mark.django_db
HOUR = 3600


def left_alone(client: Client, seconds: float) -> None:
    session = client.session
    session[USED_AT] = time.time() - seconds
    session.save()


def entered(user: User) -> Client:
    client = Client()
    by_password(client, user)
    return client


def test_limits_by_role(settings: LazySettings) -> None:
    world = make_world()
    limits = {
        role: idle_limit_of(getattr(world, role))
        for role in ("organiser", "registrar", "operator", "judge", "entrant")
    }
    desks = dict.fromkeys(("organiser", "registrar", "operator"), 2 * HOUR)
    assert limits == {**desks, "judge": 12 * HOUR, "entrant": 30 * 24 * HOUR}


def test_session_ends_after_its_limit_and_says_so() -> None:
    operator = make_operator(password=PASSWORD, verified=True, language="en")
    client = entered(operator)
    left_alone(client, 2 * HOUR - 1)
    assert signed_in(client)
    left_alone(client, 2 * HOUR + GRAIN + 1)
    answer = client.get("/en/account/notifications/")
    assert answer.headers["Location"].endswith("&ended=idle")
    assert "not used for a long time" in client.get(answer.url).content.decode()
    assert not signed_in(client)


def test_use_is_written_seldom_and_finds_a_new_role() -> None:
    user = make_user(password=PASSWORD, verified=True, language="en")
    client = entered(user)
    first = client.session[USED_AT]
    signed_in(client)
    assert client.session[USED_AT] == first
    User.objects.filter(pk=user.pk).update(is_operator=True)
    left_alone(client, GRAIN + 1)
    signed_in(client)
    assert client.session[USED_AT] > first
    assert client.session[LIMIT] == 2 * HOUR


def test_what_is_asked_by_a_script_is_no_use() -> None:
    user = make_user(password=PASSWORD, verified=True, language="en")
    client = entered(user)
    left_alone(client, GRAIN + 1)
    before = client.session[USED_AT]
    client.get("/en/judge/session/")
    assert client.session[USED_AT] == before


def test_text_sent_after_the_end_waits_for_the_sign_in() -> None:
    user = make_user(password=PASSWORD, verified=True, language="en")
    client = entered(user)
    left_alone(client, 40 * 24 * HOUR)
    path = "/en/account/profile/"
    typed = {"name_en": "A name typed late", "language": "en"}
    client.post(path, typed, headers={"origin": "http://testserver"})
    by_password(client, user)
    assert "A name typed late" in client.get(path).content.decode()
