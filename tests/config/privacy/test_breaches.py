"""A breach: who is touched, the papers, the clock, and each export recorded."""

from __future__ import annotations

import io
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.translation import activate
from openpyxl import load_workbook

from awards.ledger.models import Row
from awards.models import Breach
from awards.outbox.models import Message
from awards.outbox.topics import Topic, topic_of
from awards.refusals import WrongState
from config.privacy.breaches.pages import clock_of, notices_of
from config.privacy.breaches.services import (
    ask_to_tell,
    close_breach,
    note_export,
    note_notified,
    save_breach,
    tell_touched,
    touched_by,
)
from nominations.models import Collaborator
from tests.factories import (
    make_breach,
    make_entry,
    make_full_edition,
    make_judge,
    make_message,
    make_operator,
    make_user,
)

pytestmark = pytest.mark.django_db


def emails(breach: Breach) -> set[str]:
    return {one.email for one in touched_by(breach)}


def test_the_people_of_an_edition_are_found_from_the_data() -> None:
    edition = make_full_edition("test-1")
    entry = make_entry(edition, make_user("entrant@example.org"))
    Collaborator.objects.create(entry=entry, email="Helper@example.org")
    make_judge(edition, make_user("judge@example.org"))
    make_user("outsider@example.org")
    found = {
        scope: emails(make_breach(scope=scope, edition=edition))
        for scope in ("entrants", "judges", "edition")
    }
    assert found["entrants"] == {"entrant@example.org", "helper@example.org"}
    assert found["judges"] == {"judge@example.org"}
    assert found["edition"] >= found["entrants"] | found["judges"]
    assert "outsider@example.org" not in found["edition"]


def test_accounts_are_those_of_the_day() -> None:
    make_user("early@example.org")
    breach = make_breach(scope="accounts", ended_at=timezone.now())
    later = make_user("later@example.org")
    type(later).objects.filter(pk=later.pk).update(
        date_joined=timezone.now() + timedelta(days=1)
    )
    assert emails(breach) == {"early@example.org"}


def test_readers_of_one_type_of_email_in_a_period() -> None:
    make_message("got@example.org", event="winner_announced")
    make_message("other@example.org", event="certificate_ready")
    breach = make_breach(
        scope="mails", mail_event="winner_announced", aware_at=timezone.now()
    )
    assert emails(breach) == {"got@example.org"}
    Breach.objects.update(began_at=timezone.now() + timedelta(minutes=1))
    breach.refresh_from_db()
    assert emails(breach) == set()


def test_the_clock_counts_from_becoming_aware() -> None:
    activate("en")
    running = clock_of(make_breach(aware_at=timezone.now() - timedelta(hours=70.5)))
    late = clock_of(make_breach(aware_at=timezone.now() - timedelta(hours=75.5)))
    assert running is not None
    assert (running.words, running.late) == ("1 hour left", False)
    assert late is not None
    assert (late.words, late.late) == ("3 hours late", True)


def test_the_notice_is_in_both_languages_and_marks_what_nobody_knows() -> None:
    thai, english = notices_of(make_breach())
    assert thai.title == "การแจ้งเหตุละเมิดข้อมูลส่วนบุคคล"
    said = {line.label: line.text for line in english.lines}
    assert said["What happened"] == "A laptop was lost."
    assert said["Likely consequences"] == "[[…]]"


def test_each_export_is_recorded_with_how_many_people() -> None:
    officer, client = make_operator(), Client()
    breach = make_breach(ended_at=timezone.now())
    client.force_login(officer)
    address = f"/en/operator/privacy/breaches/{breach.pk}/"
    answer = client.post(f"{address}people.xlsx")
    [sheet] = load_workbook(io.BytesIO(answer.content)).worksheets
    assert sheet["A2"].value == officer.email
    assert "เหตุละเมิด" in client.post(f"{address}notice/").text
    note_export(officer=officer, breach=breach, what="people", people=1)
    assert Row.objects.filter(act="breach-exported").count() == 3


def test_people_are_told_once_by_mails_that_nobody_refuses() -> None:
    officer = make_operator(language="en")
    breach = make_breach(ended_at=timezone.now(), measures_en="Change your password.")
    assert ask_to_tell(officer=officer, breach=breach) == 1
    with pytest.raises(WrongState):
        ask_to_tell(officer=officer, breach=breach)
    assert tell_touched() == 1
    assert tell_touched() == 0
    assert "Change your password." in Message.objects.get().text
    assert topic_of("privacy-breach") is Topic.WORK


def test_it_is_saved_notified_and_closed_once() -> None:
    officer = make_operator()
    fields = {"title": "A", "what_th": "ก", "aware_at": timezone.now()}
    breach = save_breach(
        officer=officer, breach=None, fields=fields | {"scope": "accounts"}
    )
    note_notified(officer=officer, breach=breach)
    with pytest.raises(WrongState):
        note_notified(officer=officer, breach=breach)
    close_breach(officer=officer, breach=breach)
    with pytest.raises(WrongState):
        close_breach(officer=officer, breach=breach)
    breach.refresh_from_db()
    with pytest.raises(WrongState):
        save_breach(officer=officer, breach=breach, fields=fields)
    assert clock_of(breach) is None


def test_the_form_says_what_is_wrong_and_the_officer_records_one() -> None:
    client = Client()
    client.force_login(make_operator())
    page = "/en/operator/privacy/breaches/new/"
    now = timezone.localtime()
    typed = {
        "title": "Lost",
        "what_th": "หาย",
        "aware_at": f"{now:%d/%m/%Y %H:%M}",
        "scope": "judges",
    }
    assert "Choose the edition." in client.post(page, typed).text
    typed["scope"] = "accounts"
    answer = client.post(page, typed, follow=True)
    assert "hours left" in answer.text
    assert "Lost" in client.get("/en/desk/").text
