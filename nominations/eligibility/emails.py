"""One function per event of the eligibility desk; each writes its mails into the outbox in its readers' languages."""

from __future__ import annotations

from typing import Any

from django.utils import translation

from awards.outbox.services import queue_mail
from nominations.eligibility.fields import field_labels
from nominations.eligibility.models import Correction
from nominations.eligibility.statuses import Eligibility
from nominations.models import Entry, Receipt

TEMPLATES = {
    Eligibility.ELIGIBLE: "entry_eligible",
    Eligibility.RETURNED: "entry_returned",
    Eligibility.NOT_ELIGIBLE: "entry_not_eligible",
    Eligibility.REFUSED: "entry_refused",
}


def write(event: str, entry: Entry, person: Any, more: dict[str, Any], attachments: Any = None) -> None:
    queue_mail(
        event.replace("_", "-"),
        f"nominations/emails/{event}.txt",
        {"entry": entry, "edition": entry.edition, **more},
        dedupe_key=f"{event}:{entry.reference}:{entry.eligibility_pass}:{person.pk}",
        recipient=person,
        edition_code=entry.edition.code,
        attachments=attachments,
    )


def decided(entry: Entry, reason: str, correction: Correction | None) -> None:
    """To the owner: what was found, and what there is to do."""
    more: dict[str, Any] = {"reason": reason, "correction": correction}
    if correction:
        with translation.override(entry.owner.language):
            labels = field_labels(entry)
            more["fields"] = [(labels.get(name, name), note) for name, note in correction.fields.items()]
    write(TEMPLATES[Eligibility(entry.eligibility)], entry, entry.owner, more)


def begun_again(entry: Entry) -> None:
    write("eligibility_begun_again", entry, entry.owner, {})


def correction_sent(entry: Entry, correction: Correction, receipt: Receipt) -> None:
    """To the owner with the new receipt, and to the organisers, whose word is next."""
    attachments = [{"kind": "entry-receipt", "key": str(receipt.pk)}]
    write("correction_received", entry, entry.owner, {}, attachments)
    tell_organisers("correction_to_read", entry)


def replied(entry: Entry) -> None:
    tell_organisers("eligibility_reply_to_read", entry)


def tell_organisers(event: str, entry: Entry) -> None:
    for role in entry.edition.organisers.select_related("user"):
        write(event, entry, role.user, {})
