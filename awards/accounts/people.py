"""The person of an address: found or made in one way wherever a role, an invitation or
a file names an e-mail.

Anybody may sign up with anybody's address, so an account says nothing of whose it is
until its address was proven: by a mail's link that was followed, or a password reset.
Until then nobody can sign in to it, whatever roles it was given; and with the proof
ends what a stranger set up under the address before: the password, and every session.
"""

from __future__ import annotations

from collections.abc import Iterable

from allauth.account.models import EmailAddress
from django.contrib.auth import login
from django.db import transaction
from django.db.models import Exists, OuterRef, Q
from django.http import HttpRequest

from awards.accounts.models import User
from awards.accounts.session_list import list_session
from awards.accounts.watching import Event, note

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


class NotProven(Exception):
    """Nobody may sign in to this account: its address was proven by nobody, or is
    another account's.
    """


def people_of(emails: Iterable[str]) -> dict[str, User]:
    """The account of each address that has one. An address that somebody has proven is
    theirs, as their second one
    too; without such a person it is whoever's account stands under it.
    """
    wanted = {email.strip().lower() for email in emails}
    found = {user.email: user for user in User.objects.filter(email__in=wanted)}
    proven = EmailAddress.objects.filter(
        email__in=wanted, verified=True
    ).select_related("user")
    return found | {address.email: address.user for address in proven}


def person_of(email: str) -> User | None:
    return people_of([email]).get(email.strip().lower())


def person_for(
    *, email: str, language: str = "th", name_th: str = "", name_en: str = ""
) -> User:
    """Whom a role is given to, made where there is nobody yet.

    Names fill what a proven person has left empty. Of an unproven account they replace
    what stands there: who gives the role knows whom they mean, who signed up with the
    address may be anybody.
    """
    user = person_of(email)
    if user is None:
        return User.objects.create_user(
            email, language=language, name_th=name_th, name_en=name_en
        )
    names = {"name_th": name_th, "name_en": name_en}
    proven = is_proven(user)
    changed = {
        field: name
        for field, name in names.items()
        if name and not (proven and getattr(user, field))
    }
    for field, name in changed.items():
        setattr(user, field, name)
    if changed:
        user.save(update_fields=list(changed))
    return user


def is_proven(user: User) -> bool:
    """Whether the owner of the account's address has shown to be that."""
    return bool(
        EmailAddress.objects.filter(
            user=user.pk, email=user.email, verified=True
        ).exists()
    )


def unproven() -> Q:
    """A condition on accounts: ``User.objects.filter(unproven())``."""
    own = EmailAddress.objects.filter(
        user=OuterRef("pk"), email=OuterRef("email"), verified=True
    )
    return ~Q(Exists(own))


@transaction.atomic
def prove_address(*, user: User, knows_password: bool = False) -> User:
    """Whoever acts now reads the mail of this account's address. Changes nothing when
    that was shown before.

    The first time, the password ends, and with it every session, since a stranger may
    have set it; but for those who are known to have set it themselves
    (``knows_password``: in the session of the sign-up). Raises NotProven where the
    address has become another account's. Returns the account as it is now.
    """
    person = User.objects.select_for_update().get(pk=user.pk)
    if is_proven(person):
        return person
    if (
        not person.is_active
        or EmailAddress.objects.filter(email=person.email, verified=True).exists()
    ):
        raise NotProven
    EmailAddress.objects.filter(user=person, primary=True).update(primary=False)
    proof = {"verified": True, "primary": True}
    EmailAddress.objects.update_or_create(
        user=person, email=person.email, defaults=proof
    )
    if not knows_password:
        person.set_unusable_password()  # every session is bound to the password that it began with
        person.save(update_fields=["password"])
    return person


def sign_in(request: HttpRequest, user: User) -> None:
    """Begin a session; the only way to do so beside the sign-in page. Raises NotProven."""
    if not is_proven(user) or not user.is_active:
        raise NotProven
    login(request, user, backend=BACKEND)
    list_session(request)
    note(Event.SIGNED_IN, request, user=user, way="link")
