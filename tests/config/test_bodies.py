"""An address is sent what it takes; anything else is refused before it is read."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from config.site.bodies import JSON, OTHERS
from tests.access import patterns
from tests.config.signing_in.factors import PASSWORD
from tests.factories import make_user

pytestmark = pytest.mark.django_db
FORM = "/en/account/login/"


def test_table_names_addresses_that_exist() -> None:
    assert OTHERS.keys() - {name for name, _, _ in patterns()} == set()


@pytest.mark.parametrize("kind", ["application/json", "text/xml", "text/plain", ""])
def test_form_takes_forms_alone(client: Client, kind: str) -> None:
    answer = client.generic("POST", FORM, b'{"login": "a@example.org"}', kind)
    assert answer.status_code == 415
    assert "multipart/form-data" in answer.headers["Accept-Post"]
    assert "of another kind than it takes" in answer.content.decode()


def address_of(name: str) -> str:
    found = {one: parameters for one, _, parameters in patterns()}[name]
    return reverse(name, kwargs=dict.fromkeys(found, 1))


@pytest.mark.parametrize(
    "name", [name for name, taken in OTHERS.items() if taken == JSON]
)
def test_address_of_json_takes_no_form(client: Client, name: str) -> None:
    client.force_login(make_user())
    address = address_of(name)
    assert client.post(address, {"scores": "1"}).status_code == 415
    answer = client.post(address, {}, content_type="application/json")
    assert answer.status_code != 415


def test_what_is_sent_without_a_body_needs_no_kind(client: Client) -> None:
    assert client.generic("POST", FORM, b"", "").status_code == 200


def test_of_a_name_sent_twice_the_last_counts_for_all(client: Client) -> None:
    """The check and what is done read the same one."""
    user = make_user(password=PASSWORD, verified=True)
    wrong, right = "nobody@example.org", user.email
    sent = {"login": [right, wrong], "password": [PASSWORD, PASSWORD]}
    assert client.post(FORM, sent).status_code == 200
    sent["login"] = [wrong, right]
    assert client.post(FORM, sent).status_code == 302
    assert client.session["_auth_user_id"] == str(user.pk)


def test_only_messages_that_prove_themselves_need_no_token() -> None:
    """By a signature, or by a signed link that does one harmless thing."""
    free = {
        name
        for name, pattern, _ in patterns()
        if getattr(pattern.callback, "csrf_exempt", False)
    }
    ways_out = {"awards:unsubscribe", "dsure:unsubscribe"}
    assert free == {"line-webhook", "mail-events", *ways_out}
