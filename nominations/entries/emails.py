"""One function per event; each writes one mail into the outbox in its reader's language."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import uuid4

from django.utils.translation import gettext as _
from django.utils.translation import override

from awards.accounts.models import User
from awards.accounts.people import person_of
from awards.calendars.attaching import attached
from awards.calendars.dates import settle
from awards.ledger.services import database_now
from awards.mails.kinds import Value, WordedKind, listed
from awards.mails.writing import write_mail
from awards.outbox.services import save_messages
from nominations.entries.calendar import closing_of
from nominations.entries.field_labels import field_labels
from nominations.entries.mail_kinds import (
    CHANGED_ON_BEHALF,
    COLLABORATOR_INVITED,
    ENTRY_EXTENDED,
    ENTRY_RECEIVED,
    ENTRY_STANDS,
    ENTRY_WITHDRAWN,
    ON_BEHALF,
)
from nominations.mails.basics import about, receipts
from nominations.models.entries import Collaborator, Entry
from nominations.models.files import Receipt

HISTORY, FORM = "nominations:entry-history", "nominations:entry-edit"


def to_owner(
    kind: WordedKind,
    entry: Entry,
    key: str,
    values: Mapping[str, Value] | None = None,
    *,
    page: str = "nominations:entry-detail",
    attachments: list[dict[str, str]] | None = None,
) -> None:
    """``page``: where the mail's link leads."""
    told = about(entry, entry.owner.language, page) | {**(values or {})}
    mail = write_mail(
        kind,
        told,
        dedupe_key=f"{kind.event}:{entry.reference}:{key}",
        recipient=entry.owner,
        edition_code=entry.edition.code,
        attachments=attachments,
    )
    save_messages([mail])


def entry_received(entry: Entry, receipt: Receipt | None = None) -> None:
    """To the owner, once for every time the entry was sent in."""
    moment = entry.submitted_at.isoformat() if entry.submitted_at else ""
    to_owner(
        ENTRY_RECEIVED,
        entry,
        moment,
        {"received": entry.submitted_at, "until": entry.told_closing},
        attachments=receipts(receipt.pk if receipt else None),
    )


def entry_withdrawn(entry: Entry, moment: str) -> None:
    to_owner(ENTRY_WITHDRAWN, entry, moment)


def entry_stands(entry: Entry, receipt: Receipt) -> None:
    """To the owner of an entry that was opened again and not sent in again in time."""
    to_owner(
        ENTRY_STANDS,
        entry,
        entry.closing_moment.isoformat(),
        {"received": receipt.received_at},
        page=HISTORY,
        attachments=receipts(receipt.pk),
    )


def changed_for_entrant(
    entry: Entry, names: list[str], reason: str, receipt: Receipt | None
) -> None:
    """To the owner: an organiser changed these fields in their place, and why."""
    with override(entry.owner.language):
        known = field_labels(entry)
        labels = [str(known.get(name, name)) for name in names]
    to_owner(
        CHANGED_ON_BEHALF,
        entry,
        str(receipt.pk) if receipt else uuid4().hex[:12],
        {"changed": listed(labels), "reason": reason},
        page=HISTORY,
        attachments=receipts(receipt.pk if receipt else None),
    )


def acted_for_entrant(act: str, entry: Entry, reason: str) -> None:
    """To the owner: an organiser has submitted, reopened or withdrawn the entry in
    their place, and why.
    """
    values: dict[str, Value] = {"reason": reason}
    if act == "reopened":
        with override(entry.owner.language):
            values["what_counts"] = what_counts_reopened(entry)
        values["until"] = entry.told_closing
    to_owner(
        ON_BEHALF[act],
        entry,
        database_now().isoformat(),
        values,
        page=FORM if act == "reopened" else "nominations:entry-detail",
    )


def what_counts_reopened(entry: Entry) -> str:
    """In the language that is set; a date follows."""
    if entry.fallback_id:
        return _(
            "If you do not submit again, your earlier version counts. You can change it until:"
        )
    return _("It counts only if you submit it again by:")


def collaborator_invited(collaborator: Collaborator, actor: User) -> None:
    entry = collaborator.entry
    user = person_of(collaborator.email)
    language = user.language if user else actor.language
    with override(language):
        values = about(entry, language)
        values |= {"by": str(actor), "access": str(collaborator.get_may_display())}
    mail = write_mail(
        COLLABORATOR_INVITED,
        values,
        dedupe_key=f"collaborator-invited:{entry.reference}:{collaborator.pk}",
        recipient=user,
        to_email=collaborator.email,
        language=language,
        edition_code=entry.edition.code,
    )
    save_messages([mail])


def entry_extended(entry: Entry) -> None:
    until = entry.extended_until.isoformat() if entry.extended_until else ""
    dates = settle([closing_of(entry)])
    files = attached(dates, dates.rows, entry.owner.language)
    values: dict[str, Value] = {"until": entry.told_closing}
    to_owner(ENTRY_EXTENDED, entry, until, values, attachments=files)
