"""A provider's reports: believed where they are signed, and never an error of ours."""

from __future__ import annotations

import hashlib
import hmac
import json
from base64 import b64encode
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client, override_settings
from hypothesis import given, settings
from hypothesis import strategies as st

from awards.outbox.models import Message, Suppression
from awards.outbox.returning import key_of
from config.environment.mail import PROVIDERS
from config.site.mail_events import READERS
from tests.factories import make_message

pytestmark = pytest.mark.django_db
SECRET = "hook:a-password-of-some-length"
POSTMARK = {
    "MAIL_PROVIDER": "postmark",
    "ANYMAIL": {"WEBHOOK_SECRET": SECRET},
}
MAILGUN = {
    "MAIL_PROVIDER": "mailgun",
    "ANYMAIL": {"MAILGUN_WEBHOOK_SIGNING_KEY": "signing", "MAILGUN_API_KEY": "k"},
}


def tell(provider: str, said: object, secret: str = SECRET) -> Any:
    body = said if isinstance(said, bytes) else json.dumps(said).encode()
    return Client(raise_request_exception=True).post(
        f"/mail-events/{provider}/",
        body,
        content_type="application/json",
        HTTP_AUTHORIZATION="Basic " + b64encode(secret.encode()).decode(),
    )


def bounced(message: Message, **fields: object) -> dict[str, object]:
    return {
        "RecordType": "Bounce",
        "Type": "HardBounce",
        "Email": message.to_email,
        "ID": 42,
        "BouncedAt": "2026-11-28T10:00:00Z",
        "Details": "smtp;550 5.1.1 no such user",
        "Metadata": {"mail": key_of(message)},
        **fields,
    }


@pytest.mark.filterwarnings("ignore:Your Anymail webhooks are insecure")
def test_nothing_is_there_until_a_provider_is_named() -> None:
    message = make_message(state="done")
    assert tell("postmark", bounced(message)).status_code == 404
    with override_settings(**{**POSTMARK, "ANYMAIL": {}}):
        assert tell("postmark", bounced(message)).status_code == 404
    with override_settings(**{**MAILGUN, "ANYMAIL": {}}):
        assert tell("mailgun", signed(message)).status_code == 404
    with override_settings(**POSTMARK):
        assert tell("mailgun", bounced(message)).status_code == 404
    assert not Suppression.objects.exists()


@override_settings(**POSTMARK)
def test_a_bounce_suppresses_once_however_often_it_is_told() -> None:
    message = make_message(state="done")
    for _turn in range(3):
        assert tell("postmark", bounced(message)).status_code == 200
    assert Suppression.objects.get().email == message.to_email
    message.refresh_from_db()
    assert message.outcome == "bounced"


@override_settings(**POSTMARK)
def test_a_wrong_secret_is_refused_and_changes_nothing() -> None:
    message = make_message(state="done")
    for secret in ("hook:wrong", "", "x"):
        assert tell("postmark", bounced(message), secret).status_code == 403
    assert not Suppression.objects.exists()


@override_settings(**POSTMARK)
def test_what_names_no_mail_of_ours_changes_nothing() -> None:
    message = make_message(state="done")
    for metadata in ({}, {"mail": "1.x"}, {"mail": None}, None, {"other": "y"}):
        said = bounced(message, Metadata=metadata)
        assert tell("postmark", said).status_code in (200, 400)
    assert not Suppression.objects.exists()


def signed(message: Message, signature: str = "") -> dict[str, object]:
    stamp, token = "1764300000", "t" * 50
    made = hmac.new(b"signing", f"{stamp}{token}".encode(), hashlib.sha256).hexdigest()
    return {
        "signature": {
            "timestamp": stamp,
            "token": token,
            "signature": signature or made,
        },
        "event-data": {
            "event": "complained",
            "timestamp": 1764300000.0,
            "id": "x",
            "recipient": message.to_email,
            "user-variables": {"mail": key_of(message)},
        },
    }


@override_settings(**MAILGUN)
def test_a_signature_is_asked_for_and_a_forged_one_refused() -> None:
    message = make_message(state="done")
    assert tell("mailgun", signed(message, "f" * 64)).status_code == 403
    assert tell("mailgun", signed(message)).status_code == 200
    assert Suppression.objects.get().cause == "complained"


@given(said=st.one_of(st.binary(max_size=80), st.recursive(
    st.one_of(st.none(), st.integers(), st.text(max_size=8)),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(
        st.sampled_from(["RecordType", "Type", "Metadata", "Email", "signature"]), inner)),
)))  # fmt: skip
@settings(max_examples=40)
@override_settings(**POSTMARK)
def test_whatever_is_said_is_no_error_of_ours(said: object) -> None:
    assert tell("postmark", said).status_code in (200, 400)


@pytest.mark.parametrize("provider", PROVIDERS)
def test_each_provider_has_a_reader(provider: str) -> None:
    from django.utils.module_loading import import_string

    made = {
        "MAIL_PROVIDER": provider,
            "ANYMAIL": {"WEBHOOK_SECRET": SECRET, f"{provider.upper()}_API_KEY": "k",
                    "MAILGUN_WEBHOOK_SIGNING_KEY": "k", "MANDRILL_WEBHOOK_KEY": "k",
                    "MAILERSEND_SIGNING_SECRET": "k", "POSTAL_WEBHOOK_KEY": "k"},
    }  # fmt: skip
    assert import_string(f"anymail.webhooks.{READERS[provider]}")
    assert import_string(f"anymail.backends.{provider}.EmailBackend")
    with override_settings(**made):
        answer: HttpResponse = tell(provider, b"\x00", "nobody:at-all")
    assert answer.status_code in (400, 403)
