"""What is past its time is deleted by night, in portions, and no result breaks."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from django.core.files.storage import default_storage
from django.db import connection
from django.test import Client, TestCase
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from awards.accounts.models import User
from awards.ledger.models import Row
from awards.ledger.verifying import verify
from awards.models import DataRequest, Edition, RetentionRun
from awards.outbox.models import Message
from awards.outbox.work import WorkState
from config.privacy.retention import services
from config.privacy.retention.kinds import KINDS
from config.privacy.retention.lines import lines_of
from config.privacy.retention.pages import plans
from config.privacy.retention.services import (
    lift_hold,
    place_hold,
    run_retention,
    set_periods,
)
from judging.models import Ballot, BallotVersion, Comment, Score
from nominations.models import Attachment, Entry
from nominations.statuses import EntryState
from tests.factories import (
    ago,
    make_assignment,
    make_attachment,
    make_ballot,
    make_data_request,
    make_entry,
    make_full_edition,
    make_judge,
    make_list,
    make_message,
    make_operator,
    make_paper,
    make_user,
    make_winner,
)

pytestmark = pytest.mark.django_db


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
    run = run_retention(today=timezone.localdate())
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
    run = run_retention(today=timezone.localdate())
    assert run is not None
    assert run.lines == []
    assert Entry.objects.count() == 3


def test_files_of_winners_stay() -> None:
    edition = old_edition()
    won, lost = sent_entry(edition), sent_entry(edition)
    for entry in (won, lost):
        make_attachment(entry)
    make_winner(make_list(edition), reference=won.reference)
    run_retention(today=timezone.localdate())
    left = Attachment.objects.values_list("entry__reference", flat=True)
    assert list(left) == [won.reference]


def test_a_night_is_run_once_and_one_that_was_cut_off_goes_on() -> None:
    edition = old_edition()
    RetentionRun.objects.create(day=timezone.localdate())
    sent_entry(edition)
    assert run_retention(today=timezone.localdate()) is not None
    sent_entry(edition)
    assert run_retention(today=timezone.localdate()) is None
    assert Entry.objects.exclude(contact_name="").count() == 1
    assert Row.objects.filter(chain="privacy", act="retention-run").count() == 1


def test_it_goes_in_portions(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(services, "PORTION", 2)
    edition = old_edition()
    for _number in range(5):
        sent_entry(edition)
    run = run_retention(today=timezone.localdate())
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
    run = run_retention(today=timezone.localdate())
    assert run is not None
    held = {line["kind"]: line["held"] for line in run.lines}
    assert held == {"drafts": 0, "contacts": 1}
    assert "kept because of a hold" in english(officer)
    lift_hold(officer=officer, hold=hold)
    with pytest.raises(services.WrongState):
        lift_hold(officer=officer, hold=hold)
    run_retention(today=timezone.localdate() + timedelta(days=1))
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
    run_retention(today=timezone.localdate())
    assert not Entry.objects.exclude(contact_name="").exists()
    set_periods(officer=officer, edition=edition, days={"contacts": None})
    own = [line for line in lines_of() if line.kind.code == "contacts"]
    assert [line.days for line in own] == [5000]


def test_words_of_old_requests_go_and_the_decision_stays() -> None:
    old = make_data_request(state="taken-back")
    DataRequest.objects.update(asked_at=ago(days=2000))
    run_retention(today=timezone.localdate())
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
    run_retention(today=timezone.localdate())
    assert (
        "No night has run yet."
        not in client.get("/en/operator/privacy/retention/").text
    )


def test_the_chain_holds_after_it() -> None:
    edition = old_edition()
    sent_entry(edition)
    run_retention(today=timezone.localdate())
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


def test_identity_papers_that_nobody_confirmed_go_with_their_files() -> None:
    edition = old_edition()
    entry = sent_entry(edition)
    paper = make_paper(entry)
    name = paper.file.name
    assert default_storage.exists(name)
    with TestCase.captureOnCommitCallbacks(execute=True):
        run = run_retention(today=timezone.localdate())
    assert run is not None
    assert {line["kind"] for line in run.lines} == {"contacts", "papers"}
    assert not default_storage.exists(name)
    paper.refresh_from_db()
    assert (paper.file.name, paper.confirmed_at) == ("", None)
    assert paper.erased_at is not None


def test_confirmed_papers_are_left_to_their_own_days() -> None:
    entry = sent_entry(old_edition())
    paper = make_paper(entry, confirmed_at=timezone.now())
    run_retention(today=timezone.localdate())
    paper.refresh_from_db()
    assert paper.file


def test_comments_of_judges_go_and_every_score_stays() -> None:
    edition = old_edition()
    ballot = make_ballot(make_assignment(make_judge(edition), sent_entry(edition)))
    quiet = make_ballot(make_assignment(make_judge(edition), sent_entry(edition)))
    Ballot.objects.filter(pk=ballot.pk).update(comment_panel="For the panel")
    Score.objects.filter(ballot=ballot).update(comment="Very good")
    Comment.objects.create(ballot=ballot, state="released", text="a", original="b")
    BallotVersion.objects.update_or_create(
        ballot=ballot,
        number=1,
        defaults={"state": "submitted", "scores": {}, "comments": {"panel": "For"}},
    )
    kept = list(Score.objects.order_by("pk").values_list("value", flat=True))
    run = run_retention(today=timezone.localdate())
    assert run is not None
    deleted = {line["kind"]: line["deleted"] for line in run.lines}
    assert deleted["comments"] == 1
    ballot.refresh_from_db()
    said = (
        ballot.comment_panel,
        *Score.objects.filter(ballot=ballot).values_list("comment", flat=True),
        *Comment.objects.values_list("text", "original").get(),
    )
    assert set(said) == {""}
    versions = BallotVersion.objects.filter(ballot__in=(ballot, quiet))
    assert not versions.exclude(comments={}).exists()
    assert list(Score.objects.order_by("pk").values_list("value", flat=True)) == kept


def test_night_that_was_missed_is_made_up_for() -> None:
    edition = old_edition(days=1096)  # its contacts were due yesterday
    sent_entry(edition)
    long_ago = RetentionRun.objects.create(day=timezone.localdate() - timedelta(days=9))
    long_ago.finish()
    run_retention(today=timezone.localdate())
    assert not Entry.objects.exclude(contact_name="").exists()


def test_night_of_before_that_was_cut_off_is_finished_first() -> None:
    cut_off = RetentionRun.objects.create(day=timezone.localdate() - timedelta(days=1))
    RetentionRun.objects.claim(cut_off.pk)
    run_retention(today=timezone.localdate())
    cut_off.refresh_from_db()
    assert cut_off.state == WorkState.CLAIMED  # another worker may be at it
    RetentionRun.objects.filter(pk=cut_off.pk).update(claimed_at=ago(hours=1))
    run_retention(today=timezone.localdate())
    cut_off.refresh_from_db()
    assert cut_off.state == WorkState.DONE


def test_a_night_is_one_workers() -> None:
    sent_entry(old_edition())
    mine = RetentionRun.objects.create(day=timezone.localdate())
    assert RetentionRun.objects.claim(mine.pk)
    assert run_retention(today=timezone.localdate()) is None
    assert Entry.objects.exclude(contact_name="").count() == 1


def test_kind_that_cannot_be_deleted_keeps_no_other_and_is_tried_again(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(found: object) -> int:
        raise OSError("the disk of Anchan is away")

    edition = old_edition()
    sent_entry(edition)
    make_entry(edition, make_user(), state=EntryState.DRAFT)
    kinds = tuple(
        replace(kind, delete=broken) if kind.code == "drafts" else kind
        for kind in KINDS
    )
    monkeypatch.setattr("config.privacy.retention.lines.KINDS", kinds)
    run_retention(today=timezone.localdate())
    run = RetentionRun.objects.get()
    assert (run.state, run.last_error) == (WorkState.QUEUED, "drafts: OSError")
    assert not Entry.objects.exclude(contact_name="").exists()
    monkeypatch.undo()
    RetentionRun.objects.update(due_at=ago(minutes=1))
    assert run_retention(today=timezone.localdate()) is not None
    assert not Entry.objects.filter(state=EntryState.DRAFT).exists()
    assert Row.objects.filter(chain="privacy", act="retention-run").count() == 1


@pytest.mark.parametrize(("nights_ago", "behind"), [(0, False), (1, False), (2, True)])
def test_two_nights_without_a_run_are_made_up_for_by_day(
    nights_ago: int, behind: bool
) -> None:
    run = RetentionRun.objects.create(
        day=timezone.localdate() - timedelta(days=nights_ago)
    )
    run.finish()
    assert services.is_behind(timezone.localdate()) is behind


def test_new_site_waits_for_its_first_night() -> None:
    assert services.is_behind(timezone.localdate()) is False
    make_user()
    assert services.is_behind(timezone.localdate()) is False
    User.objects.update(date_joined=ago(days=3))
    assert services.is_behind(timezone.localdate()) is True


def test_page_says_who_set_each_period() -> None:
    officer, edition = make_operator(), old_edition()
    sent_entry(edition)
    client = Client()
    client.force_login(officer)
    address = "/en/operator/privacy/retention/"
    assert "(proposal)" in client.get(address).text
    set_periods(officer=officer, edition=None, days={"contacts": 5000})
    page = client.get(address).text
    assert "(of the site)" in page
    assert "(proposal)" not in page
    set_periods(officer=officer, edition=edition, days={"contacts": 4500})
    assert "(of this edition)" in client.get(address).text
