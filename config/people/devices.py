"""Which accounts this browser has signed in to: strangers who guess at a password do
not lock its owner out.

A cookie names the accounts by keyed hashes of their addresses, with a random name for
the browser; both are signed.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import salted_hmac

COOKIE, SALT = "device", "config.people.devices"
DAYS = 180
MOST_ACCOUNTS = 5


@dataclass(frozen=True)
class Device:
    name: str
    accounts: tuple[str, ...]

    def knows(self, email: str) -> bool:
        return hash_of(email) in self.accounts


def hash_of(email: str) -> str:
    return salted_hmac(SALT, email.strip().lower(), algorithm="sha256").hexdigest()[:24]


def device_of(request: HttpRequest) -> Device:
    """A new one where the cookie is missing, old or not ours."""
    try:
        name, accounts = signing.loads(
            request.COOKIES.get(COOKIE, ""), salt=SALT, max_age=DAYS * 86400
        )
        return Device(str(name), tuple(map(str, accounts)))
    except (signing.BadSignature, ValueError, TypeError):
        return Device(secrets.token_urlsafe(9), ())


def remember(request: HttpRequest, response: HttpResponse, email: str) -> None:
    """After a sign-in by password."""
    device = device_of(request)
    others = [one for one in device.accounts if one != hash_of(email)]
    value = signing.dumps(
        [device.name, [hash_of(email), *others][:MOST_ACCOUNTS]], salt=SALT
    )
    response.set_cookie(
        COOKIE,
        value,
        max_age=DAYS * 86400,
        secure=settings.SECURE,
        httponly=True,
        samesite="Lax",
        path="/",
    )
