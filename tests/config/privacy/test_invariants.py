"""Each check of personal data finds the lie that it is there for."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from awards.accounts.models import Consent, PrivacyNotice, User
from awards.models import (
    Breach,
    DataRequest,
    RetentionHold,
    RetentionRule,
    RetentionRun,
)
from awards.outbox.preferences import restrict
from awards.outbox.work import WorkState
from config.people.invariants import problems
from config.people.privacy_invariants import known_kinds
from config.privacy.retention.kinds import KINDS
from config.privacy.retention.services import run_retention, set_periods
from nominations.models import IdentityPaper
from nominations.statuses import EntryState
from tests.factories import (
    ago,
    make_breach,
    make_data_request,
    make_entry,
    make_full_edition,
    make_message,
    make_operator,
    make_paper,
    make_user,
)

pytestmark = pytest.mark.django_db


def found(word: str) -> list[str]:
    return [problem for problem in problems() if word in problem]


def test_what_services_make_breaks_nothing() -> None:
    make_data_request()
    make_breach()
    make_paper(make_entry(make_full_edition(), state=EntryState.DRAFT))
    set_periods(officer=make_operator(), edition=None, days={"comments": 400})
    assert run_retention(today=timezone.localdate()) is not None
    assert problems() == []


def test_kinds_that_are_deleted_are_those_that_are_recorded() -> None:
    assert known_kinds() == {kind.code for kind in KINDS}


@pytest.mark.parametrize(
    ("lie", "words"),
    [
        ({"answer": ""}, "answered without an answer"),
        ({"decision": "refused"}, "refused without a ground"),
    ],
)
def test_answer_that_says_nothing_is_found(lie: dict[str, str], words: str) -> None:
    answered = {
        "state": "answered",
        "decision": "granted",
        "decided_at": timezone.now(),
        "answer": "Here it is.",
    }
    make_data_request(**(answered | lie))
    assert len(found(words)) == 1
    DataRequest.objects.update(email="")  # its time is over: words and person went
    assert found(words) == []


@pytest.mark.parametrize(
    ("lie", "words"),
    [
        ({"state": "asked-back"}, "nothing was asked"),
        ({"state": "unproven"}, "no link can confirm"),
        ({"due_at": ago(days=1)}, "due before it was asked"),
    ],
)
def test_request_that_cannot_go_on_is_found(lie: dict[str, object], words: str) -> None:
    make_data_request(**lie)
    assert len(found(words)) == 1


def test_period_of_nothing_is_found() -> None:
    RetentionRule.objects.create(kind="diaries", days=90)
    assert found("which nothing deletes")


@pytest.mark.parametrize(
    ("lie", "words"),
    [
        ({"kind": "diaries"}, "which nothing deletes"),
        ({"lifted_at": ago(days=3)}, "lifted before it was placed"),
    ],
)
def test_hold_that_holds_nothing_is_found(lie: dict[str, object], words: str) -> None:
    RetentionHold.objects.create(reason="A complaint", **lie)
    assert len(found(words)) == 1


def test_hold_lifted_by_somebody_at_no_moment_is_found() -> None:
    RetentionHold.objects.create(reason="A complaint", lifted_by=make_operator())
    assert found("or at no moment")


@pytest.mark.parametrize(
    ("lie", "words"),
    [
        ({"state": WorkState.DONE}, "through at no moment"),
        (
            {"state": WorkState.DONE, "finished_at": timezone.now()},
            "the chain does not say",
        ),
        ({"state": WorkState.FAILED, "finished_at": timezone.now()}, "failed for good"),
    ],
)
def test_night_that_did_not_go_as_it_says_is_found(
    lie: dict[str, object], words: str
) -> None:
    RetentionRun.objects.create(day=timezone.localdate(), **lie)
    assert len(found(words)) == 1


@pytest.mark.parametrize(
    ("lie", "words"),
    [
        ({"notified_at": ago(days=9)}, "before it was known"),
        ({"closed_at": ago(days=9)}, "before it was known"),
        ({"closed_at": ago(hours=1), "told_up_to": 0}, "people were being told"),
        ({"scope": "judges"}, "names none"),
    ],
)
def test_breach_out_of_order_is_found(lie: dict[str, object], words: str) -> None:
    breach = make_breach(aware_at=ago(days=2))
    assert problems() == []
    Breach.objects.filter(pk=breach.pk).update(**lie)
    assert len(found(words)) == 1


def test_second_draft_of_the_notice_is_found() -> None:
    for version in ("one", "two"):
        PrivacyNotice.objects.create(version=version, effective_on=timezone.localdate())
    assert found("2 drafts of the privacy notice")


def test_consent_withdrawn_before_it_was_given_is_found() -> None:
    Consent.objects.create(user=make_user(), purpose="news", withdrawn_at=ago(days=1))
    assert found("withdrawn before it was given")


def test_needless_mail_to_somebody_restricted_is_found() -> None:
    person = make_user()
    restrict(user=person)
    make_message(recipient=person, event="sign-in-link")
    assert problems() == []
    make_message(recipient=person, event="judge-reminded")
    assert found("not necessary, to somebody")


def test_paper_that_is_erased_and_there_is_found() -> None:
    paper = make_paper(make_entry(make_full_edition()))
    IdentityPaper.objects.filter(pk=paper.pk).update(
        erased_at=timezone.now() + timedelta(minutes=1)
    )
    assert found("erased and there, or neither")
    assert User.objects.exists()
