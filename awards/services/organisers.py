"""Who runs an edition."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from awards import acts
from awards.accounts.bilingual import reader_language
from awards.accounts.people import person_for
from awards.emails import tell_organiser
from awards.ledger.services import append, pseudonym_of
from awards.models import Edition, Organiser
from awards.refusals import WrongState


@transaction.atomic
def add_organiser(*, edition: Edition, user: Any, actor: Any) -> Organiser:
    """Make this person an organiser; calling it again changes nothing."""
    organiser, new = Organiser.objects.get_or_create(edition=edition, user=user)
    if new:
        append(edition.code, acts.ORGANISER_ADDED, actor, {"organiser": pseudonym_of(edition.code, user)})
    return organiser


@transaction.atomic
def remove_organiser(*, organiser: Organiser, actor: Any) -> None:
    """Take the role away. The last organiser stays: an edition without one can be run by nobody."""
    edition = Edition.objects.select_for_update().get(pk=organiser.edition_id)
    if edition.organisers.count() <= 1:
        raise WrongState(_("An edition needs at least one organiser. Add another person first."))
    values = {"organiser": pseudonym_of(edition.code, organiser.user)}
    organiser.delete()
    append(edition.code, acts.ORGANISER_REMOVED, actor, values)


@transaction.atomic
def add_organiser_by_email(*, edition: Edition, email: str, actor: Any) -> Organiser:
    """Make the person with this address an organiser and tell them; without an account one is made, to be claimed
    through the mail's link that sets a password."""
    user = person_for(email=email, language=reader_language())
    organiser = add_organiser(edition=edition, user=user, actor=actor)
    tell_organiser(organiser)
    return organiser
