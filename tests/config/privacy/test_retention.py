"""What is past its time is deleted by night, in portions, and no result breaks."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from awards.ledger.models import Row
from awards.ledger.verifying import verify
from awards.models import DataRequest, Edition, RetentionRun
from awards.outbox.models import Message
from awards.outbox.work import WorkState
from config.privacy.retention import services
from config.privacy.retention.pages import plans
from config.privacy.retention.services import (
    lift_hold,
    place_hold,
    run_retention,
    set_periods,
)
from nominations.models import Attachment, Entry
from nominations.statuses import EntryState
from tests.factories import (
    ago,
    make_attachment,
    make_data_request,
    make_entry,
    make_full_edition,
    make_list,
    make_message,
    make_operator,
    make_user,
    make_winner,
)

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


def old_edition(days: int = 4000) -> Edition:
    """Announced so many days ago."""
    edition = make_full_edition(
        f"old-{days}",
        opens_at=ago(days=days + 200),
        closes_at=ago(days=days + 100),
        announces_at=ago(days=days),
    )
    Edition.objects.filter(pk=edition.pk).update(announced_at=ago(days=days))
    edition.refresh_from_db()
    return edition


def sent_entry(edition: Edition) -> Entry:
    return make_entry(
        edition,
        make_user(),
        state=EntryState.SUBMITTED,
        submitted_at=edition.closes_at,
        contact_name="Anchan",
        contact_phone="021234567",
    )


def test_drafts_contacts_and_mails_go_and_the_entry_stays() -> None:
    edition = old_edition()
    make_entry(edition, make_user(), state=EntryState.DRAFT)
    entry = sent_entry(edition)
    mail = make_message(edition_code=edition.code, state=WorkState.DONE)
    run = run_retention(today=TODAY)
    assert run is not None
    entry.refresh_from_db()
    mail.refresh_from_db()
    assert list(Entry.objects.filter(edition=edition)) == [entry]
    assert (entry.contact_name, entry.contact_phone) == ("", "")
    assert (mail.text, mail.to_email) == ("", "reader@example.org")
    deleted = {line["kind"]: line["deleted"] for line in run.lines}
    assert deleted == {"drafts": 1, "contacts": 1, "mails": 1}


def test_nothing_goes_before_its_time_or_before_the_announcement() -> None:
    young = old_edition(days=20)
    sent_entry(young)
    make_entry(young, make_user(), state=EntryState.DRAFT)
    waiting = make_full_edition(
        "waits", opens_at=ago(days=4000), closes_at=ago(days=3900)
    )
    sent_entry(waiting)
    run = run_retention(today=TODAY)
    assert run is not None
    assert run.lines == []
    assert Entry.objects.count() == 3


def test_files_of_winners_stay() -> None:
    edition = old_edition()
    won, lost = sent_entry(edition), sent_entry(edition)
    for entry in (won, lost):
        make_attachment(entry)
    make_winner(make_list(edition), reference=won.reference)
    run_retention(today=TODAY)
    left = Attachment.objects.values_list("entry__reference", flat=True)
    assert list(left) == [won.reference]


def test_a_night_is_run_once_and_one_that_was_cut_off_goes_on() -> None:
    edition = old_edition()
    RetentionRun.objects.create(day=TODAY)
    sent_entry(edition)
    assert run_retention(today=TODAY) is not None
    sent_entry(edition)
    assert run_retention(today=TODAY) is None
    assert Entry.objects.exclude(contact_name="").count() == 1
    assert Row.objects.filter(chain="privacy", act="retention-run").count() == 1


def test_it_goes_in_portions(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(services, "PORTION", 2)
    edition = old_edition()
    for _number in range(5):
        sent_entry(edition)
    run = run_retention(today=TODAY)
    assert run is not None
    assert [line["deleted"] for line in run.lines] == [5]


def test_a_hold_stops_it_and_is_told() -> None:
    officer = make_operator()
    edition = old_edition()
    sent_entry(edition)
    make_entry(edition, make_user(), state=EntryState.DRAFT)
    hold = place_hold(
        officer=officer, edition=edition, kind="contacts", reason="A complaint"
    )
    run = run_retention(today=TODAY)
    assert run is not None
    held = {line["kind"]: line["held"] for line in run.lines}
    assert held == {"drafts": 0, "contacts": 1}
    assert "kept because of a hold" in english(officer)
    lift_hold(officer=officer, hold=hold)
    with pytest.raises(services.WrongState):
        lift_hold(officer=officer, hold=hold)
    run_retention(today=TODAY + timedelta(days=1))
    assert not Entry.objects.exclude(contact_name="").exists()


def english(officer: object) -> str:
    from django.utils.translation import override

    assert Message.objects.filter(event="privacy_retention").count() == 1
    line = RetentionRun.objects.get().lines
    with override("en"):
        return " ".join(services.said(one) for one in line)


def test_an_edition_has_its_own_periods() -> None:
    officer, edition = make_operator(), old_edition(days=40)
    sent_entry(edition)
    set_periods(officer=officer, edition=None, days={"contacts": 5000})
    set_periods(officer=officer, edition=edition, days={"contacts": 30})
    run_retention(today=TODAY)
    assert not Entry.objects.exclude(contact_name="").exists()
    set_periods(officer=officer, edition=edition, days={"contacts": None})
    own = [line for line in services.lines_of() if line.kind.code == "contacts"]
    assert [line.days for line in own] == [5000]


def test_words_of_old_requests_go_and_the_decision_stays() -> None:
    old = make_data_request(state="taken-back")
    DataRequest.objects.update(asked_at=ago(days=2000))
    run_retention(today=TODAY)
    old.refresh_from_db()
    assert (old.words, old.email, old.kind) == ("", "", "access")


def test_the_preview_says_what_goes_next_and_the_page_reports() -> None:
    edition = old_edition()
    sent_entry(edition)
    client = Client()
    client.force_login(make_operator())
    page = client.get("/en/operator/privacy/retention/").text
    assert "In the coming night" in page
    client.post(
        "/en/operator/privacy/retention/hold/", {"reason": "Audit", "kind": "contacts"}
    )
    assert "On hold" in client.get("/en/operator/privacy/retention/").text
    address = f"/en/operator/privacy/retention/periods/{edition.code}/"
    assert client.post(address, {"contacts": "3"}).status_code == 200
    client.post(address, {"contacts": "๙๙๙๙"})
    run_retention(today=TODAY)
    assert (
        "No night has run yet."
        not in client.get("/en/operator/privacy/retention/").text
    )


def test_the_chain_holds_after_it() -> None:
    edition = old_edition()
    sent_entry(edition)
    run_retention(today=TODAY)
    assert verify("privacy") == []


def test_the_preview_asks_as_often_for_three_editions_as_for_one() -> None:
    sent_entry(old_edition(4000))
    with CaptureQueriesContext(connection) as once:
        plans()
    for days in (4100, 4200):
        sent_entry(old_edition(days))
    with CaptureQueriesContext(connection) as later:
        found = plans()
    assert len(later) == len(once)
    assert [plan.lines[0].count for plan in found] == [1, 1, 1]
