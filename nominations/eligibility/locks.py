"""Who has an entry open at the eligibility desk: a soft lock by the database's clock,
so that nobody decides it twice.

It ends by itself when the page was not heard of for a while, with a word, and when its
reader passes the entry over. Anybody at the desk may take it over; whoever had it is
told so when they want to give their word.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.db.models.functions import Now
from django.utils.translation import gettext as _

from awards.accounts.models import User
from awards.language.bilingual import reader_language
from awards.language.thai import format_datetime
from awards.ledger.services import database_now
from nominations.models import Entry, Hold
from nominations.refusals import HeldError

# Since its reader last loaded, scrolled or typed: a page left open over night holds nothing.
SILENCE = timedelta(minutes=15)


def standing() -> QuerySet[Hold]:
    return Hold.objects.filter(seen_at__gt=Now() - SILENCE)


def held_by_others(user: User) -> QuerySet[Hold]:
    return standing().exclude(reader=user)


def hold_of(entry: Entry) -> Hold | None:
    """Who has it open now, with ``reader``."""
    return standing().filter(entry=entry).select_related("reader").first()


@transaction.atomic
def take_hold(*, entry: Entry, reader: User, over: bool = False) -> Hold:
    """Open it, or keep it open; the hold that stands is returned, perhaps another reader's.

    ``over`` takes it from whoever has it.
    """
    now = database_now()
    hold, made = Hold.objects.select_for_update(of=("self",)).get_or_create(
        entry=entry, defaults={"reader": reader, "taken_at": now, "seen_at": now}
    )
    silent = hold.seen_at <= now - SILENCE
    if made or (hold.reader_id != reader.pk and not silent and not over):
        return hold
    if hold.reader_id != reader.pk or silent:
        hold.reader, hold.taken_at = reader, now
    hold.seen_at = now
    hold.save()
    return hold


def let_go(*, entry: Entry, reader: User) -> None:
    """Only one's own: what somebody took over stays theirs."""
    Hold.objects.filter(entry=entry, reader=reader).delete()


def check_hold(entry: Entry, reader: User) -> None:
    """Raises HeldError, saying who has it and since when, where that is somebody else."""
    hold = hold_of(entry)
    if hold is None or hold.reader_id == reader.pk:
        return
    since = format_datetime(hold.taken_at, reader_language())
    raise HeldError(
        _(
            "%(who)s has had this entry open since %(since)s. Your text is not lost. "
            "Talk to each other, or take over the entry and save again."
        )
        % {"who": hold.reader, "since": since}
    )


def holders(entries: Iterable[Entry]) -> dict[int, Hold]:
    """Who has which of these open, by their numbers."""
    return {
        hold.entry_id: hold
        for hold in standing().filter(entry__in=list(entries)).select_related("reader")
    }
