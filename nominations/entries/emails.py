"""One function per event; each writes one mail into the outbox in its reader's language."""

from __future__ import annotations

from uuid import uuid4

from django.utils import translation

from awards.accounts.models import User
from awards.accounts.people import person_of
from awards.ledger.services import database_now
from awards.mails.writing import write_mail
from awards.outbox.services import queue_mail, save_messages
from nominations.entries.field_labels import field_labels
from nominations.entries.mail_kinds import (
    ENTRY_EXTENDED,
    ENTRY_RECEIVED,
    ENTRY_WITHDRAWN,
    about,
)
from nominations.models.entries import Collaborator, Entry
from nominations.models.files import Receipt


def entry_received(entry: Entry, receipt: Receipt | None = None) -> None:
    """To the owner, once for every time the entry was sent in; the receipt is made when
    the mail goes out.
    """
    moment = entry.submitted_at.isoformat() if entry.submitted_at else ""
    values = about(entry, entry.owner.language)
    values |= {"received": entry.submitted_at, "until": entry.told_closing}
    mail = write_mail(
        ENTRY_RECEIVED,
        values,
        dedupe_key=f"entry-received:{entry.reference}:{moment}",
        recipient=entry.owner,
        edition_code=entry.edition.code,
        attachments=[{"kind": "entry-receipt", "key": str(receipt.pk)}]
        if receipt
        else [],
    )
    save_messages([mail])


def entry_withdrawn(entry: Entry, moment: str) -> None:
    mail = write_mail(
        ENTRY_WITHDRAWN,
        about(entry, entry.owner.language),
        dedupe_key=f"entry-withdrawn:{entry.reference}:{moment}",
        recipient=entry.owner,
        edition_code=entry.edition.code,
    )
    save_messages([mail])


def entry_stands(entry: Entry, receipt: Receipt) -> None:
    """To the owner of an entry that was opened again and not sent in again in time."""
    queue_mail(
        "entry-stands",
        "nominations/emails/entry_stands.txt",
        {"entry": entry, "edition": entry.edition, "received_at": receipt.received_at},
        dedupe_key=f"entry-stands:{entry.reference}:{entry.closing_moment.isoformat()}",
        recipient=entry.owner,
        edition_code=entry.edition.code,
        attachments=[{"kind": "entry-receipt", "key": str(receipt.pk)}],
    )


def changed_for_entrant(
    entry: Entry, names: list[str], reason: str, receipt: Receipt | None
) -> None:
    """To the owner: an organiser changed these fields in their place, and why."""
    with translation.override(entry.owner.language):
        known = field_labels(entry)
        labels = [str(known.get(name, name)) for name in names]
    queue_mail(
        "entry-changed-on-behalf",
        "nominations/emails/entry_changed_on_behalf.txt",
        {
            "entry": entry,
            "edition": entry.edition,
            "labels": labels,
            "reason": reason,
            "receipt": receipt,
        },
        dedupe_key=f"entry-changed-on-behalf:{entry.reference}:{receipt.pk if receipt else uuid4().hex[:12]}",
        recipient=entry.owner,
        edition_code=entry.edition.code,
        attachments=[{"kind": "entry-receipt", "key": str(receipt.pk)}]
        if receipt
        else [],
    )


def acted_for_entrant(act: str, entry: Entry, reason: str) -> None:
    """To the owner: an organiser has submitted, reopened or withdrawn the entry in
    their place, and why.
    """
    queue_mail(
        f"entry-{act}-on-behalf",
        f"nominations/emails/entry_{act}_on_behalf.txt",
        {"entry": entry, "edition": entry.edition, "reason": reason},
        dedupe_key=f"entry-{act}-on-behalf:{entry.reference}:{database_now().isoformat()}",
        recipient=entry.owner,
        edition_code=entry.edition.code,
    )


def collaborator_invited(collaborator: Collaborator, actor: User) -> None:
    entry = collaborator.entry
    user = person_of(collaborator.email)
    queue_mail(
        "collaborator-invited",
        "nominations/emails/collaborator_invited.txt",
        {
            "entry": entry,
            "edition": entry.edition,
            "collaborator": collaborator,
            "actor": actor,
        },
        dedupe_key=f"collaborator-invited:{entry.reference}:{collaborator.pk}",
        recipient=user,
        to_email=collaborator.email,
        language=user.language if user else actor.language,
        edition_code=entry.edition.code,
    )


def entry_extended(entry: Entry) -> None:
    until = entry.extended_until.isoformat() if entry.extended_until else ""
    mail = write_mail(
        ENTRY_EXTENDED,
        about(entry, entry.owner.language) | {"until": entry.told_closing},
        dedupe_key=f"entry-extended:{entry.reference}:{until}",
        recipient=entry.owner,
        edition_code=entry.edition.code,
    )
    save_messages([mail])
