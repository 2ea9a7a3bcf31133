"""Second factors as tests need them."""

from __future__ import annotations

import time

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.http import HttpResponse
from django.test import Client

from awards.accounts.models import User

SECRET = "JBSWY3DPEHPK3PXP"
PASSWORD = "a long password of hers"


def add_app(user: User) -> Authenticator:
    app: Authenticator = TOTP.activate(user, SECRET).instance
    return app


def add_passkey(user: User, name: str = "My phone") -> Authenticator:
    """As the database knows one; no key answers for it."""
    made: Authenticator = Authenticator.objects.create(
        user=user, type=Authenticator.Type.WEBAUTHN, data={"name": name}
    )
    return made


def add_codes(user: User) -> list[str]:
    codes: list[str] = RecoveryCodes.activate(user).get_unused_codes()
    return codes


def code_now(secret: str = SECRET, steps: int = 0) -> str:
    counter = int(time.time()) // 30 + steps
    code: str = format_hotp_value(hotp_value(secret, counter))
    return code


def wrong_code() -> str:
    """None of those that are good around now."""
    good = {code_now(steps=steps) for steps in (-2, -1, 0, 1, 2)}
    return next(str(code) for code in range(100_000, 100_009) if str(code) not in good)


def by_password(client: Client, user: User, next_: str = "") -> HttpResponse:
    response: HttpResponse = client.post(
        "/en/account/login/",
        {"login": user.email, "password": PASSWORD, "next": next_},
    )
    return response


def signed_in(client: Client) -> bool:
    return client.get("/en/account/notifications/").status_code == 200
