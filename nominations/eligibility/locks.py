"""Who has an entry open at the eligibility desk: a soft lock by the database's clock,
so that nobody decides it twice.

It ends by itself when the page was not heard of for a while, with a word, and when its
reader passes the entry over. Anybody at the desk may take it over; whoever had it is
told so when they want to give their word.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from django.db.models import QuerySet
from django.db.models.functions import Now
from django.utils.translation import gettext as _

from awards.accounts.models import User
from awards.language.bilingual import reader_language
from awards.language.thai import format_datetime
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


# One statement opens it, keeps it open or takes it over; it returns nothing where it
# stays with somebody else.
TAKEN = """
    INSERT INTO nominations_hold AS held (entry_id, reader_id, taken_at, seen_at)
    VALUES (%(entry)s, %(reader)s, now(), now())
    ON CONFLICT (entry_id) DO UPDATE SET
        taken_at = CASE WHEN held.reader_id = %(reader)s AND held.seen_at > now() - %(silence)s
            THEN held.taken_at ELSE now() END,
        reader_id = %(reader)s,
        seen_at = now()
    WHERE held.reader_id = %(reader)s OR held.seen_at <= now() - %(silence)s OR %(over)s
    RETURNING held.*"""


def take_hold(*, entry: Entry, reader: User, over: bool = False) -> Hold:
    """Open it, or keep it open; the hold that stands is returned, perhaps another reader's.

    ``over`` takes it from whoever has it.
    """
    given = {"entry": entry.pk, "reader": reader.pk, "silence": SILENCE, "over": over}
    for hold in Hold.objects.raw(TAKEN, given):
        hold.reader = reader
        return hold
    of_another = Hold.objects.filter(entry=entry).select_related("reader").first()
    # let go meanwhile: it is free now
    return of_another or take_hold(entry=entry, reader=reader, over=over)


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
