"""The ways in which a person can sign in: the last of them is never taken away."""

from __future__ import annotations

from dataclasses import dataclass

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount

from awards.accounts.models import User
from awards.outbox.models import Suppression
from config.providers.configured import providers

PASSKEY = Authenticator.Type.WEBAUTHN


class LastWayIn(Exception):
    """Without it, the person could not sign in any more."""


@dataclass(frozen=True)
class WaysIn:
    """``mail``: a link by mail arrives. ``providers``, ``passkeys``: how many; a code of
    an app is no way of its own, since it comes after one of these.
    """

    mail: bool
    password: bool
    providers: int
    passkeys: int

    @property
    def count(self) -> int:
        return self.mail + self.password + self.providers + self.passkeys


def ways_in(person: User) -> WaysIn:
    """Providers only that people may sign in with now."""
    usable = [one.id for one in providers()]
    links = SocialAccount.objects.filter(user=person, provider__in=usable)
    passkeys = Authenticator.objects.filter(user=person, type=PASSKEY)
    return WaysIn(
        mail=not Suppression.objects.filter(email=person.email).exists(),
        password=person.has_usable_password(),
        providers=links.count(),
        passkeys=passkeys.count(),
    )


def keep_the_last(person: User, *, leaving: bool = True) -> None:
    """Call it with the person locked, before a way goes. ``leaving``: whether the way is
    one of ``ways_in``. Raises LastWayIn.
    """
    if ways_in(person).count - leaving < 1:
        raise LastWayIn
