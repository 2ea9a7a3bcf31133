"""A person's calendar address: theirs alone, only what they may see, ended at will."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from icalendar import Calendar

from awards.accounts.models import User
from awards.calendars.addresses import end_calendar_address, make_calendar_address
from awards.models import CalendarAddress
from judging.assigning.emails import assignments_changed
from nominations.models import Collaborator, Correction
from nominations.statuses import Eligibility
from tests.factories import (
    make_entry,
    make_full_edition,
    make_organiser,
    make_user,
    make_world,
    moment,
)
from tests.judging.stage import assigned, edition_in_judging, entry_in, judge_of
from tests.test_leaks import kept_from

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def read(token: str, **headers: str) -> Any:
    return Client().get(f"/my-calendar/{token}.ics", headers=headers)


def dates_of(user: User) -> dict[str, Any]:
    """By title."""
    answer = read(make_calendar_address(user=user))
    assert answer.status_code == 200
    events = Calendar.from_ical(answer.content).walk("VEVENT")
    return {str(event["SUMMARY"]): event for event in events}


def test_a_judge_reads_when_judging_closes_and_nothing_of_the_entries() -> None:
    edition = edition_in_judging()
    judge = judge_of(edition)
    User.objects.filter(pk=judge.user_id).update(language="en")
    place = entry_in(edition)
    assigned(judge, place)
    [title] = dates_of(User.objects.get(pk=judge.user_id))
    assert title.startswith("Judging closes: ")
    assert place.entry.reference not in title


def test_a_feed_and_a_mail_name_the_same_date_alike() -> None:
    edition = edition_in_judging()
    judge = judge_of(edition)
    assigned(judge, entry_in(edition))
    round_ = edition.rounds.get()
    for step in range(2):
        assignments_changed(
            {judge.pk: judge}, round_, {judge.pk: ["R"]}, {}, f"k{step}"
        )
        edition.rounds.update(closes_at=round_.closes_at + DAY)
    [event] = dates_of(judge.user).values()
    assert event["UID"].startswith(f"judging-{round_.pk}-{judge.user_id}@")
    assert event["SEQUENCE"] == 1


def test_entrants_read_closings_and_corrections_of_their_own_entries() -> None:
    edition = make_full_edition()
    user = make_user(language="en")
    mine, helped = make_entry(edition, user, state="draft"), make_entry(edition)
    make_entry(edition)
    Collaborator.objects.create(entry=helped, email=user.email)
    type(helped).objects.filter(pk=helped.pk).update(eligibility=Eligibility.RETURNED)
    Correction.objects.create(entry=helped, number=1, until=moment(days=3))
    titles = sorted(dates_of(user))
    assert [title.partition(",")[0] for title in titles] == [
        f"Correction due: {helped.reference}",
        f"Deadline of entry {mine.reference}",
        f"Deadline of entry {helped.reference}",
    ]


def test_organisers_read_the_moments_of_their_editions() -> None:
    edition = make_full_edition(name_en="Mine")
    make_full_edition(name_en="Another")
    user = make_user(language="en")
    make_organiser(edition, user)
    titles = set(dates_of(user))
    assert {
        "Call opens: Mine",
        "Call closes: Mine",
        "Announcement planned: Mine",
    } < titles
    assert not any("Another" in title for title in titles)


@pytest.mark.parametrize(
    "role",
    [
        "judge",
        "conflicted_judge",
        "entrant",
        "organiser",
        "outsider",
        "operator",
        "registrar",
    ],
)
def test_no_feed_tells_what_its_reader_may_not_know(role: str) -> None:
    world = make_world()
    answer = read(make_calendar_address(user=getattr(world, role)))
    text = answer.content.decode().replace("\r\n ", "")
    for name, secret in kept_from(role, world).items():
        assert secret not in text, name


def test_unknown_ended_and_replaced_addresses_open_nothing() -> None:
    user = make_user()
    first = make_calendar_address(user=user)
    second = make_calendar_address(user=user)
    answers = [read(one).status_code for one in (first, second, "x", "y" * 500, "ก")]
    assert answers == [404, 200, 404, 404, 404]
    assert end_calendar_address(user=user)
    assert read(second).status_code == 404
    assert not end_calendar_address(user=user)


def test_a_person_who_may_not_sign_in_any_more_is_read_by_nobody() -> None:
    user = make_user()
    token = make_calendar_address(user=user)
    User.objects.filter(pk=user.pk).update(is_active=False)
    assert read(token).status_code == 404


def test_only_the_hash_of_an_address_is_stored() -> None:
    token = make_calendar_address(user=make_user())
    row = CalendarAddress.objects.get()
    assert token not in str(row.__dict__)
    assert len(token) >= 43


def test_what_did_not_change_is_not_sent_again() -> None:
    edition = make_full_edition()
    user = make_user()
    make_organiser(edition, user)
    token = make_calendar_address(user=user)
    first = read(token)
    assert first["Cache-Control"].startswith("private")
    again = read(token, If_None_Match=first["ETag"])
    assert (again.status_code, again.content) == (304, b"")
    edition.closes_at += DAY
    edition.save()
    assert read(token, If_None_Match=first["ETag"]).status_code == 200


def test_more_dates_ask_no_more_statements() -> None:
    user = make_user()
    token = make_calendar_address(user=user)

    def fill() -> None:
        edition = make_full_edition()
        make_organiser(edition, user)
        judging = edition_in_judging()
        judge = judge_of(judging)
        judge.user = user
        judge.save()
        assigned(judge, entry_in(judging))
        entry = make_entry(edition, user, eligibility=Eligibility.RETURNED)
        Correction.objects.create(entry=entry, number=1, until=moment(days=3))

    def statements() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert read(token).status_code == 200
        return len(asked)

    fill()
    few = statements()
    for _more in range(5):
        fill()
    assert statements() == few <= 14


def test_an_address_is_shown_once_and_made_and_ended_on_the_account() -> None:
    user = make_user(language="en")
    client = Client()
    client.force_login(user)
    path = reverse("accounts:calendar").replace("/th/", "/en/")
    made = client.post(path, {"do": "make"}).content.decode()
    [token] = set(re.findall(r"/my-calendar/([\w-]+)\.ics", made))
    assert read(token).status_code == 200
    assert token not in client.get(path).content.decode()
    assert client.post(path, {"do": "end"}).status_code == 302
    assert read(token).status_code == 404


def test_a_feed_is_only_read() -> None:
    token = make_calendar_address(user=make_user())
    assert Client().post(f"/my-calendar/{token}.ics").status_code == 405
