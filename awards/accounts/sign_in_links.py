"""The links that let anybody who has an account in without a password. Of each only the
hash is kept: who reads the database cannot use it.

Anybody can ask for one to be sent to anybody: a new link ends no earlier one. Using one
ends all of the person's.
"""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from allauth.account.models import EmailAddress
from django.db import transaction
from django.db.models.functions import Now
from django.utils import timezone

from awards.accounts.destinations import local_path
from awards.accounts.models import SignInLink, User
from awards.accounts.people import NotProven, is_proven, people_of, prove_address

LASTS = timedelta(minutes=30)


class LinkOver(Exception):
    """The link was used, is too old, or never was one."""


@dataclass(frozen=True)
class IssuedLink:
    """What goes into the mail, and nowhere else."""

    token: str
    expires_at: datetime


@dataclass(frozen=True)
class UsedLink:
    """``path`` is empty where no page was asked for."""

    user: User
    path: str


def hash_of(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def who_may_have_a_link(email: str) -> User | None:
    """The account that somebody who reads the mail of this address may open: it is the
    account's own address, or one that was shown to be its owner's.
    """
    user = people_of([email]).get(email)
    return user if user is not None and user.is_active else None


def issue_link(*, user: User | None, email: str, path: str = "") -> IssuedLink:
    issued = IssuedLink(secrets.token_urlsafe(32), timezone.now() + LASTS)
    SignInLink.objects.create(
        user=user,
        email=email if user else "",
        token_hash=hash_of(issued.token),
        path=local_path(path),
        expires_at=issued.expires_at,
    )
    return issued


def link_of(token: str) -> SignInLink:
    """Looking does not use it up. Raises LinkOver."""
    links = SignInLink.objects.select_related("user").filter(
        token_hash=hash_of(token), expires_at__gt=Now()
    )
    link = links.exclude(user=None).first()
    if link is None:
        raise LinkOver
    return link


@transaction.atomic
def use_link(*, token: str) -> UsedLink:
    """Let its reader in: their mailbox is shown to be theirs. Raises LinkOver, also
    where the address left the account since.
    """
    owner = link_of(token).user
    assert owner is not None
    User.objects.select_for_update().get(pk=owner.pk)
    link = link_of(token)  # used by another request while this one waited
    assert link.user is not None
    try:
        user = shown_by(link.user, link.email)
    except NotProven as error:
        raise LinkOver from error
    SignInLink.objects.filter(user=user).delete()
    return UsedLink(user, link.path)


def shown_by(user: User, email: str) -> User:
    """The account as it is once its owner has shown to read the mail of this address.
    Raises NotProven.
    """
    if email == user.email:
        return prove_address(user=user)
    further = EmailAddress.objects.filter(user=user, email=email, verified=True)
    if not further.exists() or not is_proven(user) or not user.is_active:
        raise NotProven
    return user


def sweep_links() -> int:
    return SignInLink.objects.filter(expires_at__lte=Now()).delete()[0]
