"""The page of what goes out when, the rules on it, and sending before the time."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from awards.ledger.models import Row
from awards.models import Edition, Reminded, ReminderRule
from awards.outbox.delivery import deliver_messages
from awards.outbox.models import Message
from awards.refusals import Refused
from awards.reminders.clock import site_zone
from awards.reminders.moments import is_night
from awards.reminders.rules import RULES, as_typed
from awards.roles import Role
from awards.statuses import Reminder
from config.demonstration.reminders import load_reminders
from config.reminders.pages import answers_about, plan_lines, state_of
from config.reminders.sending import send_at, send_reminders_now
from nominations.models import Correction
from nominations.statuses import Eligibility
from tests.config.reminders.staged import ZONE, call_closing, draft_of, noon, sweep
from tests.factories import (
    make_certificate,
    make_edition,
    make_entry,
    make_maker,
    make_organiser,
    make_registrar,
    make_user,
)
from tests.judging.stage import assigned, edition_in_judging, entry_in, judge_of

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def signed_in(edition: Edition, role: Role = Role.OWNER) -> Client:
    user = make_user()
    make_organiser(edition, user, role=role)
    client = Client()
    client.force_login(user)
    return client


def page(client: Client, edition: Edition, query: str = "") -> str:
    address = reverse("reminders", args=[edition.code]).replace("/th/", "/en/")
    return client.get(address + query).content.decode()


def set_by_form(
    client: Client, edition: Edition, kind: Reminder, **sent: str
) -> tuple[int, str]:
    address = reverse("reminders-rule", args=[edition.code, kind.value])
    posted = {f"{kind.value}-{name}": value for name, value in sent.items()}
    answer = client.post(address.replace("/th/", "/en/"), posted)
    return answer.status_code, answer.content.decode()


def test_plan_says_by_day_who_will_be_reminded_of_what() -> None:
    edition = call_closing(20 * DAY)
    owner = make_user("owner@example.org")
    draft_of(edition, owner)
    lines = plan_lines(state_of(edition))
    days = [(line.first.date() - noon().date()).days for line in lines]
    assert days == [6, 13, 17, 19, 20]
    assert {whom.email for line in lines for whom in line.people} == {owner.email}
    shown = page(signed_in(edition), edition)
    assert "owner@example.org" in shown
    assert "1 person" in shown


def test_page_of_an_edition_tells_nothing_of_another() -> None:
    edition, other = call_closing(20 * DAY), call_closing(20 * DAY)
    draft_of(other, make_user("other@example.org"))
    shown = page(signed_in(edition), edition, "?person=other@example.org")
    assert "There is nobody to remind now." in shown
    assert "no reminder was sent to this address" in shown


def test_page_names_no_draft_which_is_its_entrants_own() -> None:
    edition = call_closing(20 * DAY)
    entry = draft_of(edition, title_en="Secret plan", title_th="แผนลับ")
    shown = page(signed_in(edition), edition, f"?person={entry.owner.email}")
    for word in ("Secret plan", "แผนลับ", entry.reference):
        assert word not in shown


def test_what_went_out_and_why_is_told() -> None:
    edition = call_closing(3 * DAY)
    entry = draft_of(edition)
    sweep(noon())
    client = signed_in(edition)
    words = page(client, edition, f"?person={entry.owner.email}")
    assert "Written, on its way." in words
    deliver_messages()
    assert "Sent." in page(client, edition, f"?person={entry.owner.email}")


def test_why_not_is_told() -> None:
    edition = call_closing(8 * DAY)
    entry = draft_of(edition)
    owner = entry.owner.email
    type(entry).objects.filter(pk=entry.pk).update(created_at=timezone.now())
    with override("en"):
        answers = answers_about(owner, edition, state_of(edition))
    said = [answer.words for answer in answers]
    assert said[0] == "Not sent: it did not wait for this person then yet."
    assert said[-1] == "Will be sent."
    client = signed_in(edition)
    status, _page = set_by_form(client, edition, Reminder.CLOSING, moments="3")
    assert status == 302
    with override("en"):
        [answer] = answers_about(owner, edition, state_of(edition))
    assert answer.words == "Not sent: this reminder is turned off."


def test_moments_are_typed_in_either_digits_and_kept_in_order() -> None:
    edition = make_edition()
    client = signed_in(edition)
    status, _page = set_by_form(
        client, edition, Reminder.BALLOTS, active="on", moments="๑, 80 % 50%, 80%"
    )
    assert status == 302
    row = ReminderRule.objects.get(edition=edition)
    assert (row.active, row.moments) == (True, ["1", "80%", "50%"])
    assert Row.objects.filter(chain=edition.code, act="reminder-rule").exists()


@pytest.mark.parametrize(
    ("kind", "typed", "said"),
    [
        (Reminder.CLOSING, "", "Enter when it is sent"),
        (Reminder.CLOSING, "50%", "cannot be read"),
        (Reminder.CLOSING, "soon", "cannot be read"),
        (Reminder.CLOSING, "-1", "cannot be read"),
        (Reminder.CLOSING, "9999", "Enter days up to 365."),
        (Reminder.CLOSING, "1 2 3 4 5 6 7 8 9", "at most 8 times"),
        (Reminder.BALLOTS, "100%", "from 1 to 99"),
        (Reminder.INVITATION, "0", "1 day or more"),
    ],
)
def test_what_cannot_be_read_is_said_and_stays_typed(
    kind: Reminder, typed: str, said: str
) -> None:
    edition = make_edition()
    status, shown = set_by_form(signed_in(edition), edition, kind, moments=typed)
    assert status == 422
    assert said in shown
    assert f'value="{typed}"' in shown or not typed
    assert not ReminderRule.objects.exists()


def test_each_kinds_default_can_be_typed() -> None:
    for rule in RULES.values():
        assert set(as_typed(rule.read(", ".join(rule.usual)))) == set(rule.usual)


def test_readers_may_look_and_not_act() -> None:
    edition = call_closing(3 * DAY)
    draft_of(edition)
    client = signed_in(edition, Role.READER)
    assert '<form method="post"' not in page(client, edition).split("</header>")[-1]
    status, _page = set_by_form(client, edition, Reminder.CLOSING, moments="3")
    assert status == 403


def test_sent_now_is_the_mail_of_the_day_with_what_else_is_due() -> None:
    edition, other = call_closing(20 * DAY), call_closing(3 * DAY)
    user = make_user()
    mine, due = draft_of(edition, user), draft_of(other, user)
    sent = send_at(noon(), ZONE, edition, Reminder.CLOSING, make_user())
    assert (sent.sent, sent.heard) == (1, 0)
    [mail] = Message.objects.filter(event="reminder-digest")
    assert mine.reference in mail.text
    assert due.reference in mail.text
    again = send_at(noon(), ZONE, edition, Reminder.CLOSING, make_user())
    assert (again.sent, again.heard) == (0, 1)
    assert sweep(noon()) == 0


def test_sending_now_is_refused_where_nothing_waits() -> None:
    with pytest.raises(Refused):
        send_at(noon(), ZONE, make_edition(), Reminder.BALLOTS, make_user())


def test_sending_now_says_what_came_of_it() -> None:
    """By day it is sent, in the night refused, whenever this runs."""
    edition = call_closing(20 * DAY)
    draft_of(edition)
    organiser = make_user()
    if is_night(timezone.now(), site_zone()):
        with pytest.raises(Refused):
            send_reminders_now(edition=edition, kind=Reminder.CLOSING, actor=organiser)
        assert not Reminded.objects.exists()
    else:
        sent = send_reminders_now(
            edition=edition, kind=Reminder.CLOSING, actor=organiser
        )
        assert sent.sent == 1
        assert Row.objects.filter(chain=edition.code, act="reminders-sent").exists()


def preview_of(edition: Edition, email: str) -> str:
    address = reverse("reminders-preview", args=[edition.code]).replace("/th/", "/en/")
    return signed_in(edition).get(f"{address}?person={email}").content.decode()


def test_preview_is_what_the_person_would_get() -> None:
    edition = call_closing(20 * DAY)
    user = make_user("reader@example.org", language="en")
    entry = make_entry(edition, user, eligibility=Eligibility.RETURNED)
    Correction.objects.create(entry=entry, number=1, opened_at=noon(), until=noon(9))
    shown = preview_of(edition, "reader@example.org")
    assert f"Entry {entry.reference}: correction due on" in shown


def test_preview_invents_an_entry_in_the_place_of_a_draft() -> None:
    edition = call_closing(20 * DAY)
    user = make_user("reader@example.org", language="en")
    entry = draft_of(edition, user)
    shown = preview_of(edition, "reader@example.org")
    assert entry.reference not in shown
    assert "SCSA-2570-0001" in shown
    assert "invented" in shown


def test_registrars_set_when_makers_are_reminded() -> None:
    make_certificate(maker=make_maker(), expires_on=noon(40).date())
    client = Client()
    client.force_login(make_registrar())
    address = reverse("register-reminders").replace("/th/", "/en/")
    assert "maker@example.com" in client.get(address).content.decode()
    posted = {"certificate-active": "on", "certificate-moments": "20"}
    assert client.post(f"{address}rule/", posted).status_code == 302
    assert ReminderRule.objects.get(edition=None).moments == ["20"]
    assert [sweep(noon(day)) for day in (11, 21, 22)] == [0, 1, 0]


def statements(client: Client, address: str) -> int:
    client.get(address)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    return len(asked)


def test_pages_ask_the_same_for_one_person_and_for_many() -> None:
    edition = call_closing(3 * DAY)
    client = signed_in(edition)
    places = [
        reverse("reminders", args=[edition.code]) + "?person=nobody@example.org",
        reverse("reminders-preview", args=[edition.code]),
    ]
    draft_of(edition)
    sweep(noon())
    few = [statements(client, place) for place in places]
    for _more in range(6):
        draft_of(edition)
    sweep(noon(1))
    assert [statements(client, place) for place in places] == few
    assert max(few) <= 26


def test_demonstration_reminds_judges_whose_ballots_are_missing() -> None:
    edition = edition_in_judging()
    assigned(judge_of(edition), entry_in(edition))
    assert load_reminders(edition, make_user()) == 1
    assert Reminded.objects.get().kind == Reminder.BALLOTS
    assert "1 person" in page(signed_in(edition), edition)
