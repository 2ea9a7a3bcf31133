"""Providers as the environment names them."""

from __future__ import annotations

from typing import Any

import pytest

from config.environment.line import LineAccess
from config.environment.outgoing import read_outgoing
from config.environment.providers import read_providers

GOOGLE = {
    "SIGN_IN_PROVIDERS": "google",
    "SIGN_IN_GOOGLE_CLIENT_ID": "id",
    "SIGN_IN_GOOGLE_CLIENT_SECRET": "secret",
}
THAID = {
    "SIGN_IN_PROVIDERS": "thaid",
    "SIGN_IN_THAID_CLIENT_ID": "id",
    "SIGN_IN_THAID_CLIENT_SECRET": "secret",
    "SIGN_IN_THAID_ISSUER": "https://issuer.example.go.th",
    "SIGN_IN_THAID_KEYS_URL": "https://issuer.example.go.th/keys",
}


def test_none_without_a_word() -> None:
    assert read_providers({}) == ()
    assert read_outgoing({}, LineAccess(), "", ()).hosts == frozenset()


def test_google_needs_its_registration_alone_and_is_not_believed() -> None:
    (google,) = read_providers(GOOGLE)
    assert google.issuer == "https://accounts.google.com"
    assert google.believed_for == ()
    assert not google.is_described
    hosts = read_outgoing({}, LineAccess(), "", (google,)).hosts
    assert {"accounts.google.com", "oauth2.googleapis.com"} <= hosts


def test_thaid_is_known_by_the_national_id_and_asks_nothing_first() -> None:
    (thaid,) = read_providers(THAID)
    assert thaid.subject == "pid"
    assert thaid.is_described
    assert thaid.secret_in == "basic"
    assert "email" not in thaid.scopes
    assert thaid.hosts_asked == {"issuer.example.go.th", "imauth.bora.dopa.go.th"}


def test_line_is_signed_by_our_secret_alone() -> None:
    (line,) = read_providers(
        {
            "SIGN_IN_PROVIDERS": "line",
            "SIGN_IN_LINE_CLIENT_ID": "1",
            "SIGN_IN_LINE_CLIENT_SECRET": "secret",
        }
    )
    assert line.algorithms == ("HS256",)
    assert line.hosts_asked == {"access.line.me", "api.line.me"}


def test_secrets_are_not_in_the_representation() -> None:
    (google,) = read_providers(GOOGLE | {"SIGN_IN_GOOGLE_CLIENT_SECRET": "S3cr3t"})
    assert "S3cr3t" not in repr(google)


@pytest.mark.parametrize(
    ("changed", "named"),
    [
        ({"SIGN_IN_PROVIDERS": "Goo gle"}, "SIGN_IN_PROVIDERS"),
        ({"SIGN_IN_PROVIDERS": "google, google"}, "SIGN_IN_PROVIDERS"),
        ({"SIGN_IN_PROVIDERS": "ministry"}, "SIGN_IN_MINISTRY_NAME_TH"),
        ({"SIGN_IN_PROVIDERS": "microsoft"}, "SIGN_IN_MICROSOFT_ISSUER"),
        ({"SIGN_IN_GOOGLE_CLIENT_SECRET": ""}, "SIGN_IN_GOOGLE_CLIENT_SECRET"),
        ({"SIGN_IN_GOOGLE_ISSUER": "http://a.example"}, "SIGN_IN_GOOGLE_ISSUER"),
        ({"SIGN_IN_GOOGLE_ISSUER": "accounts.google"}, "SIGN_IN_GOOGLE_ISSUER"),
        ({"SIGN_IN_GOOGLE_SCOPES": "email"}, "SIGN_IN_GOOGLE_SCOPES"),
        ({"SIGN_IN_GOOGLE_ALGORITHMS": "none"}, "SIGN_IN_GOOGLE_ALGORITHMS"),
        ({"SIGN_IN_GOOGLE_ALGORITHMS": "RS256 HS256"}, "SIGN_IN_GOOGLE_ALGORITHMS"),
        ({"SIGN_IN_GOOGLE_BELIEVED_EMAIL": "maybe"}, "SIGN_IN_GOOGLE_BELIEVED_EMAIL"),
        ({"SIGN_IN_GOOGLE_SECRET_IN": "url"}, "SIGN_IN_GOOGLE_SECRET_IN"),
        ({"SIGN_IN_GOOGLE_SUBJECT": "a b"}, "SIGN_IN_GOOGLE_SUBJECT"),
    ],
)
def test_a_bad_value_ends_the_start_and_is_named(
    changed: dict[str, Any], named: str
) -> None:
    with pytest.raises(SystemExit, match=f"^{named}: "):
        read_providers(GOOGLE | changed)
