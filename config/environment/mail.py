"""The mail server of an installation, and how many mails it takes in a minute."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

from config.environment.reading import LOCAL_HOSTS, fail, read_text, split_url

ANYMAIL_BACKENDS = "anymail.backends."
PROVIDERS = (
    "amazon_ses",
    "brevo",
    "mailersend",
    "mailgun",
    "mailjet",
    "mailtrap",
    "mandrill",
    "postal",
    "postmark",
    "sparkpost",
    "unisender_go",
)
ADDRESS = re.compile(r"[A-Za-z0-9._+-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+")


def read_email(
    source: Mapping[str, str], folder: Path, site: str, *, needed: bool = False
) -> tuple[dict[str, object], str]:
    """smtp://, smtp+tls:// (STARTTLS) or smtps:// user:password@host:port?from=address,
    or anymail://provider?from=address; without it files.
    """
    sender = (
        f"awards@{urlsplit(site).hostname}"
        if urlsplit(site).hostname not in LOCAL_HOSTS
        else "awards@localhost"
    )
    value = read_text(source, "EMAIL_URL")
    if value is None and needed:
        fail(
            "EMAIL_URL",
            "missing: nobody could sign in to a public site that sends no mail",
        )
    if value is None:
        return {
            "EMAIL_BACKEND": "awards.outbox.filebased.EmailBackend",
            "EMAIL_FILE_PATH": folder,
        }, sender
    url = split_url("EMAIL_URL", value, ("smtp", "smtp+tls", "smtps", "anymail"))
    if not url.hostname:
        fail("EMAIL_URL", "names no host: expected smtp+tls://user:password@host:587")
    sender = dict(parse_qsl(url.query)).get("from", sender)
    if url.scheme == "anymail":
        return _provider(url.hostname), sender
    return _smtp(url), sender


def _provider(name: str) -> dict[str, object]:
    """What the provider wants to know stands in variables of its own: ANYMAIL_…"""
    if name not in PROVIDERS:
        known = ", ".join(PROVIDERS)
        fail("EMAIL_URL", f"no provider {name!r}: known are {known}")
    return {"EMAIL_BACKEND": f"{ANYMAIL_BACKENDS}{name}.EmailBackend"}


def provider_of(email: Mapping[str, object]) -> str:
    """Of the settings that ``read_email`` found; "" where it is a mail server."""
    backend = str(email["EMAIL_BACKEND"])
    if not backend.startswith(ANYMAIL_BACKENDS):
        return ""
    return backend.removeprefix(ANYMAIL_BACKENDS).partition(".")[0]


def read_anymail(source: Mapping[str, str]) -> dict[str, str]:
    """``ANYMAIL_POSTMARK_SERVER_TOKEN=…`` and its like, without the first word."""
    found = {
        name.removeprefix("ANYMAIL_"): value.strip()
        for name, value in source.items()
        if name.startswith("ANYMAIL_") and value.strip()
    }
    secret = found.get("WEBHOOK_SECRET", "user:" + "x" * 16)
    if ":" not in secret or len(secret.partition(":")[2]) < 16:
        fail(
            "ANYMAIL_WEBHOOK_SECRET",
            "expected user:password, the password of at least 16 random characters",
        )
    return found


def read_bounce_mailbox(source: Mapping[str, str]) -> str:
    value = read_text(source, "BOUNCE_MAILBOX")
    if value is None:
        return ""
    url = split_url("BOUNCE_MAILBOX", value, ("imap", "imaps"))
    if not (url.hostname and url.username and url.password):
        fail("BOUNCE_MAILBOX", "expected imaps://user:password@host/folder")
    return value


def _smtp(url: SplitResult) -> dict[str, object]:
    ports = {"smtp": 25, "smtp+tls": 587, "smtps": 465}
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": url.hostname,
        "EMAIL_PORT": url.port or ports[url.scheme],
        "EMAIL_HOST_USER": unquote(url.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(url.password or ""),
        "EMAIL_USE_TLS": url.scheme == "smtp+tls",
        "EMAIL_USE_SSL": url.scheme == "smtps",
        "EMAIL_TIMEOUT": 20,
    }


def read_bounce_address(source: Mapping[str, str]) -> str:
    """``bounces@example.org``; with a plus, ``bounces+@example.org``, each mail has an
    address of its own behind it.
    """
    value = read_text(source, "BOUNCE_ADDRESS") or ""
    if value and not ADDRESS.fullmatch(value):
        fail("BOUNCE_ADDRESS", f"expected bounces@example.org, got {value!r}")
    return value


def read_rate(source: Mapping[str, str]) -> int | None:
    """Mails in a minute, in all; None where nothing is said."""
    value = read_text(source, "MAIL_RATE")
    return None if value is None else _rate("MAIL_RATE", value)


def read_domain_rates(source: Mapping[str, str]) -> dict[str, int]:
    """Mails in a minute by domain: ``gmail.com=60, hotmail.com=30``."""
    found: dict[str, int] = {}
    for part in (read_text(source, "MAIL_DOMAIN_RATES") or "").split(","):
        if part.strip():
            domain, _, number = part.partition("=")
            domain = domain.strip().lower()
            if "." not in domain or " " in domain or "@" in domain:
                fail(
                    "MAIL_DOMAIN_RATES",
                    f"expected gmail.com=60, hotmail.com=30, got {part.strip()!r}",
                )
            found[domain] = _rate("MAIL_DOMAIN_RATES", number.strip())
    return found


def _rate(name: str, value: str) -> int:
    if not (value.isascii() and value.isdigit() and 1 <= int(value) <= 1_000_000):
        fail(name, f"expected how many mails in a minute, 1 or more, got {value!r}")
    return int(value)
