"""The eligibility desk: readers say of one entry after the other whether it may take
part.

With two readers the second does not see the first one's word. Where they disagree a
third word ends it, by another organiser, or by one of the two with a note, marked as
settling. Being found not eligible can be answered once, which asks for a final word.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import transaction

from awards.accounts.models import User
from awards.language.thai import clean_text
from awards.ledger.acts import Act
from awards.ledger.services import append, database_now
from nominations import acts
from nominations.eligibility import emails
from nominations.eligibility.locks import check_hold, let_go
from nominations.entries.passes import begin_pass, check_way
from nominations.guard import lock_entry
from nominations.models import Correction, Entry, Reply, Verdict
from nominations.refusals import (
    AlreadyReadError,
    VerdictError,
    WhenError,
    WhichFieldsError,
    WrongStateError,
)
from nominations.statuses import (
    DECIDED,
    Eligibility,
    EntryState,
    Outcome,
)


@dataclass(frozen=True)
class Word:
    """What a reader says. ``reason`` is for the entrant, ``note`` for organisers.
    ``corrections``: field → note.
    """

    outcome: Outcome
    reason: str = ""
    note: str = ""
    corrections: Mapping[str, str] = field(default_factory=dict)
    until: datetime | None = None


@transaction.atomic
def give_word(*, entry: Entry, reader: User, number: int, word: Word) -> Entry:
    """A reader's word on the pass ``number`` of an entry, as the reader saw it.

    Raises WrongStateError when the entry has moved on meanwhile, HeldError when another
    reader has it open, AlreadyReadError, and VerdictError and its kinds when the word
    lacks something.
    """
    entry = lock_entry(entry)
    if entry.state != EntryState.SUBMITTED or entry.eligibility_pass != number:
        raise WrongStateError
    end_overdue_correction(entry)
    check_hold(entry, reader)
    check_word(entry, word)
    given = list(
        entry.verdicts.filter(number=entry.eligibility_pass).select_related("reader")
    )
    handlers = {
        Eligibility.UNCHECKED: read,
        Eligibility.SECOND: read,
        Eligibility.DISPUTED: settle_dispute,
        Eligibility.ANSWERED: say_final_word,
    }
    handler = handlers.get(Eligibility(entry.eligibility))
    if handler is None:
        raise WrongStateError
    handler(entry, reader, word, given)
    let_go(entry=entry, reader=reader)
    return entry


def end_overdue_correction(entry: Entry) -> None:
    """A correction that was not sent in time ends its pass: what stands is read again.
    Raises WrongStateError while there is time left, or where the correction was
    sent.
    """
    if entry.eligibility != Eligibility.RETURNED:
        return
    correction = entry.corrections.filter(
        number=entry.eligibility_pass, sent_at=None
    ).first()
    if correction is None or database_now() < correction.until:
        raise WrongStateError
    begin_pass(entry)


def check_word(entry: Entry, word: Word) -> None:
    """Raises VerdictError without a reason for refusing, WhichFieldsError without a note
    for each field to correct, WhenError for a deadline that is past or after the
    announcement, WrongStateError for a correction after the entrant's answer.
    """
    if word.outcome == Outcome.NOT_ELIGIBLE and not word.reason:
        raise VerdictError
    if word.outcome != Outcome.RETURNED:
        return
    if entry.eligibility == Eligibility.ANSWERED:
        raise WrongStateError
    if not word.corrections or not all(word.corrections.values()):
        raise WhichFieldsError
    if (
        word.until is None
        or not database_now() < word.until < entry.edition.announcement
    ):
        raise WhenError


def read(entry: Entry, reader: User, word: Word, given: Sequence[Verdict]) -> None:
    """A first or second reader's word; ``given`` are the words of this pass before it.
    Raises AlreadyReadError.
    """
    if any(verdict.reader_id == reader.pk for verdict in given):
        raise AlreadyReadError
    verdict = keep_word(entry, reader, word)
    if not given and entry.edition.eligibility_readers > 1:
        # Its value hangs on no entry's history: the second reader must not learn it there.
        values = {
            "entry": entry.reference,
            "pass": entry.eligibility_pass,
            "outcome": word.outcome,
        }
        append(
            entry.edition.code,
            acts.ELIGIBILITY_READ,
            reader,
            values,
            subject=f"eligibility:{entry.reference}",
        )
        move(entry, Eligibility.SECOND)
    elif given and given[0].outcome != word.outcome:
        move(entry, Eligibility.DISPUTED)
        write_down(entry, acts.ELIGIBILITY_DISPUTED, reader, {})
    else:
        decide(entry, reader, [*given, verdict])


def settle_dispute(
    entry: Entry, reader: User, word: Word, given: Sequence[Verdict]
) -> None:
    """Where two readers differ a third one's word holds, or that of one of them who adds
    a note; raises AlreadyReadError without one.
    """
    if any(verdict.reader_id == reader.pk for verdict in given) and not word.note:
        raise AlreadyReadError
    decide(entry, reader, [keep_word(entry, reader, word, settles=True)])


def say_final_word(
    entry: Entry, reader: User, word: Word, given: Sequence[Verdict]
) -> None:
    """On what the entrant answered to a refusal. One reader is enough."""
    decide(entry, reader, [keep_word(entry, reader, word, final=True)])


def keep_word(
    entry: Entry,
    reader: User,
    word: Word,
    *,
    settles: bool = False,
    final: bool = False,
) -> Verdict:
    """The word as a row of the entry's present pass."""
    returned = word.outcome == Outcome.RETURNED
    return Verdict.objects.create(
        entry=entry,
        number=entry.eligibility_pass,
        reader=reader,
        outcome=word.outcome,
        reason=word.reason,
        note=word.note,
        corrections=dict(word.corrections) if returned else {},
        until=word.until if returned else None,
        settles=settles,
        final=final,
    )


def decide(entry: Entry, reader: User, verdicts: Sequence[Verdict]) -> None:
    """What all of ``verdicts`` say holds from now on; the entrant is told."""
    outcome, reason = (
        Outcome(verdicts[0].outcome),
        joined(verdict.reason for verdict in verdicts),
    )
    to = Eligibility(outcome.value)
    if outcome == Outcome.NOT_ELIGIBLE and (
        verdicts[0].final or Reply.objects.filter(entry=entry).exists()
    ):
        to = Eligibility.REFUSED
    values: dict[str, Any] = {
        "outcome": to.value,
        "reason": reason,
        "readers": len(verdicts),
    }
    correction = None
    if outcome == Outcome.RETURNED:
        correction = open_fields(entry, reason, verdicts)
        values |= {"fields": correction.fields, "until": correction.until.isoformat()}
    move(entry, to)
    write_down(entry, acts.ELIGIBILITY_DECIDED, reader, values)
    emails.decided(entry, reason, correction)


def open_fields(entry: Entry, reason: str, verdicts: Sequence[Verdict]) -> Correction:
    """Every field that a reader marked, until the latest of their deadlines."""
    names = [name for verdict in verdicts for name in verdict.corrections]
    fields = {
        name: joined(verdict.corrections.get(name, "") for verdict in verdicts)
        for name in names
    }
    until = max(verdict.until for verdict in verdicts if verdict.until)
    return Correction.objects.create(
        entry=entry,
        number=entry.eligibility_pass,
        reason=reason,
        fields=fields,
        until=until,
    )


def joined(texts: Iterable[str]) -> str:
    """Each different text once, in their order, with an empty line between."""
    return "\n\n".join(dict.fromkeys(text for text in texts if text))


def move(entry: Entry, to: Eligibility) -> None:
    """To another state of eligibility. Raises WrongStateError where
    no way leads there.
    """
    check_way(entry, to)
    entry.eligibility = to
    entry.save(update_fields=["eligibility", "updated_at"])


@transaction.atomic
def begin_again(*, entry: Entry, actor: User, reason: str) -> Entry:
    """An organiser has the check done anew, with a reason that stands in the ledger.
    Entrants who were told of a decision are told of this, too. Raises VerdictError
    without a reason, WrongStateError while a correction is awaited.
    """
    entry, reason = lock_entry(entry), clean_text(reason)
    if not reason:
        raise VerdictError
    was_told = entry.eligibility in DECIDED
    if entry.eligibility == Eligibility.RETURNED:
        raise WrongStateError
    begin_pass(entry)
    write_down(entry, acts.ELIGIBILITY_BEGUN_AGAIN, actor, {"reason": reason})
    if was_told:
        emails.begun_again(entry)
    return entry


def write_down(
    entry: Entry, act: Act, user: User, values: Mapping[str, object]
) -> None:
    """A row of the edition's ledger about this entry; ``values`` are JSON."""
    about = {"entry": entry.reference, **values}
    append(entry.edition.code, act, user, about, subject=f"entry:{entry.reference}")
