"""A person's dates in all editions, as they may see them: as a judge, as an entrant, as
an organiser. It names entries by their reference only, and to their entrants alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.db.models import F
from django.utils.translation import gettext as _
from django.utils.translation import override

from awards.accounts.models import User
from awards.calendars.attaching import LASTS, PAGES, uid_of
from awards.calendars.dates import Appointment, sequences_of
from awards.ledger.services import database_now
from awards.models import CalendarAddress, Edition, Round
from awards.outbox.returning import message_domain
from awards.site.calendar import CalendarEvent, calendar_file
from awards.site.share_links import absolute
from awards.statuses import DateKind
from judging.mails.dates import judging_appointments
from judging.models import Judge
from nominations.eligibility.calendar import correction_appointment
from nominations.entries.calendar import closing_of
from nominations.models import Correction, Entry
from nominations.statuses import Eligibility, EntryState


def feed_of(address: CalendarAddress) -> bytes:
    """The same bytes as long as no date changed. In a fixed number of statements."""
    user = address.user
    with override(user.language):
        events = [*personal(user, database_now()), *organised(user)]
        name = _("Smart City Awards: my dates")
    return calendar_file(name, events, made_at=address.made_at)


def personal(user: User, now: datetime) -> Iterator[CalendarEvent]:
    """Deadlines that the person may get by mail as well, under the same name."""
    found = [*judged(user, now), *entered(user, now)]
    sequences = sequences_of({one.name for one in found})
    for one in found:
        yield event_of(one, user, sequences.get(one.name, 0))


def judged(user: User, now: datetime) -> list[Appointment]:
    roles = list(Judge.objects.filter(user=user).values_list("pk", flat=True))
    return judging_appointments(now, judges=roles) if roles else []


def entered(user: User, now: datetime) -> Iterator[Appointment]:
    """Until when an entry can be submitted or changed, and corrections."""
    own = Entry.objects.entered_by(user).filter(edition__announced_at=None)
    drafts = own.filter(state__in=(EntryState.DRAFT, EntryState.SUBMITTED))
    for entry in drafts.select_related("edition", "owner").order_by("pk"):
        closing = closing_of(entry)
        if closing.at > now:
            yield closing
    corrections = Correction.objects.filter(
        sent_at=None,
        until__gt=now,
        number=F("entry__eligibility_pass"),
        entry__eligibility=Eligibility.RETURNED,
        entry__in=own.filter(state=EntryState.SUBMITTED),
    )
    for one in corrections.select_related("entry__edition").order_by("pk"):
        yield correction_appointment(one, user)


def event_of(one: Appointment, user: User, sequence: int) -> CalendarEvent:
    page = [one.reference] if one.reference else []
    return CalendarEvent(
        uid=uid_of(one.name),
        title=one.title_en if user.language == "en" else one.title_th,
        at=one.at - LASTS,
        until=one.at,
        url=absolute(PAGES[DateKind(one.kind)], *page),
        sequence=sequence,
        tentative=one.tentative,
    )


def organised(user: User) -> Iterator[CalendarEvent]:
    """The moments of the editions that the person helps to run, in any role."""
    editions = list(Edition.objects.organised_by(user).distinct())
    for edition in editions:
        yield edition_event(edition, "opens", _("Call opens"), edition.opens_at)
        yield edition_event(edition, "closes", _("Call closes"), edition.closes_at)
        words = _("Announcement planned")
        yield edition_event(edition, "announces", words, edition.announces_at)
    rounds = Round.objects.filter(edition__in=editions, active=True)
    for round_ in rounds.select_related("edition").order_by("pk"):
        yield round_event(round_, "opens", _("Judging opens"), round_.opens_at)
        yield round_event(round_, "closes", _("Judging closes"), round_.closes_at)


def edition_event(
    edition: Edition, what: str, words: str, at: datetime
) -> CalendarEvent:
    return CalendarEvent(
        uid=f"edition-{edition.pk}-{what}@{message_domain()}",
        title=f"{words}: {edition.name}",
        at=at,
        url=absolute("edition-home", edition.code),
    )


def round_event(round_: Round, what: str, words: str, at: datetime) -> CalendarEvent:
    return CalendarEvent(
        uid=f"round-{round_.pk}-{what}@{message_domain()}",
        title=f"{words}: {round_.name}, {round_.edition.name}",
        at=at,
        url=absolute("edition-home", round_.edition.code),
    )
