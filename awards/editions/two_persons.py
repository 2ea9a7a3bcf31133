"""The two-person rule: who may approve a list, and what changes only once a second
organiser has agreed.

Without this the rule would bind nobody: who prepared a list could turn it off, or name
an account of their own.
"""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import (
    Exists,
    Func,
    OuterRef,
    Q,
    QuerySet,
    TextField,
    Value,
)
from django.db.models.functions import Coalesce, Lower, Now
from django.utils.translation import gettext_lazy as _

from awards import acts
from awards.accounts.models import User
from awards.editions.emails import tell_approver, tell_of_change, tell_organiser
from awards.language.bilingual import reader_language
from awards.ledger.models import Row
from awards.ledger.services import append, pseudonym_of
from awards.models import Edition, Organiser, PendingChange, WinnerList
from awards.outbox.work import WorkState
from awards.refusals import Refused, SecondPersonNeeded
from awards.roles import Area, Right, Role, may_approve
from awards.statuses import ChangeKind


def mailbox(user: User) -> str:
    """Where mail to this address ends: what stands after a plus sign is the same person's."""
    name, _at, host = user.email.lower().partition("@")
    return f"{name.partition('+')[0]}@{host}"


def same_person(one: User | None, other: User | None) -> bool:
    if one is None or other is None:
        return False
    return one.pk == other.pk or mailbox(one) == mailbox(other)


def check_approver(winner_list: WinnerList, approver: User) -> None:
    """Raises SecondPersonNeeded unless this is an organiser who neither wrote the list
    nor was brought in for it.
    """
    if same_person(approver, winner_list.prepared_by):
        raise SecondPersonNeeded(
            _("You prepared this list. Another organiser must approve it.")
        )
    if same_person(approver, winner_list.changed_by):
        raise SecondPersonNeeded(
            _(
                "You changed this list after it was prepared. Another organiser must "
                "approve it or prepare it again."
            )
        )
    role = Organiser.objects.filter(
        edition=winner_list.edition_id, user=approver
    ).first()
    if role is None or not may_approve(role.role):
        raise SecondPersonNeeded(
            _("Only an owner or organiser of this edition can approve its list.")
        )
    if named_for(role, winner_list.prepared_by_id, winner_list.created_at):
        raise SecondPersonNeeded(
            _(
                "The person who prepared this list added you as an organiser "
                "afterwards. Another organiser must approve it."
            )
        )


def named_for(role: Organiser, person: int | None, since: datetime) -> bool:
    """Whether this person gave them their role after the moment from which a second
    one was needed.
    """
    return (
        person is not None and role.named_by_id == person and role.role_since >= since
    )


def lists_to_approve(
    user: User, own_mailbox: str | None = None
) -> QuerySet[WinnerList]:
    """Drafts that wait for a second organiser, who this person may be: what
    ``check_approver`` says, as a question to the database.

    ``own_mailbox``: where the person's mail ends, if that is known already.
    """
    named_for_it = Organiser.objects.filter(
        edition=OuterRef("edition"),
        user=user,
        named_by=OuterRef("prepared_by"),
        role_since__gte=OuterRef("created_at"),
    )
    drafts = WinnerList.objects.filter(
        edition__two_person_rule=True,
        edition__in=Edition.objects.organised_by(user, Area.PUBLICATION, Right.ACTS),
        approved_at=None,
        state__in=(WorkState.DRAFT, WorkState.QUEUED, WorkState.FAILED),
    )
    own = own_mailbox or mailbox(user)
    return (
        drafts.exclude(Exists(named_for_it))
        .alias(
            preparer=mailbox_in_sql("prepared_by"), changer=mailbox_in_sql("changed_by")
        )
        .exclude(preparer=own)
        .exclude(changer=own)
    )


def changes_to_agree(
    user: User, own_mailbox: str | None = None
) -> QuerySet[PendingChange]:
    """Requests to which this person may agree: what ``check_agreeing`` says.

    ``own_mailbox``: as for ``lists_to_approve``.
    """
    named_for_it = Organiser.objects.filter(
        edition=OuterRef("edition"),
        user=user,
        named_by=OuterRef("asked_by"),
        role_since__gte=OuterRef("asked_at"),
    )
    approvers = Organiser.objects.acting(Area.PUBLICATION)
    may = Q(Exists(approvers.filter(edition=OuterRef("edition"), user=user)))
    if user.is_operator:
        may |= Q(kind=ChangeKind.ORGANISER)
    return (
        PendingChange.objects.filter(may, asked_by__isnull=False)
        .alias(asker=mailbox_in_sql("asked_by"))
        .exclude(Exists(named_for_it))
        .exclude(asker=own_mailbox or mailbox(user))
    )


def mailbox_in_sql(person: str) -> Func:
    """The same as ``mailbox`` of the person in this column; "" where there is none."""
    return Func(
        Lower(Coalesce(f"{person}__email", Value(""))),
        Value(r"\+[^@]*@"),
        Value("@"),
        function="regexp_replace",
        output_field=TextField(),
    )


def ask_for_approval(winner_list: WinnerList) -> None:
    """Mail to every organiser who may approve the list: it waits for one of them.

    Once for each content: again only where an approval became void.
    """
    if not lacks_approval(winner_list):
        return
    roles = winner_list.edition.organisers.select_related("user").order_by("pk")
    for role in roles:
        if not why_not_approve(winner_list, role.user):
            tell_approver(winner_list, role.user)


def why_not_approve(winner_list: WinnerList, user: User) -> str:
    """In words; empty for whoever can approve it."""
    try:
        check_approver(winner_list, user)
    except Refused as refused:
        return str(refused)
    return ""


def lacks_approval(winner_list: WinnerList) -> bool:
    return winner_list.edition.two_person_rule and winner_list.approved_at is None


def list_was_prepared(edition: Edition) -> bool:
    """Ever: a draft thrown away does not open the door again."""
    return Row.objects.filter(chain=edition.code, act=acts.LIST_FROZEN.code).exists()


def naming_needs_second(edition: Edition, actor: User | None) -> bool:
    """Whoever acts for nobody (a command of the operator's, a set-up) is not bound; nor
    is an edition without one.
    """
    if actor is None or not edition.two_person_rule or not edition.organisers.exists():
        return False
    return list_was_prepared(edition)


def make_organiser(
    *, edition: Edition, user: User, actor: User | None, role: Role = Role.ORGANISER
) -> Organiser:
    """Give this person the role, and tell the others; calling it again changes nothing,
    another role does.
    """
    organiser, new = Organiser.objects.get_or_create(
        edition=edition, user=user, defaults={"named_by": actor, "role": role}
    )
    values = {"organiser": pseudonym_of(edition.code, user), "role": str(role)}
    if not new and organiser.role != role:
        organiser.role, organiser.named_by = role, actor
        # by the same clock as a list's making, to which it is compared
        organiser.role_since = Now()
        organiser.save(update_fields=["role", "named_by", "role_since"])
        append(edition.code, acts.ORGANISER_ROLE, actor, values)
    if new:
        append(edition.code, acts.ORGANISER_ADDED, actor, values)
        tell_of_change(
            edition, "organiser-named", actor, subject=user, key=f"{organiser.pk}"
        )
    return organiser


def account_of(email: str) -> User:
    """The account with this address; without one it is made, to be claimed through the
    mail that sets a password.
    """
    found = User.objects.filter(email=email.strip().lower()).first()
    return found or User.objects.create_user(email, language=reader_language())


@transaction.atomic
def ask_change(
    *,
    edition: Edition,
    kind: ChangeKind,
    actor: User,
    email: str = "",
    role: Role = Role.ORGANISER,
) -> PendingChange:
    """Asked for once, and the other organisers are told where they can agree. Asked
    again for another role, it is the new request alone that stands.
    """
    asked = PendingChange.objects.filter(
        edition=edition, kind=kind, email=email.strip().lower()
    )
    for earlier in asked.exclude(role=role).select_related("edition"):
        drop_change(change=earlier, actor=actor)
    change, new = PendingChange.objects.get_or_create(
        edition=edition,
        kind=kind,
        email=email.strip().lower(),
        defaults={"asked_by": actor, "role": role},
    )
    if new:
        append(
            edition.code,
            acts.CHANGE_ASKED,
            actor,
            {"kind": str(kind), "role": str(role)},
            subject=f"change:{change.pk}",
        )
        tell_of_change(
            edition, f"asked-{kind}", actor, subject=change.email, key=f"{change.pk}"
        )
    return change


@transaction.atomic
def agree_change(*, change: PendingChange, actor: User) -> None:
    """Put it in force. Raises SecondPersonNeeded for whoever asked, and for whom they
    named since.
    """
    change = (
        PendingChange.objects.select_for_update(of=("self",))
        .select_related("edition", "asked_by")
        .get(pk=change.pk)
    )
    check_agreeing(change, actor)
    edition = change.edition
    values = {"kind": change.kind}
    append(
        edition.code, acts.CHANGE_AGREED, actor, values, subject=f"change:{change.pk}"
    )
    if change.kind == ChangeKind.ORGANISER:
        tell_organiser(
            make_organiser(
                edition=edition,
                user=account_of(change.email),
                actor=change.asked_by,
                role=Role(change.role),
            )
        )
    else:
        Edition.objects.filter(pk=edition.pk).update(two_person_rule=False)
        append(
            edition.code,
            acts.EDITION_CHANGED,
            actor,
            {"two_person_rule": False},
            subject=f"edition:{edition.code}",
        )
        tell_of_change(
            edition, "rule-off", actor, subject=change.asked_by, key=f"{change.pk}"
        )
    change.delete()


def check_agreeing(change: PendingChange, actor: User) -> None:
    if change.asked_by is None:
        raise Refused(
            _(
                "It is no longer known who requested this. Cancel the request and "
                "make a new one."
            )
        )
    if same_person(actor, change.asked_by):
        raise SecondPersonNeeded(_("You requested this. Another organiser must agree."))
    role = Organiser.objects.filter(edition=change.edition_id, user=actor).first()
    agrees = role is not None and may_approve(role.role)
    if not agrees and not (change.kind == ChangeKind.ORGANISER and actor.is_operator):
        raise SecondPersonNeeded(
            _("Only an owner or organiser of this edition can agree to this.")
        )
    if role is not None and named_for(role, change.asked_by_id, change.asked_at):
        raise SecondPersonNeeded(
            _(
                "The person who requested this added you as an organiser. Another "
                "organiser must agree."
            )
        )


@transaction.atomic
def drop_change(*, change: PendingChange, actor: User) -> None:
    append(
        change.edition.code,
        acts.CHANGE_DROPPED,
        actor,
        {"kind": change.kind},
        subject=f"change:{change.pk}",
    )
    change.delete()
