"""Who runs an edition, and in which role."""

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
from awards.roles import Role, may_approve
from awards.statuses import ChangeKind


@transaction.atomic
def add_organiser(
    *, edition: Edition, user: User, actor: User, role: Role = Role.ORGANISER
) -> Organiser:
    """Give this person a role; who has one already keeps it (``change_role``). The first
    person of an edition becomes its owner.

    Raises SecondPersonNeeded under the two-person rule once a list was prepared: see
    ``name_or_ask``.
    """
    edition = Edition.objects.select_for_update().get(pk=edition.pk)
    known = edition.organisers.filter(user=user).first()
    if known is not None:
        return known
    if naming_needs_second(edition, actor):
        raise SecondPersonNeeded(
            _(
                "A winner list has been prepared, so another organiser must agree "
                "before one is added."
            )
        )
    owned = edition.organisers.filter(role=Role.OWNER).exists()
    return make_organiser(
        edition=edition, user=user, actor=actor, role=role if owned else Role.OWNER
    )


@transaction.atomic
def change_role(
    *, organiser: Organiser, role: Role, actor: User
) -> Organiser | PendingChange:
    """Another role for somebody who has one.

    Whoever may approve from then on is named like a new organiser: under the two-person
    rule, once a list was prepared, that is asked of a second person. Raises
    ``WrongState`` for the last owner.
    """
    edition = Edition.objects.select_for_update().get(pk=organiser.edition_id)
    organiser = edition.organisers.select_related("user").get(pk=organiser.pk)
    if organiser.role == role:
        return organiser
    if role != Role.OWNER:
        check_another_owner(organiser)
    promoted = may_approve(role) and not may_approve(organiser.role)
    if promoted and naming_needs_second(edition, actor):
        return ask_change(
            edition=edition,
            kind=ChangeKind.ORGANISER,
            email=organiser.user.email,
            role=role,
            actor=actor,
        )
    return make_organiser(edition=edition, user=organiser.user, actor=actor, role=role)


def check_another_owner(organiser: Organiser) -> None:
    owners = Organiser.objects.filter(
        edition=organiser.edition_id, role=Role.OWNER
    ).exclude(pk=organiser.pk)
    if organiser.role == Role.OWNER and not owners.exists():
        raise WrongState(
            _(
                "An edition needs at least one owner. Make another person an owner first."
            )
        )


@transaction.atomic
def remove_organiser(*, organiser: Organiser, actor: User) -> None:
    """Take the role away. The last owner stays: an edition without one can be run by nobody."""
    edition = Edition.objects.select_for_update().get(pk=organiser.edition_id)
    check_another_owner(organiser)
    values = {"organiser": pseudonym_of(edition.code, organiser.user)}
    key = f"{organiser.pk}"
    organiser.delete()
    append(edition.code, acts.ORGANISER_REMOVED, actor, values)
    tell_of_change(edition, "organiser-removed", actor, subject=organiser.user, key=key)


@transaction.atomic
def add_organiser_by_email(
    *, edition: Edition, email: str, actor: User, role: Role = Role.ORGANISER
) -> Organiser:
    """Give the person with this address a role and tell them. Raises SecondPersonNeeded
    as ``add_organiser``.
    """
    user = account_of(email)
    organiser = add_organiser(edition=edition, user=user, actor=actor, role=role)
    tell_organiser(organiser)
    return organiser


@transaction.atomic
def name_or_ask(
    *, edition: Edition, email: str, actor: User, role: Role = Role.ORGANISER
) -> Organiser | PendingChange:
    """At once where one person may, else asked of a second one. Who has a role already
    gets this one instead.
    """
    known = (
        edition.organisers.select_related("user")
        .filter(user__email=email.strip().lower())
        .first()
    )
    if known is not None:
        return change_role(organiser=known, role=role, actor=actor)
    if naming_needs_second(edition, actor):
        return ask_change(
            edition=edition,
            kind=ChangeKind.ORGANISER,
            email=email,
            role=role,
            actor=actor,
        )
    return add_organiser_by_email(edition=edition, email=email, actor=actor, role=role)
