"""One function per event of the eligibility desk; each writes its mails into the outbox
in its readers' languages.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils import translation

from awards.accounts.models import User
from awards.accounts.people import people_of
from awards.mails.kinds import WordedKind
from awards.mails.writing import write_mail
from awards.outbox.services import queue_mail, save_messages
from awards.roles import Area
from nominations.entries.field_labels import field_labels
from nominations.entries.mail_kinds import (
    ENTRY_ELIGIBLE,
    ENTRY_NOT_ELIGIBLE,
    ENTRY_REFUSED,
    about,
)
from nominations.models import Correction, Entry, Receipt
from nominations.statuses import Eligibility, May

TEMPLATES = {Eligibility.RETURNED: "entry_returned"}
WORDED = {
    Eligibility.ELIGIBLE: ENTRY_ELIGIBLE,
    Eligibility.NOT_ELIGIBLE: ENTRY_NOT_ELIGIBLE,
    Eligibility.REFUSED: ENTRY_REFUSED,
}


@dataclass(frozen=True)
class Reader:
    """``user`` is None for an invited address that nobody has signed in with yet: it is
    written to as the owner is.
    """

    user: User | None
    email: str
    language: str

    @property
    def key(self) -> str:
        return str(self.user.pk) if self.user else self.email


def entrants_of(entry: Entry) -> list[Reader]:
    """The owner and, each once, those invited who may write or send in. Who may only
    read has nothing to do.
    """
    owner = entry.owner
    invited = entry.collaborators.exclude(may=May.VIEW).exclude(
        email__iexact=owner.email
    )
    addresses = list(invited.values_list("email", flat=True))
    users = people_of(addresses)
    found = [Reader(owner, owner.email, owner.language)]
    for address in addresses:
        user = users.get(address.lower())
        found.append(Reader(user, address, user.language if user else owner.language))
    return found


def write(
    event: str,
    entry: Entry,
    reader: Reader,
    more: Mapping[str, object],
    attachments: list[dict[str, str]] | None = None,
) -> None:
    queue_mail(
        event.replace("_", "-"),
        f"nominations/emails/{event}.txt",
        {"entry": entry, "edition": entry.edition, **more},
        dedupe_key=f"{event}:{entry.reference}:{entry.eligibility_pass}:{reader.key}",
        recipient=reader.user,
        to_email=reader.email,
        language=reader.language,
        edition_code=entry.edition.code,
        attachments=attachments,
    )


def write_worded(kind: WordedKind, entry: Entry, reader: Reader, reason: str) -> None:
    mail = write_mail(
        kind,
        about(entry, reader.language) | {"reason": reason},
        dedupe_key=f"{kind.event.replace('-', '_')}:{entry.reference}:{entry.eligibility_pass}:{reader.key}",
        recipient=reader.user,
        to_email=reader.email,
        language=reader.language,
        edition_code=entry.edition.code,
    )
    save_messages([mail])


def decided(entry: Entry, reason: str, correction: Correction | None) -> None:
    """To the entrants: what was found, and what there is to do."""
    kind = WORDED.get(Eligibility(entry.eligibility))
    for reader in entrants_of(entry):
        if kind:
            write_worded(kind, entry, reader, reason)
            continue
        more: dict[str, object] = {"reason": reason, "correction": correction}
        if correction:
            more["fields"] = fields_to_correct(entry, correction, reader.language)
        write(TEMPLATES[Eligibility(entry.eligibility)], entry, reader, more)


def fields_to_correct(
    entry: Entry, correction: Correction, language: str
) -> list[tuple[str, str]]:
    with translation.override(language):
        labels = {name: str(label) for name, label in field_labels(entry).items()}
    return [(labels.get(name, name), note) for name, note in correction.fields.items()]


def begun_again(entry: Entry) -> None:
    for reader in entrants_of(entry):
        write("eligibility_begun_again", entry, reader, {})


def correction_sent(entry: Entry, correction: Correction, receipt: Receipt) -> None:
    """To the entrants with the new receipt, and to the organisers, whose word is next."""
    attachments = [{"kind": "entry-receipt", "key": str(receipt.pk)}]
    for reader in entrants_of(entry):
        write("correction_received", entry, reader, {}, attachments)
    tell_organisers("correction_to_read", entry)


def replied(entry: Entry) -> None:
    tell_organisers("eligibility_reply_to_read", entry)


def tell_organisers(event: str, entry: Entry) -> None:
    for role in entry.edition.organisers.acting(Area.ELIGIBILITY).select_related(
        "user"
    ):
        write(event, entry, Reader(role.user, role.user.email, role.user.language), {})
