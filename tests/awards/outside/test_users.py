"""Those who ask others do it the one way, and say so when they may not."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.core.mail import EmailMultiAlternatives
from django.utils.module_loading import import_string

from awards.outbox.sending import MailServer, Verdict
from config.environment.line import LineAccess
from config.environment.mail import PROVIDERS
from config.environment.outgoing import PROVIDER_HOSTS, read_outgoing
from tests.awards.outside.webserver import Site, says, web_site

POSTMARK = "anymail.backends.postmark.EmailBackend"
KEYS = {"API_KEY": "k", "API_TOKEN": "k", "SECRET_KEY": "k", "SERVER_TOKEN": "k"}
WITHOUT_AN_ADDRESS = {"amazon_ses", "postal", "unisender_go"}


def a_mail() -> EmailMultiAlternatives:
    return EmailMultiAlternatives("s", "t", "a@example.org", ["b@example.org"])


def provider_at(site: Site, settings: Any) -> MailServer:
    settings.EMAIL_BACKEND = POSTMARK
    settings.ANYMAIL = {
        "POSTMARK_API_URL": site.url,
        "POSTMARK_SERVER_TOKEN": "k" * 20,
    }
    return MailServer()


def test_mail_provider_is_asked_where_it_is_named(settings: Any) -> None:
    taken = {"To": "b@example.org", "ErrorCode": 0, "Message": "OK", "MessageID": "1"}
    with web_site() as site:
        settings.OUTGOING_PRIVATE_ORIGINS = [site.url]
        site.answer = says(content=json.dumps(taken).encode())
        server = provider_at(site, settings)
        assert server.send(a_mail()) == (Verdict.SENT, "")
        assert server.send(a_mail()) == (Verdict.SENT, "")
        server.close()
        assert len(site.asked) == 2


def test_mail_waits_while_its_provider_is_not_named(settings: Any) -> None:
    with web_site() as site:
        server = provider_at(site, settings)
        verdict, words = server.send(a_mail())
        server.close()
        assert not site.asked
    assert verdict is Verdict.AWAY
    assert "OUTGOING_HOSTS" in words


@pytest.mark.parametrize("provider", sorted(set(PROVIDERS) - WITHOUT_AN_ADDRESS))
def test_hosts_of_each_provider_are_those_that_anymail_asks(
    provider: str, settings: Any
) -> None:
    name = provider.upper()
    settings.ANYMAIL = {f"{name}_{key}": value for key, value in KEYS.items()}
    backend = import_string(f"anymail.backends.{provider}.EmailBackend")()
    host = backend.api_url.split("/")[2]
    assert host in PROVIDER_HOSTS[provider]
    assert host in read_outgoing({}, LineAccess(), provider).hosts


def test_nothing_is_asked_by_a_site_that_configures_nothing() -> None:
    said = read_outgoing({}, LineAccess(), "")
    assert (said.hosts, said.private) == (frozenset(), frozenset())


def test_what_is_configured_is_asked() -> None:
    source = {
        "OUTGOING_HOSTS": "idp.example.org, tsa.example.org:8443",
        "OUTGOING_PRIVATE_ORIGINS": "https://idp.internal:9443",
        "ANYMAIL_POSTAL_API_URL": "https://postal.example.org",
    }
    said = read_outgoing(source, LineAccess(access_token="t"), "postal")
    hosts = {"idp.example.org", "tsa.example.org:8443"}
    assert said.hosts == {*hosts, "api.line.me", "postal.example.org"}
    assert said.private == {"https://idp.internal:9443"}


def test_line_on_trial_may_stand_on_loopback() -> None:
    trial = LineAccess(access_token="t", api_url="http://127.0.0.1:9")
    assert read_outgoing({}, trial, "").private == {"http://127.0.0.1:9"}


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("OUTGOING_HOSTS", "https://idp.example.org"),
        ("OUTGOING_HOSTS", "idp.example.org/path"),
        ("OUTGOING_HOSTS", "user@idp.example.org"),
        ("OUTGOING_PRIVATE_ORIGINS", "idp.internal"),
        ("OUTGOING_PRIVATE_ORIGINS", "http://idp.internal"),
        ("OUTGOING_PRIVATE_ORIGINS", "https://idp.internal/path"),
    ],
)
def test_bad_host_ends_the_start(name: str, value: str) -> None:
    with pytest.raises(SystemExit, match=name):
        read_outgoing({name: value}, LineAccess(), "")
