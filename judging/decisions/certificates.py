"""Who gets a certificate: known on this floor, handed down to ``awards``, which makes them."""

from __future__ import annotations

from collections.abc import Collection

from awards.accounts.models import User
from awards.certificates.amendments import newest_list
from awards.certificates.services import Recipient, prepare, recipient_of
from awards.models import CertificateKind, Edition
from judging.models import Judge
from judging.statuses import JudgeState
from nominations.models import Entry
from nominations.statuses import EntryState


def recipients_of(edition: Edition, kind: CertificateKind) -> list[Recipient]:
    """Winners of the newest list, entrants of submitted entries, judges who accepted."""
    return {
        CertificateKind.WINNER: winners_of,
        CertificateKind.ENTRANT: entrants_of,
        CertificateKind.JUDGE: judges_of,
    }[kind](edition)


def winners_of(edition: Edition) -> list[Recipient]:
    winner_list = newest_list(edition)
    winners = list(winner_list.winners.all()) if winner_list else []
    owners = owners_of(edition, [winner.reference for winner in winners])
    return [recipient_of(winner, owners.get(winner.reference)) for winner in winners]


def owners_of(edition: Edition, references: list[str]) -> dict[str, User]:
    entries = Entry.objects.filter(
        edition=edition, reference__in=references
    ).select_related("owner")
    return {entry.reference: entry.owner for entry in entries}


def entrants_of(edition: Edition) -> list[Recipient]:
    entries = Entry.objects.filter(
        edition=edition, state=EntryState.SUBMITTED
    ).order_by("reference")
    rows = entries.select_related("organisation", "owner").prefetch_related(
        "standings__category"
    )
    return [entrant(entry) for entry in rows]


def entrant(entry: Entry) -> Recipient:
    categories = [standing.category for standing in entry.standings.all()]
    return Recipient(
        reference=entry.reference,
        name_th=entry.organisation.name_th,
        name_en=entry.organisation.name_en or entry.organisation.name_th,
        work_th=entry.title_th,
        work_en=entry.title_en,
        category_th=", ".join(category.name_th for category in categories),
        category_en=", ".join(category.name_en for category in categories),
        holder=entry.owner,
    )


def judges_of(edition: Edition) -> list[Recipient]:
    judges = (
        Judge.objects.filter(edition=edition, state=JudgeState.ACCEPTED)
        .select_related("user")
        .order_by("pk")
    )
    return [judge_recipient(judge) for judge in judges]


def judge_recipient(judge: Judge) -> Recipient:
    """Without a name where the judge gave none: an address has no place on a certificate."""
    user = judge.user
    thai, english = user.name_th or user.name_en, user.name_en or user.name_th
    return Recipient(
        reference=f"judge:{judge.pk}", holder=user, name_th=thai, name_en=english
    )


def without_unasked(edition: Edition, kind: CertificateKind) -> set[str]:
    """References of entrants who get none unless they are chosen by hand: found not
    eligible, or never judged.
    """
    if kind != CertificateKind.ENTRANT:
        return set()
    sent = Entry.objects.submitted().filter(edition=edition)
    return set(
        sent.exclude(pk__in=Entry.objects.in_running().values("pk")).values_list(
            "reference", flat=True
        )
    )


def prepare_certificates(
    *,
    edition: Edition,
    kind: CertificateKind,
    chosen: Collection[str] | None = None,
    actor: User | None = None,
) -> int:
    """Queue certificates for the recipients of these references; those that have one
    keep it.

    None: for all but those with letters that cannot be printed, and those of
    ``without_unasked``. For these a person decides, one by one.
    """
    found = [one for one in recipients_of(edition, kind) if one.name_th]
    if chosen is None:
        unasked = without_unasked(edition, kind)
        wanted = [
            one for one in found if not one.lacking and one.reference not in unasked
        ]
    else:
        wanted = [one for one in found if one.reference in chosen]
    return prepare(edition=edition, kind=kind, recipients=wanted, actor=actor)
