"""Calendar files that go along with mails: made when the mail is sent, from the date as
it stands then.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from email.utils import parseaddr

from django.conf import settings
from django.utils.translation import override

from awards.calendars.dates import Settled
from awards.models import CalendarDate
from awards.outbox.attachments import Attached, Maker
from awards.outbox.returning import message_domain
from awards.site.calendar import CANCEL, REQUEST, CalendarEvent, Guest, calendar_file
from awards.site.share_links import absolute
from awards.statuses import DateKind

KIND = "calendar-date"
# A deadline stands in a calendar as the half hour that it ends.
LASTS = timedelta(minutes=30)
PAGES = {
    DateKind.JUDGING: "judging:judge-home",
    DateKind.CORRECTION: "nominations:entry-detail",
    DateKind.CLOSING: "nominations:entry-detail",
}


def attached(
    settled: Settled, names: Iterable[str], language: str
) -> list[dict[str, str]]:
    """For the outbox: a file for each of these dates that anybody was told of."""
    return [
        {"kind": KIND, "key": f"{settled.rows[name].pk}:{language}"}
        for name in names
        if name in settled.rows
    ]


def make_date_file(key: str) -> Attached | None:
    """None where the person or the edition is gone."""
    pk, _, language = key.partition(":")
    rows = CalendarDate.objects.select_related("user", "edition")
    row = rows.filter(pk=int(pk)).first()
    if row is None:
        return None
    method = CANCEL if row.cancelled_at else REQUEST
    with override(language):
        content = calendar_file(
            str(row.edition.name),
            [event_of(row, language)],
            made_at=row.changed_at,
            method=method,
            guest=guest_of(row),
        )
    return "invite.ics", content, f"text/calendar; method={method}"


def event_of(row: CalendarDate, language: str) -> CalendarEvent:
    kind = DateKind(row.kind)
    page = [row.reference] if row.reference else []
    return CalendarEvent(
        uid=uid_of(row.name),
        title=row.title_en if language == "en" else row.title_th,
        at=row.at - LASTS,
        until=row.at,
        url=absolute(PAGES[kind], *page, language=language),
        sequence=row.sequence,
        tentative=row.tentative,
        cancelled=row.cancelled_at is not None,
        changed_at=row.changed_at,
        alarm=True,
    )


def guest_of(row: CalendarDate) -> Guest:
    """The organiser of the appointment is whom the mail comes from: calendars move and
    cancel for nobody else.
    """
    _name, sender = parseaddr(settings.DEFAULT_FROM_EMAIL)
    return Guest(sender, str(row.edition.name), row.user.email)


def uid_of(name: str) -> str:
    return f"{name.replace(':', '-')}@{message_domain()}"


MAKERS: dict[str, Maker] = {KIND: make_date_file}
