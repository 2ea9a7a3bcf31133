"""Mails about an edition itself, one function per event."""

from __future__ import annotations

from awards import acts
from awards.accounts.models import User
from awards.ledger.models import Row
from awards.models import Edition, Organiser, WinnerList
from awards.outbox.services import queue_mail
from awards.outbox.work import WorkState
from awards.roles import Area, Role


def tell_organiser(organiser: Organiser) -> None:
    """They run an edition from now on, and how to get in."""
    edition, user = organiser.edition, organiser.user
    queue_mail(
        "organiser-added",
        "awards/emails/organiser_added.txt",
        {
            "edition": edition,
            "role": Role(organiser.role).label,
            "has_password": user.has_usable_password(),
        },
        dedupe_key=f"organiser-added:{organiser.pk}",
        recipient=user,
        edition_code=edition.code,
    )


def tell_of_change(
    edition: Edition, what: str, actor: User | None, *, subject: object, key: str
) -> None:
    """To those who may approve, but not to the one who acts and the one it is about: who
    runs the edition, and by which rule.

    ``what``: organiser-named, organiser-removed, rule-off, or asked- with a
    ``ChangeKind``. ``subject``: the person.
    """
    told = (
        edition.organisers.acting(Area.PUBLICATION)
        .select_related("user")
        .exclude(user=actor)
        .order_by("pk")
    )
    for user in [row.user for row in told if row.user != subject]:
        queue_mail(
            "running-changed",
            "awards/emails/running_changed.txt",
            {"edition": edition, "what": what, "actor": actor, "subject": subject},
            dedupe_key=f"running-changed:{what}:{key}:{user.pk}",
            recipient=user,
            edition_code=edition.code,
        )


def tell_approver(winner_list: WinnerList, approver: User) -> None:
    """A list waits for this second organiser: who prepared or changed it, and where it
    can be read.
    """
    edition = winner_list.edition
    changed = winner_list.changed_by or winner_list.prepared_by
    rows = Row.objects.filter(chain=edition.code, act=acts.LIST_APPROVED.code)
    queue_mail(
        "approval-asked",
        "awards/emails/approval_asked.txt",
        {
            "edition": edition,
            "list": winner_list,
            "actor": changed,
            "count": winner_list.winners.count(),
        },
        dedupe_key=f"approval-asked:{winner_list.pk}:{rows.count()}:{approver.pk}",
        recipient=approver,
        edition_code=edition.code,
    )


def tell_of_failure(winner_list: WinnerList) -> None:
    """To organisers: the list could not be published at its moment, and what they can do."""
    edition = winner_list.edition
    for organiser in (
        edition.organisers.acting(Area.PUBLICATION)
        .select_related("user")
        .order_by("pk")
    ):
        queue_mail(
            "publishing-failed",
            "awards/emails/publishing_failed.txt",
            {
                "edition": edition,
                "list": winner_list,
                "tried": winner_list.state == WorkState.QUEUED,
            },
            dedupe_key=f"publishing-failed:{winner_list.pk}:{winner_list.due_at.isoformat()}:{winner_list.state}"
            f":{organiser.user_id}",
            recipient=organiser.user,
            edition_code=edition.code,
        )
