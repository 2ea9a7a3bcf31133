"""Who runs an edition."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from awards import acts
from awards.accounts.models import User
from awards.editions.emails import tell_of_change, tell_organiser
from awards.editions.two_persons import (
    account_of,
    ask_change,
    make_organiser,
    naming_needs_second,
)
from awards.ledger.services import append, pseudonym_of
from awards.models import Edition, Organiser, PendingChange
from awards.refusals import SecondPersonNeeded, WrongState
from awards.statuses import ChangeKind


@transaction.atomic
def add_organiser(*, edition: Edition, user: User, actor: User) -> Organiser:
    """Make this person an organiser; calling it again changes nothing.

    Raises SecondPersonNeeded under the two-person rule once a list was prepared: see
    ``name_or_ask``.
    """
    if (
        naming_needs_second(edition, actor)
        and not edition.organisers.filter(user=user).exists()
    ):
        raise SecondPersonNeeded(
            _(
                "A winner list has been prepared, so another organiser must agree "
                "before one is added."
            )
        )
    return make_organiser(edition=edition, user=user, actor=actor)


@transaction.atomic
def remove_organiser(*, organiser: Organiser, actor: User) -> None:
    """Take the role away. The last organiser stays: an edition without one can be run by nobody."""
    edition = Edition.objects.select_for_update().get(pk=organiser.edition_id)
    if edition.organisers.count() <= 1:
        raise WrongState(
            _("An edition needs at least one organiser. Add another one first.")
        )
    values = {"organiser": pseudonym_of(edition.code, organiser.user)}
    key = f"{organiser.pk}"
    organiser.delete()
    append(edition.code, acts.ORGANISER_REMOVED, actor, values)
    tell_of_change(edition, "organiser-removed", actor, subject=organiser.user, key=key)


@transaction.atomic
def add_organiser_by_email(*, edition: Edition, email: str, actor: User) -> Organiser:
    """Make the person with this address an organiser and tell them. Raises
    SecondPersonNeeded as ``add_organiser``.
    """
    organiser = add_organiser(edition=edition, user=account_of(email), actor=actor)
    tell_organiser(organiser)
    return organiser


@transaction.atomic
def name_or_ask(
    *, edition: Edition, email: str, actor: User
) -> Organiser | PendingChange:
    """At once where one organiser may, else asked of a second one."""
    known = edition.organisers.filter(user__email=email.strip().lower()).exists()
    if naming_needs_second(edition, actor) and not known:
        return ask_change(
            edition=edition, kind=ChangeKind.ORGANISER, email=email, actor=actor
        )
    return add_organiser_by_email(edition=edition, email=email, actor=actor)
