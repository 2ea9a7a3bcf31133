"""A round that was locked with an older version of the method is ranked, printed and
verified by it for good.
"""

from __future__ import annotations

import json

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from awards.acts import METHOD_LOCKED
from awards.ledger.services import append
from awards.models import Round
from judging.bundle.gathering import signed_files
from judging.bundle.protocol_pdf import tie_rules
from judging.bundle.verify_here import verify_files
from judging.models import MethodLock
from judging.ranking import VERSION
from judging.results.method import (
    agree_method_change,
    differs_from_setup,
    digest_of,
    propose_method_change,
    rules_now,
)
from judging.results.score_import import import_scores
from judging.results.services import compute_results
from tests.judging.bundle.test_bundle import failing
from tests.judging.rounds import publish, score_rows
from tests.judging.stage import edition_in_judging, entry_in, judge_of, person

pytestmark = pytest.mark.django_db


def locked_with(version: str, round_: Round) -> None:
    rules = rules_now(round_)
    rules["method"] = {**rules["method"], "version": version}
    lock = MethodLock.objects.create(round=round_, rules=rules, digest=digest_of(rules))
    values = {"round": round_.code, "digest": lock.digest, "rules": rules}
    append(
        round_.edition.code, METHOD_LOCKED, None, values, subject=f"round:{round_.code}"
    )


@pytest.mark.parametrize(
    ("version", "ranks"), [("1.0", [1, 2]), ("1.1", [1, 1]), (VERSION, [1, 1])]
)
def test_tie_between_criteria_of_equal_weight_is_broken_as_the_locked_version_says(
    version: str, ranks: list[int]
) -> None:
    edition = edition_in_judging()
    round_ = edition.rounds.select_related("edition").get()
    round_.weights.update(percent=0)
    round_.weights.filter(criterion__code__in=("design", "reach")).update(percent=50)
    names = [entry_in(edition).entry.reference for _ in range(2)]
    judges = [judge_of(edition).user.email for _ in range(2)]
    scores = {"design": (9, 1), "reach": (1, 9), "impact": (5, 5)}
    lines = [
        (judge, name, code, points[place], "")
        for judge in judges
        for place, name in enumerate(names)
        for code, points in scores.items()
    ]
    locked_with(version, round_)
    assert (
        import_scores(edition=edition, round_=round_, rows=score_rows(lines)).rejected
        == []
    )
    document = compute_results(edition, round_)["categories"]["area-0"]
    assert {row["entry"]: row["rank"] for row in document["entries"]} == dict(
        zip(names, ranks, strict=True)
    )
    assert document["method"]["version"] == version
    publish(edition)
    files = signed_files(round_)
    assert failing(verify_files(files)) == []
    assert (
        json.loads(files["results.json"])["categories"]["area-0"]["method"]["version"]
        == version
    )
    rules = json.loads(files["protocol.json"])["rules"]
    assert tie_rules(rules)[0] == (
        "criteria" if version == "1.0" else "criteria_together"
    )


@pytest.mark.parametrize(
    ("version", "said", "unsaid"),
    [
        ("1.0", "one by one in the order of their codes", "together"),
        (VERSION, "together", "one by one"),
    ],
)
def test_page_describes_the_locked_version_and_sees_no_change_in_a_newer_one(
    client: Client, version: str, said: str, unsaid: str
) -> None:
    edition = edition_in_judging()
    round_ = edition.rounds.select_related("edition").get()
    locked_with(version, round_)
    lock = MethodLock.objects.get()
    assert not differs_from_setup(lock)
    client.force_login(edition.organisers.get().user)
    with translation.override("en"):
        shown = client.get(
            reverse("judging:method-show", args=[edition.code])
        ).content.decode()
    assert f"those of equal weight {said}" in shown
    assert f"those of equal weight {unsaid}" not in shown
    assert "have changed since then" not in shown


def test_change_of_weights_keeps_the_version_that_was_locked() -> None:
    edition = edition_in_judging()
    round_ = edition.rounds.select_related("edition").get()
    locked_with("1.0", round_)
    round_.weights.filter(criterion__code="reach").update(percent=0)
    assert differs_from_setup(MethodLock.objects.get())
    change = propose_method_change(
        round_=round_, reason="น้ำหนักใหม่", actor=edition.organisers.get().user
    )
    assert (
        agree_method_change(change=change, actor=person()).rules["method"]["version"]
        == "1.0"
    )
    assert not differs_from_setup(MethodLock.objects.get())
