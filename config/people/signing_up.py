"""A sign-up until its address is confirmed: what was typed is kept in the session of the
browser that began it, so that a mistyped address can be corrected.

Whether the address that was typed has an account already shows in nothing of this: the
same is kept, the same can be asked for, and it costs the same.
"""

from __future__ import annotations

import secrets
from dataclasses import asdict, dataclass, replace

from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from django.contrib.sessions.backends.base import SessionBase
from django.db import IntegrityError, transaction

from awards.accounts import consents
from awards.accounts.destinations import keep_origin
from awards.accounts.models import Consent, NoticeSeen, User
from awards.accounts.people import is_proven, person_of
from config.people.sign_in_mails import send_already_exists, send_confirmation

KEY = "sign_up"


class AlreadyConfirmed(Exception):
    """The account was confirmed meanwhile, perhaps on another device."""


@dataclass(frozen=True)
class SignUpBegun:
    """``user``: the account that waits; None where the address has one already, which
    only its mailbox is told. ``password`` is the hash.
    """

    email: str
    user: int | None
    name_th: str
    name_en: str
    language: str
    password: str
    news: bool
    path: str

    @classmethod
    def of(
        cls, made: User, *, email: str, waits: bool, news: bool, path: str
    ) -> SignUpBegun:
        return cls(
            email=email,
            user=made.pk if waits else None,
            name_th=made.name_th,
            name_en=made.name_en,
            language=made.language,
            password=made.password,
            news=news,
            path=path,
        )


def keep(session: SessionBase, begun: SignUpBegun) -> None:
    session[KEY] = asdict(begun)


def forget(session: SessionBase) -> None:
    session.pop(KEY, None)


def begun_in(session: SessionBase) -> SignUpBegun | None:
    kept = session.get(KEY)
    return SignUpBegun(**kept) if kept else None


@transaction.atomic
def send_again(*, begun: SignUpBegun) -> None:
    """The mail that went to the typed address, once more. Raises AlreadyConfirmed."""
    user = waiting_account(begun)
    if user is None:
        send_already_exists(email=begun.email, language=begun.language, path=begun.path)
    else:
        send_confirmation(user=user, language=begun.language)


@transaction.atomic
def correct_address(*, begun: SignUpBegun, email: str) -> SignUpBegun:
    """The same sign-up with another address. Raises AlreadyConfirmed.

    It is a new account: whatever was given to the first one since belongs to whoever
    reads the mail of that address, and the link that went there opens nothing of this.
    """
    email = email.strip().lower()
    if email != begun.email:
        waiting_account(begun)
        abandon(begun)
        begun = replace(begun, email=email, user=new_account(begun, email))
    send_again(begun=begun)
    return begun


def new_account(begun: SignUpBegun, email: str) -> int | None:
    """None where the address has an account: all that a new one costs is done, and
    nothing of it stays.
    """
    taken = person_of(email) is not None
    address = f"{secrets.token_hex(12)}@unknown.invalid" if taken else email
    try:
        with transaction.atomic():
            user = make_account(begun, address)
            if taken:
                transaction.set_rollback(True)
    except IntegrityError:  # somebody signed up with it this very moment
        return None
    return None if taken else user.pk


def waiting_account(begun: SignUpBegun) -> User | None:
    user = User.objects.select_for_update().filter(pk=begun.user or 0).first()
    if user is not None and is_proven(user):
        raise AlreadyConfirmed
    return user


def abandon(begun: SignUpBegun) -> None:
    """The account of the first address keeps nothing of who typed it; the row stays, as
    somebody may have given it a role since.
    """
    left = User.objects.filter(pk=begun.user or 0)
    typed = left.filter(name_th=begun.name_th, name_en=begun.name_en)
    typed.update(name_th="", name_en="")
    left.update(password=make_password(None))
    EmailAddress.objects.filter(user__in=left, verified=False).delete()
    Consent.objects.filter(user__in=left).delete()
    NoticeSeen.objects.filter(user__in=left).delete()


def make_account(begun: SignUpBegun, email: str) -> User:
    """As the form of the sign-up makes it."""
    user = User.objects.create(
        email=email,
        name_th=begun.name_th,
        name_en=begun.name_en,
        language=begun.language,
        password=begun.password,
    )
    EmailAddress.objects.create(user=user, email=email, primary=True, verified=False)
    consents.read_notice(user=user)
    if begun.news:
        consents.give_consent(
            user=user, purpose=consents.NEWS, version=consents.NEWS_VERSION
        )
    keep_origin(user=user, path=begun.path)
    return user
