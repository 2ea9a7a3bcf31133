"""One function per event of the eligibility desk; each writes its mails into the outbox
in its readers' languages.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils import translation

from awards.accounts.models import User
from awards.accounts.people import people_of
from awards.calendars.attaching import attached
from awards.calendars.dates import settle
from awards.mails.kinds import Value, WordedKind, listed
from awards.mails.writing import write_mail
from awards.outbox.models import Message
from awards.outbox.services import save_messages
from awards.roles import Area
from nominations.eligibility.calendar import correction_appointment, correction_done
from nominations.eligibility.mail_kinds import (
    BEGUN_AGAIN,
    CORRECTION_RECEIVED,
    CORRECTION_TO_READ,
    ENTRY_RETURNED,
    REPLY_TO_READ,
)
from nominations.entries.field_labels import field_labels
from nominations.entries.mail_kinds import (
    ENTRY_ELIGIBLE,
    ENTRY_NOT_ELIGIBLE,
    ENTRY_REFUSED,
)
from nominations.mails.basics import about, receipts
from nominations.models import Correction, Entry, Receipt
from nominations.statuses import Eligibility, May

KINDS = {
    Eligibility.RETURNED: ENTRY_RETURNED,
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
    kind: WordedKind,
    entry: Entry,
    reader: Reader,
    more: Mapping[str, Value],
    *,
    page: str = "nominations:entry-detail",
    attachments: list[dict[str, str]] | None = None,
) -> Message:
    """Not written yet. ``page``: where the mail's link leads."""
    key = f"{entry.reference}:{entry.eligibility_pass}:{reader.key}"
    return write_mail(
        kind,
        {**about(entry, reader.language, page), **more},
        dedupe_key=f"{kind.event.replace('-', '_')}:{key}",
        recipient=reader.user,
        to_email=reader.email,
        language=reader.language,
        edition_code=entry.edition.code,
        attachments=attachments,
    )


def decided(entry: Entry, reason: str, correction: Correction | None) -> None:
    """To the entrants: what was found, and what there is to do."""
    kind = KINDS[Eligibility(entry.eligibility)]
    mails = []
    for reader in entrants_of(entry):
        more: dict[str, Value] = {"reason": reason}
        if correction:
            more |= to_correct(entry, correction, reader.language)
        files = due_file(correction, reader) if correction else None
        mails.append(write(kind, entry, reader, more, attachments=files))
    save_messages(mails)


def due_file(correction: Correction, reader: Reader) -> list[dict[str, str]]:
    """The deadline, for the calendar of who has an account."""
    if reader.user is None:
        return []
    dates = settle([correction_appointment(correction, reader.user)])
    return attached(dates, dates.rows, reader.language)


def done_file(entry: Entry, reader: Reader) -> list[dict[str, str]]:
    """What takes the deadline off the calendar again."""
    if reader.user is None:
        return []
    dates = correction_done(entry, reader.user)
    return attached(dates, dates.rows, reader.language)


def to_correct(entry: Entry, correction: Correction, language: str) -> dict[str, Value]:
    """The fields with a note on each, and until when."""
    with translation.override(language):
        labels = {name: str(label) for name, label in field_labels(entry).items()}
    notes = correction.fields.items()
    fields = listed(f"{labels.get(name, name)}: {note}" for name, note in notes)
    return {"fields": fields, "until": correction.until}


def begun_again(entry: Entry) -> None:
    save_messages(
        [write(BEGUN_AGAIN, entry, reader, {}) for reader in entrants_of(entry)]
    )


def correction_sent(entry: Entry, receipt: Receipt) -> None:
    """To the entrants with the new receipt, and to the organisers, whose word is next."""
    mails = []
    for reader in entrants_of(entry):
        files = [*receipts(receipt.pk), *done_file(entry, reader)]
        mails.append(write(CORRECTION_RECEIVED, entry, reader, {}, attachments=files))
    save_messages(mails)
    tell_organisers(CORRECTION_TO_READ, entry)


def replied(entry: Entry) -> None:
    tell_organisers(REPLY_TO_READ, entry)


def tell_organisers(kind: WordedKind, entry: Entry) -> None:
    mails = []
    acting = entry.edition.organisers.acting(Area.ELIGIBILITY)
    for role in acting.select_related("user"):
        reader = Reader(role.user, role.user.email, role.user.language)
        page = "nominations:eligibility-check"
        mails.append(write(kind, entry, reader, {}, page=page))
    save_messages(mails)
