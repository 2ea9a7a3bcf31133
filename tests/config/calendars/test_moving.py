"""Deadlines come into calendars by mail, move there and are cancelled there."""

from __future__ import annotations

from datetime import UTC, timedelta
from email import message_from_bytes
from email.policy import default
from typing import Any

import pytest
from django.core import mail
from django.utils import timezone
from icalendar import Calendar

from awards.models import CalendarDate, Edition
from awards.outbox.composing import composed
from awards.outbox.models import Message
from awards.outbox.outgoing import as_mail
from config.calendars.moving import move_dates
from judging.assigning.emails import assignments_changed
from judging.jury.invitations import invite_judge, withdraw_invitation
from judging.models import Judge
from judging.progress.services import extend_window
from nominations.entries.deadlines import extend_entry
from nominations.roof.attachments import MAKERS
from tests.factories import ENTRANT_SECRETS, make_entry, make_full_edition, make_user
from tests.judging.stage import assigned, edition_in_judging, entry_in, judge_of

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def parsed(content: bytes) -> Any:
    [event] = Calendar.from_ical(content).walk("VEVENT")
    return event


def files_of(message: Message) -> list[tuple[str, Any]]:
    """Method and event of each calendar file of a mail, as it goes out."""
    read: Any = message_from_bytes(composed(as_mail(message, MAKERS)), policy=default)
    found = []
    for part in read.iter_attachments():
        if part.get_content_type() == "text/calendar":
            content = part.get_payload(decode=True)
            method = str(part["Content-Type"].params["method"])
            assert Calendar.from_ical(content)["METHOD"] == method
            found.append((method, parsed(content)))
    return found


def newest(event: str) -> Message:
    return Message.objects.filter(event=event).latest("pk")


def given(edition: Edition, judge: Judge, *references: str) -> Message:
    assignments_changed(
        {judge.pk: judge},
        edition.rounds.get(),
        {judge.pk: list(references)},
        {},
        f"k{Message.objects.count()}",
    )
    return newest("judge_assigned")


def taken(edition: Edition, judge: Judge, *references: str) -> Message:
    assignments_changed(
        {judge.pk: judge},
        edition.rounds.get(),
        {},
        {judge.pk: list(references)},
        f"k{Message.objects.count()}",
    )
    return newest("judge_unassigned")


def seated() -> tuple[Edition, Judge]:
    edition = edition_in_judging()
    judge = judge_of(edition)
    assigned(judge, entry_in(edition))
    return edition, judge


def test_assigned_judges_get_the_end_of_judging_for_their_calendar() -> None:
    edition, judge = seated()
    round_ = edition.rounds.get()
    [(method, event)] = files_of(given(edition, judge, "R-1"))
    assert method == "REQUEST"
    assert event["STATUS"] == "CONFIRMED"
    assert event["SEQUENCE"] == 0
    assert event["DTEND"].dt == round_.closes_at.astimezone(UTC).replace(microsecond=0)
    assert str(event["ATTENDEE"]) == f"mailto:{judge.user.email}"
    assert event["ATTENDEE"].params["RSVP"] == "FALSE"
    assert str(round_.name_th) in event["SUMMARY"]


def test_a_longer_window_of_one_judge_moves_the_same_appointment() -> None:
    edition, judge = seated()
    [(_method, first)] = files_of(given(edition, judge, "R-1"))
    until = edition.rounds.get().closes_at + 3 * DAY
    extend_window(
        judge=judge,
        round_=edition.rounds.get(),
        until=until,
        reason="x",
        actor=make_user(),
    )
    [(method, second)] = files_of(newest("judge_extended"))
    assert method == "REQUEST"
    assert second["UID"] == first["UID"]
    assert second["SEQUENCE"] == 1
    assert second["DTEND"].dt > first["DTEND"].dt
    assert move_dates() == 0  # it was told


def test_a_round_that_moves_moves_in_every_calendar_it_stands_in() -> None:
    edition, judge = seated()
    given(edition, judge, "R-1")
    assert move_dates() == 0
    edition.rounds.update(closes_at=edition.rounds.get().closes_at + 2 * DAY)
    assert [move_dates(), move_dates()] == [1, 0]
    message = newest("dates-changed")
    assert message.to_email == judge.user.email
    [(method, event)] = files_of(message)
    assert (method, event["SEQUENCE"]) == ("REQUEST", 1)


def test_a_judge_without_entries_any_more_has_the_date_cancelled() -> None:
    edition, judge = seated()
    other = judge_of(edition)
    assigned(other, entry_in(edition))
    [(_method, first)] = files_of(given(edition, judge, "R-1"))
    judge.assignments.update(recused_at=timezone.now())
    [(method, event)] = files_of(taken(edition, judge, "R-1"))
    assert method == "CANCEL"
    assert event["STATUS"] == "CANCELLED"
    assert (event["UID"], event["SEQUENCE"]) == (first["UID"], 1)
    assert not event.walk("VALARM")
    assert move_dates() == 0
    judge.assignments.update(recused_at=None)
    [(method, again)] = files_of(given(edition, judge, "R-1"))
    assert (method, again["SEQUENCE"]) == ("REQUEST", 2)


def test_a_file_is_made_of_the_date_as_it_stands_when_the_mail_goes() -> None:
    edition, judge = seated()
    message = given(edition, judge, "R-1")
    edition.rounds.update(closes_at=edition.rounds.get().closes_at + 2 * DAY)
    move_dates()
    [(_method, event)] = files_of(message)
    assert event["SEQUENCE"] == 1


def test_an_invitation_is_tentative_and_its_withdrawal_cancels() -> None:
    edition = edition_in_judging()
    judge = invite_judge(
        edition=edition,
        email="new@example.org",
        name_th="ก",
        name_en="A",
        actor=make_user(),
    )
    invited = newest("judge_invited")
    [(method, event)] = files_of(invited)
    assert (method, event["STATUS"]) == ("REQUEST", "TENTATIVE")
    assert all(secret not in str(event.to_ical()) for secret in invited.secrets)
    withdraw_invitation(judge=judge, actor=make_user())
    [(method, event)] = files_of(newest("invitation_withdrawn"))
    assert (method, event["STATUS"]) == ("CANCEL", "CANCELLED")


def test_more_time_for_an_entry_stands_in_its_owners_calendar() -> None:
    entry = make_entry(make_full_edition(), state="draft")
    until = timezone.now() + 20 * DAY
    extend_entry(entry=entry, until=until, reason="x", actor=make_user())
    [(_method, event)] = files_of(newest("entry-extended"))
    assert entry.reference in event["SUMMARY"]
    assert event["URL"].endswith(f"/entries/{entry.reference}/")
    extend_entry(entry=entry, until=until + DAY, reason="x", actor=make_user())
    [(_method, again)] = files_of(newest("entry-extended"))
    assert (again["UID"], again["SEQUENCE"]) == (event["UID"], 1)


def test_a_judges_calendar_names_no_entrant_and_no_entry() -> None:
    edition = edition_in_judging()
    judge = judge_of(edition)
    place = entry_in(edition)
    organisation = place.entry.organisation
    organisation.name_th = ENTRANT_SECRETS["organisation_th"]
    organisation.name_en = ENTRANT_SECRETS["organisation_en"]
    organisation.save()
    assigned(judge, place)
    [(_method, event)] = files_of(given(edition, judge, place.entry.reference))
    text = event.to_ical().decode()
    for word in (*map(str, ENTRANT_SECRETS.values()), place.entry.reference):
        assert word not in text


def test_the_file_is_another_form_of_the_mail_and_attached() -> None:
    edition, judge = seated()
    message = given(edition, judge, "R-1")
    read: Any = message_from_bytes(composed(as_mail(message, MAKERS)), policy=default)
    kinds = [part.get_content_type() for part in read.walk()]
    assert kinds == [
        "multipart/mixed",
        "multipart/alternative",
        "text/plain",
        "text/html",
        "text/calendar",
        "text/calendar",
    ]


def test_dates_stay_when_nothing_moved_and_go_with_their_person() -> None:
    edition, judge = seated()
    given(edition, judge, "R-1")
    given(edition, judge, "R-2")
    row = CalendarDate.objects.get()
    assert row.sequence == 0
    assert mail.outbox == []
