"""Addresses that get no mail any more, and what organisers and operators do about them:
let mail go there again, or put a mistyped address right.
"""

from __future__ import annotations

from allauth.account.models import EmailAddress
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from awards import acts
from awards.accounts.models import User
from awards.accounts.people import is_proven, person_of
from awards.ledger.acts import Act
from awards.ledger.services import append
from awards.models import Edition
from awards.outbox.keeping import send_what_was_missed
from awards.outbox.models import Cause, Message, MessageQuerySet, Suppression
from awards.refusals import Refused


class NotToBeMended(Refused):
    """``field`` names what is to be changed."""


def suppressed_for(edition: Edition | None) -> QuerySet[Suppression]:
    """Of the addresses that the edition writes to; of all for the operator (None)."""
    found = Suppression.objects.all()
    found = found.of_edition(edition.code) if edition else found
    return found.select_related("message").order_by("-created_at", "pk")


def mails_to(address: str, edition: Edition | None) -> MessageQuerySet:
    found = Message.objects.filter(to_email__iexact=address)
    return found.filter(edition_code=edition.code) if edition else found


@transaction.atomic
def lift(
    *, suppression: Suppression, edition: Edition | None, actor: User, reason: str
) -> int:
    """Mail goes there again; how many that did not arrive are sent again.

    Raises NotToBeMended without a reason, and for organisers where the reader marked a
    mail as unwanted: that is theirs to take back, or the operator's.
    """
    reason = " ".join(reason.split())
    if not reason:
        raise NotToBeMended(_("Say why emails can go to this address again."), "reason")
    if edition and suppression.cause == Cause.COMPLAINED:
        raise NotToBeMended(
            _(
                "The recipient marked an email as unwanted. Only the operator of the "
                "site can let emails go there again."
            ),
            "reason",
        )
    address, cause = suppression.email, suppression.cause
    suppression.delete()
    again = send_what_was_missed(mails_to(address, edition))
    values = {"cause": cause, "reason": reason, "sent_again": again}
    tell_ledgers(address, edition, acts.ADDRESS_LIFTED, actor, values)
    return again


@transaction.atomic
def correct(
    *, suppression: Suppression, edition: Edition | None, actor: User, address: str
) -> int:
    """The mails go to another address, and so will those to come; how many are sent
    again. The wrong address gets none, as before.

    Raises NotToBeMended for what is no address, and where the account behind the wrong
    one is not the asker's to change: see ``account_to_mend``.
    """
    right, wrong = cleaned(address), suppression.email.lower()
    if right == wrong:
        raise NotToBeMended(_("Enter an address that differs from this one."), "email")
    mails = mails_to(wrong, edition)
    user = account_to_mend(wrong, right, edition)
    if user:
        User.objects.filter(pk=user.pk).update(email=right)
        EmailAddress.objects.filter(user=user).update(email=right)
    pks = list(mails.values_list("pk", flat=True))
    moved = Message.objects.filter(pk__in=pks)
    moved.update(to_email=right)
    again = send_what_was_missed(moved)
    values = {"cause": suppression.cause, "sent_again": again}
    tell_ledgers(right, edition, acts.ADDRESS_CORRECTED, actor, values)
    return again


def cleaned(address: str) -> str:
    right = address.strip().lower()
    try:
        validate_email(right)
    except ValidationError as error:
        raise NotToBeMended(
            _("Enter a whole email address, as name@example.org."), "email"
        ) from error
    return right


def account_to_mend(wrong: str, right: str, edition: Edition | None) -> User | None:
    """The account that was made for the mistyped address; None where there is none.

    Raises NotToBeMended where its owner has shown to be there, where the right address
    has an account of its own, and for organisers where others write to it too: they
    would hand on what was given to it elsewhere.
    """
    user = person_of(wrong)
    if person_of(right):
        raise NotToBeMended(
            _("This address has an account. Invite that person instead."), "email"
        )
    if user is None:
        return None
    if is_proven(user) or user.last_login:
        raise NotToBeMended(
            _(
                "The person has used this account. Only they can change its address, "
                "on their own pages."
            ),
            "email",
        )
    others = Message.objects.filter(to_email__iexact=wrong)
    if edition and (
        user.is_operator or others.exclude(edition_code=edition.code).exists()
    ):
        raise NotToBeMended(
            _(
                "This account gets emails of other parts of the site too. Ask the "
                "operator of the site to correct its address."
            ),
            "email",
        )
    return user


def tell_ledgers(
    address: str,
    edition: Edition | None,
    act: Act,
    actor: User,
    values: dict[str, object],
) -> None:
    """In the edition's chain; where the operator acts, in each whose mails these are."""
    codes = mails_to(address, edition).exclude(edition_code="").order_by()
    for code in sorted(set(codes.values_list("edition_code", flat=True))):
        append(code, act, actor, values, subject="mails:address")
