"""Linking an account with who its person is at a provider.

No link is ever written to an account whose address nobody has proven: whoever signs up
with another's address would wait there for its owner.
"""

from __future__ import annotations

from dataclasses import dataclass

from allauth.socialaccount.models import SocialAccount
from django.db import IntegrityError, transaction

from awards.accounts import consents
from awards.accounts.models import User
from awards.accounts.people import (
    NotProven,
    is_proven,
    person_for,
    person_of,
    prove_address,
)
from config.providers.configured import providers
from config.providers.emails import tell_linked, tell_unlinked
from config.providers.identities import Identity
from config.providers.ways_in import keep_the_last


class LinkedToAnother(Exception):
    """That person of the provider opens another account here."""


@dataclass(frozen=True)
class SignUp:
    """What a newcomer says of themselves, beside who the provider says they are."""

    email: str
    name: str
    language: str
    news: bool


@transaction.atomic
def link_account(*, user: User, identity: Identity) -> bool:
    """Whether it is new. The person is told by mail. Raises NotProven, LinkedToAnother."""
    if not is_proven(user) or not user.is_active:
        raise NotProven
    try:
        with transaction.atomic():
            link, made = SocialAccount.objects.get_or_create(
                provider=identity.provider, uid=identity.key, defaults={"user": user}
            )
    except IntegrityError as error:
        raise LinkedToAnother from error
    if link.user_id != user.pk:
        raise LinkedToAnother
    if made:
        tell_linked(user=user, provider=identity.provider)
    return bool(made)


@transaction.atomic
def renew_link(identity: Identity) -> bool:
    """A link that was made under a key of the site before is known by today's from now
    on. False where there is none, or a newer one.
    """
    links = SocialAccount.objects.filter(provider=identity.provider)
    if not identity.former or links.filter(uid=identity.key).exists():
        return False
    former = links.select_for_update().filter(uid__in=identity.former).first()
    return former is not None and bool(
        links.filter(pk=former.pk).update(uid=identity.key)
    )


@transaction.atomic
def sign_up(*, said: SignUp, identity: Identity) -> User:
    """The account of an address that was proven a moment ago, found or made, linked.

    Raises NotProven, LinkedToAnother.
    """
    names = {"name_th": "", "name_en": "", f"name_{said.language}": said.name}
    person = person_for(email=said.email, language=said.language, **names)
    person = prove_address(user=person)
    agree(person, news=said.news)
    link_account(user=person, identity=identity)
    return person


@transaction.atomic
def link_known(*, email: str, identity: Identity) -> User:
    """The account of an address that the provider vouches for, linked.

    Raises NotProven, LinkedToAnother.
    """
    person = person_of(email)
    if person is None:
        raise NotProven
    person = prove_address(user=person)
    link_account(user=person, identity=identity)
    return person


def agree(person: User, *, news: bool) -> None:
    consents.give_consent(
        user=person, purpose=consents.NOTICE, version=consents.PRIVACY_VERSION
    )
    if news:
        consents.give_consent(
            user=person, purpose=consents.NEWS, version=consents.NEWS_VERSION
        )


@transaction.atomic
def unlink_account(*, user: User, pk: int) -> str | None:
    """The provider that opens the account no more, None where there was no such link.
    The person is told by mail. Raises LastWayIn.
    """
    person = User.objects.select_for_update().get(pk=user.pk)
    link = SocialAccount.objects.filter(user=person, pk=pk).first()
    if link is None:
        return None
    provider: str = link.provider
    usable = provider in [one.id for one in providers()]
    keep_the_last(person, leaving=usable)
    link.delete()
    tell_unlinked(user=person, provider=provider)
    return provider
