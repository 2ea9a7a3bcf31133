"""Who somebody is at a provider, as far as we need it.

Of the provider's own number for a person (at ThaID the national id) only a keyed hash is
kept: enough to recognise them when they come again, useless to whoever reads the
database. The key is derived from SECRET_KEY. With another one, whoever was linked under
a key in SECRET_KEY_FALLBACKS is recognised, and their link renewed; anybody else links
anew after signing in by email.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.crypto import salted_hmac

from awards.language.thai import clean_text
from config.environment.providers import Provider

LONGEST_NAME = 200
LONGEST_EMAIL = 254
Claims = Mapping[str, object]


@dataclass(frozen=True)
class Identity:
    """``key``: by which the person is known again; ``former``: what it was under keys
    of the site before. ``email`` may be empty; ``is_believed``: it is theirs by the
    provider's word alone.
    """

    provider: str
    key: str
    email: str
    is_believed: bool
    name: str
    former: tuple[str, ...] = ()


def key_of(provider: Provider, subject: str, secret: str | None = None) -> str:
    """The same number of another provider, or of another issuer under the same name, is
    another person. ``secret``: None for the site's of today.
    """
    said = f"{provider.id}\n{provider.issuer}\n{subject}"
    made = salted_hmac("config.providers", said, secret=secret, algorithm="sha256")
    return made.hexdigest()


def identity_of(provider: Provider, claims: Claims) -> Identity:
    """Raises ValueError where the claims name nobody."""
    subject = text_in(claims, provider.subject)
    if not subject:
        raise ValueError(f"no claim {provider.subject}")
    email = email_in(claims)
    return Identity(
        provider=provider.id,
        key=key_of(provider, subject),
        email=email,
        is_believed=is_believed(provider, email, claims.get("email_verified")),
        name=name_in(claims),
        former=tuple(
            key_of(provider, subject, str(secret))
            for secret in settings.SECRET_KEY_FALLBACKS
        ),
    )


def text_in(claims: Claims, name: str) -> str:
    value = claims.get(name)
    return value.strip() if isinstance(value, str) else ""


def email_in(claims: Claims) -> str:
    email = text_in(claims, "email").lower()
    try:
        validate_email(email)
    except ValidationError:
        return ""
    return email if len(email) <= LONGEST_EMAIL else ""


def name_in(claims: Claims) -> str:
    parts = [text_in(claims, part) for part in ("given_name", "family_name")]
    name = text_in(claims, "name") or " ".join(part for part in parts if part)
    return clean_text(name)[:LONGEST_NAME]


def is_believed(provider: Provider, email: str, verified: object) -> bool:
    """Only what the provider says it has verified, and only where this installation
    trusts it with such addresses: a provider lets people type any address.
    """
    if not email or verified is not True:
        return False
    domain = email.rpartition("@")[2]
    return "*" in provider.believed_for or domain in provider.believed_for
