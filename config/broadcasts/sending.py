"""Sending what is due, a batch in a transaction: the list of readers first, then their
mails, some hundreds at a time.

A batch holds the broadcast's row. Two workers at once never write the same one, an
organiser who stops it waits for the batch in hand, and a worker that is killed leaves
whole batches: the next look goes on behind them. A mail's key names broadcast and
person, so that nobody is ever written to twice.
"""

from __future__ import annotations

import logging
import time

from django.db import transaction
from django.db.models import CharField, OuterRef, Subquery, Value
from django.db.models.functions import Cast, Concat

from awards import acts
from awards.ledger.services import database_now
from awards.mails.audiences import Reader, Values
from awards.mails.kinds import Source
from awards.mails.writing import worded
from awards.models import Broadcast, BroadcastRecipient
from awards.models.broadcasts import Standing
from awards.outbox.models import Message
from awards.outbox.services import addressed, save_messages
from awards.outbox.work import WorkState
from awards.refusals import SecondPersonNeeded
from config.broadcasts.audiences import kind_of
from config.broadcasts.people import going, people_of, readers_of, values_for
from config.broadcasts.services import GREW, ask_approval, needs_approval, note

BATCH = 200
LONGEST = 30.0  # seconds of one sweep: the next one goes on

log = logging.getLogger(__name__)


def send_due(*, seconds: float = LONGEST) -> int:
    """Every broadcast whose moment has come; how many batches were written. A failure
    of one keeps no other, and is tried again later.
    """
    until, steps = time.monotonic() + seconds, 0
    for pk in list(Broadcast.objects.due().values_list("pk", flat=True)):
        try:
            while time.monotonic() < until and send_next(pk):
                steps += 1
        except Exception as error:  # whatever is wrong with one of them
            log.exception("broadcast %s", pk)
            Broadcast.objects.get(pk=pk).retry_later(f"{type(error).__name__}: {error}")
    return steps


@transaction.atomic
def send_next(pk: int) -> bool:
    """One step of this broadcast; False where there is none to do, or another worker is
    at it.
    """
    rows = Broadcast.objects.due().order_by().filter(pk=pk)
    held = (
        rows.select_related("edition", "planned_by")
        .select_for_update(of=("self",), skip_locked=True)
        .first()
    )
    if held is None:
        return False
    if held.listed_at is None:
        return make_list(held)
    waiting = held.recipients.filter(standing=Standing.WAITS).select_related("user")
    batch = list(waiting.order_by("pk")[:BATCH])
    if batch:
        write_batch(held, batch)
        return True
    finish(held)
    return False


def make_list(held: Broadcast) -> bool:
    """Who is in the group now. False where it grew beyond what one organiser decides
    about: it waits for another one then.
    """
    count = going(held).count()
    if needs_approval(held, count):
        hold_back(held, count)
        return False
    ids = people_of(held).order_by("pk").values_list("pk", flat=True)
    rows = [BroadcastRecipient(broadcast=held, user_id=pk) for pk in ids]
    BroadcastRecipient.objects.bulk_create(rows, ignore_conflicts=True)
    held.state, held.listed_at = WorkState.CLAIMED, database_now()
    held.save(update_fields=["state", "listed_at"])
    note(held, acts.BROADCAST_SENT, held.planned_by, people=count)
    return True


def hold_back(held: Broadcast, count: int) -> None:
    """It is a draft again where nobody could approve it; its page says why."""
    try:
        ask_approval(held, count)
    except SecondPersonNeeded:
        held.state, held.last_error = WorkState.DRAFT, GREW
    held.save()


def write_batch(held: Broadcast, batch: list[BroadcastRecipient]) -> None:
    readers = readers_of(held, [row.user for row in batch])
    told = values_for(held, still_in(held, readers))
    rows = {row.user_id: row for row in batch}
    mails = [
        mail_to(held, reader, rows[reader.pk], told[reader.pk])
        for reader in readers
        if reader.pk in told
    ]
    save_messages(mails)
    ids = BroadcastRecipient.objects.filter(pk__in=[row.pk for row in batch])
    gone = [row.pk for row in batch if row.user_id not in told]
    written = Message.objects.filter(dedupe_key=key_of(held))
    ids.filter(pk__in=gone).update(standing=Standing.GONE)
    ids.exclude(pk__in=gone).update(
        standing=Standing.WRITTEN, message=Subquery(written.values("pk")[:1])
    )


def still_in(held: Broadcast, readers: list[Reader]) -> list[Reader]:
    """Those in the group at this moment: pauses between batches may be long."""
    people = people_of(held).filter(pk__in=[reader.pk for reader in readers])
    there = set(people.values_list("pk", flat=True))
    return [reader for reader in readers if reader.pk in there]


def mail_to(
    held: Broadcast, reader: Reader, row: BroadcastRecipient, values: Values
) -> Message:
    mail = worded(
        kind_of(held),
        values,
        reader.language,
        held.edition.code,
        reader.user,
        source_in(held, reader.language),
    )
    message = addressed(
        mail,
        kind_of(held).event,
        dedupe_key=f"broadcast:{held.pk}:{row.pk}",
        recipient=reader.user,
        language=reader.language,
        edition_code=held.edition.code,
    )
    message.priority = Message.MASS  # however few they are: nobody sits and waits
    return message


def source_in(broadcast: Broadcast, language: str) -> Source:
    return Source(
        getattr(broadcast, f"subject_{language}"),
        getattr(broadcast, f"text_{language}"),
    )


def key_of(held: Broadcast) -> Concat:
    """The key of a recipient's mail, as SQL."""
    return Concat(Value(f"broadcast:{held.pk}:"), Cast(OuterRef("pk"), CharField()))


def finish(held: Broadcast) -> None:
    held.state, held.finished_at = WorkState.DONE, database_now()
    held.save(update_fields=["state", "finished_at"])
