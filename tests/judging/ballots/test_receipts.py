from __future__ import annotations

import json
import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from awards.ledger import signing
from awards.ledger.models import Row, Value
from awards.ledger.services import commit_to
from awards.models import Round
from awards.outbox.models import Message
from awards.record.due import make_due_heads
from judging.ballots.receipt_mails import tell_of_receipts
from judging.ballots.saving import save_scores
from judging.ballots.services import submit_ballot, take_back_ballot
from judging.models import Assignment, Extension, Judge
from judging.roof.tasks import OCCASIONS
from tests.awards.ledger.tampering import tamper
from tests.judging.stage import FULL, assigned, edition_in_judging, entry_in, judge_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _key(settings: Settings, tmp_path: Path) -> None:
    settings.SIGNING_KEY_FILE = tmp_path / "key.pem"
    signing.make_key(settings.SIGNING_KEY_FILE)


@pytest.fixture
def judge() -> Judge:
    return judge_of(edition_in_judging())


def submit(judge: Judge, scores: dict[str, str] = FULL) -> Assignment:
    assignment = assigned(judge, entry_in(judge.edition))
    save_scores(assignment=assignment, user=judge.user, scores=scores)
    submit_ballot(assignment=assignment, user=judge.user)
    return assignment


def signed_in(judge: Judge) -> Client:
    client = Client()
    client.force_login(judge.user)
    return client


def kept(judge: Judge) -> dict[str, Any]:
    answer = signed_in(judge).get(
        f"/en/judge/receipts/{judge.edition.code}/receipts.json"
    )
    told: dict[str, Any] = json.loads(answer.content)
    return told


def over(judge: Judge, ago: timedelta = timedelta(hours=1)) -> Round:
    """Judging closed, after all that was done, and the head of that moment is signed."""
    round_ = judge.edition.rounds.get()
    round_.opens_at, round_.closes_at = (
        timezone.now() - timedelta(days=30),
        timezone.now() - ago,
    )
    round_.save()
    tamper("UPDATE ledger_row SET at = at - interval '20 days'")
    make_due_heads(OCCASIONS)
    return round_


def test_receipt_opens_the_scores_of_its_row_and_nothing_else(judge: Judge) -> None:
    submit(judge)
    (one,) = kept(judge)["receipts"]
    row = Row.objects.get(chain=judge.edition.code, number=one["row"])
    assert one["hash"] == row.hash
    assert commit_to(one["scores"], one["salt"]) == row.commitments["scores"]
    others = Value.objects.filter(chain=row.chain, number=row.number).exclude(
        name="scores"
    )
    told = json.dumps(one)
    assert len(others) == 6
    assert not [value.name for value in others if value.salt in told]


def test_each_version_has_its_receipt_on_page_and_file(judge: Judge) -> None:
    assignment = submit(judge)
    take_back_ballot(assignment=assignment, user=judge.user)
    save_scores(assignment=assignment, user=judge.user, scores={"impact": "9"})
    submit_ballot(assignment=assignment, user=judge.user)
    first, second = kept(judge)["receipts"]
    assert (first["version"], second["version"]) == (1, 2)
    assert (first["scores"]["impact"], second["scores"]["impact"]) == ("8", "9")
    page = signed_in(judge).get(f"/en/judge/receipts/{judge.edition.code}/")
    text = page.content.decode()
    assert all(
        one[name] in text for one in (first, second) for name in ("hash", "salt")
    )


def test_judge_gets_nobody_elses_receipt(judge: Judge) -> None:
    submit(judge)
    other = judge_of(judge.edition)
    submit(other, {**FULL, "impact": "3"})
    assert [one["scores"]["impact"] for one in kept(other)["receipts"]] == ["3"]


def test_submitting_says_the_row_at_once(judge: Judge) -> None:
    assignment = assigned(judge, entry_in(judge.edition))
    assigned(judge, entry_in(judge.edition))
    save_scores(assignment=assignment, user=judge.user, scores=FULL)
    answer = signed_in(judge).post(
        f"/en/judge/ballots/{assignment.pk}/", {"submit": "1"}, follow=True
    )
    row = Row.objects.filter(chain=judge.edition.code, act="ballot.submitted").get()
    assert f"Receipt: row {row.number}, hash {row.hash[:16]}" in answer.content.decode()


def lines(mail: Message) -> list[list[str]]:
    found = re.findall(
        r"^(\d+) · ([0-9a-f]{64}) · ([0-9a-f]{32})$", mail.text, re.MULTILINE
    )
    return [list(one) for one in found]


def test_one_mail_when_judging_is_over_has_every_receipt_and_the_head(
    judge: Judge,
) -> None:
    for _ in range(3):
        submit(judge)
    over(judge)
    assert tell_of_receipts() == 1
    assert tell_of_receipts() == 0
    (mail,) = Message.objects.filter(event="judge_receipts")
    receipts = [
        [str(one["row"]), one["hash"], one["salt"]] for one in kept(judge)["receipts"]
    ]
    assert lines(mail) == receipts
    assert kept(judge)["checkpoint"].split("\n")[2] in mail.text
    for assignment in judge.assignments.all():
        assert assignment.entry_category.entry.reference not in mail.text


def test_mail_holds_the_version_that_stands(judge: Judge) -> None:
    assignment = submit(judge)
    take_back_ballot(assignment=assignment, user=judge.user)
    submit_ballot(assignment=assignment, user=judge.user)
    gone = submit(judge)
    take_back_ballot(assignment=gone, user=judge.user)
    over(judge)
    tell_of_receipts()
    mail = Message.objects.get(event="judge_receipts")
    standing = [one for one in kept(judge)["receipts"] if one["version"] == 2]
    assert [line[1] for line in lines(mail)] == [one["hash"] for one in standing]


def test_who_has_more_time_is_told_when_it_is_over(judge: Judge) -> None:
    submit(judge)
    round_ = over(judge)
    more = Extension.objects.create(
        judge=judge, round=round_, until=timezone.now() + timedelta(hours=1)
    )
    assert tell_of_receipts() == 0
    Extension.objects.filter(pk=more.pk).update(
        until=timezone.now() - timedelta(minutes=1)
    )
    assert tell_of_receipts() == 1


def test_nobody_is_told_before_the_head_or_of_old_news(judge: Judge) -> None:
    submit(judge)
    judge_of(judge.edition)  # gave no ballot
    assert tell_of_receipts() == 0
    over(judge, ago=timedelta(days=8))
    assert tell_of_receipts() == 0


def test_ten_judges_take_as_many_statements_as_one(
    judge: Judge, django_assert_max_num_queries: Any
) -> None:
    for one in [judge, *(judge_of(judge.edition) for _ in range(9))]:
        submit(one)
        submit(one)
    over(judge)
    with django_assert_max_num_queries(20):
        assert tell_of_receipts() == 10
