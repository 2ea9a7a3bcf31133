"""The method is fixed before scores open; a later change needs two organisers and a
reason, and is printed.
"""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from awards.ledger.models import Row
from awards.ledger.verifying import verify
from awards.models import Organiser, Round, Weight
from judging.bundle.gathering import bundle_files
from judging.models import MethodChange, MethodLock, ResultRun
from judging.refusals import JudgingError
from judging.results.method import (
    agree_method_change,
    lock_method,
    propose_method_change,
    rules_of_round,
)
from judging.results.runs import compute_due_results
from tests.judging.bundle.test_bundle import words
from tests.judging.rounds import judged_round, publish
from tests.judging.stage import person
from tests.judging.stored import stored_lines

pytestmark = pytest.mark.django_db


def locked_round() -> tuple[Round, Any, Any]:
    """A judged round with its lock, and two organisers."""
    round_ = judged_round(entries=4)
    first, second = round_.edition.organisers.get().user, person()
    Organiser.objects.create(edition=round_.edition, user=second)
    lock_method(round_=round_, actor=first)
    return round_, first, second


def weigh_otherwise(round_: Round) -> None:
    for code, percent in (("impact", 20), ("reach", 50)):
        Weight.objects.filter(round=round_, criterion__code=code).update(
            percent=Decimal(percent)
        )


def raw_scores(round_: Round) -> list[float]:
    compute_due_results()
    return [line["raw"] for line in stored_lines(round_, "area-0")]


def test_weights_changed_after_the_lock_change_no_result() -> None:
    round_, _first, _second = locked_round()
    before = raw_scores(round_)
    weigh_otherwise(round_)
    ResultRun.objects.update(chain_length=0)
    assert raw_scores(round_) == before


def test_locked_twice_is_locked_once() -> None:
    round_, first, second = locked_round()
    assert lock_method(round_=round_, actor=second).locked_by == first
    assert Row.objects.filter(act="method.locked").count() == 1


def test_change_takes_effect_only_when_another_organiser_agrees() -> None:
    round_, first, second = locked_round()
    before, digest = raw_scores(round_), MethodLock.objects.get().digest
    weigh_otherwise(round_)
    change = propose_method_change(round_=round_, reason="มติที่ประชุม 7/2566", actor=first)
    assert MethodLock.objects.get().digest == digest
    with pytest.raises(JudgingError):
        agree_method_change(change=change, actor=first)
    assert MethodLock.objects.get().digest == digest
    agree_method_change(change=change, actor=second)
    assert rules_of_round(round_)["weights"]["area-0"]["impact"] == "20"
    assert raw_scores(round_) != before
    with pytest.raises(JudgingError):
        agree_method_change(change=change, actor=second)
    assert verify(round_.edition.code) == []


@pytest.mark.parametrize("reason", ["", "  ", "\u200b"])
def test_change_without_a_reason_is_refused(reason: str) -> None:
    round_, first, _second = locked_round()
    weigh_otherwise(round_)
    with pytest.raises(JudgingError):
        propose_method_change(round_=round_, reason=reason, actor=first)
    assert not MethodChange.objects.exists()


def test_change_to_the_same_rules_or_before_the_lock_is_refused() -> None:
    round_, first, _second = locked_round()
    with pytest.raises(JudgingError):
        propose_method_change(round_=round_, reason="เหตุผล", actor=first)
    other = judged_round(entries=2, seed=6)
    with pytest.raises(JudgingError):
        propose_method_change(
            round_=other, reason="เหตุผล", actor=other.edition.organisers.get().user
        )


def test_protocol_prints_the_change_its_reason_and_both_organisers() -> None:
    round_, first, second = locked_round()
    weigh_otherwise(round_)
    change = propose_method_change(
        round_=round_, reason="Board decision 7/2566", actor=first
    )
    agree_method_change(change=change, actor=second)
    publish(round_.edition)
    files = bundle_files(round_)
    [told] = json.loads(files["protocol.json"])["method_changes"]
    assert told["reason"] == "Board decision 7/2566"
    assert told["proposed_by"] != told["agreed_by"]
    assert "Board decision 7/2566" in words(files["protocol-en.pdf"])


def test_organisers_lock_propose_and_agree_on_the_page() -> None:
    round_ = judged_round(entries=3)
    first, second = round_.edition.organisers.get().user, person()
    Organiser.objects.create(edition=round_.edition, user=second)
    with translation.override("en"):
        path = reverse("judging:method-show", args=[round_.edition.code])

    def post(user: Any, **fields: str) -> str:
        client = Client()
        client.force_login(user)
        return client.post(
            path, {"round": round_.code, **fields}, follow=True
        ).content.decode()

    assert "Method locked" in post(first, act="lock")
    weigh_otherwise(round_)
    assert "waiting for another organiser" in post(
        first, act="propose", reason="Board decision 7"
    )
    pk = str(MethodChange.objects.get().pk)
    assert "You proposed this change" in post(first, act="agree", change=pk)
    assert "applied" in post(second, act="agree", change=pk)
    assert client_status(path) == 302


def client_status(path: str) -> int:
    return Client().post(path, {"act": "lock"}).status_code


def test_weights_page_says_that_a_locked_method_ignores_changes() -> None:
    round_ = judged_round(entries=2)
    organiser = round_.edition.organisers.get().user
    client = Client()
    client.force_login(organiser)
    with translation.override("en"):
        path = reverse("awards:weights-change", args=[round_.edition.code, round_.code])
    assert "The method of this round is locked" not in client.get(path).content.decode()
    lock_method(round_=round_, actor=organiser)
    assert "The method of this round is locked" in client.get(path).content.decode()
