from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from awards.models import Edition
from judging.bundle.gathering import bundle_of
from judging.calibration.services import (
    add_sample_remark,
    close_calibration,
    open_calibration,
    save_trial,
    show_spread,
    submit_trial,
)
from judging.conflicts.services import declare_conflict
from judging.models import Ballot, Calibration, Conflict, Judge, Sample, Score, Trial
from judging.refusals import BadScoreError, BallotSubmittedError, JudgingError
from judging.results.method import lock_method
from judging.results.services import compute_results
from tests.factories import make_attachment, make_preparation, make_question
from tests.judging.rounds import published_round
from tests.judging.stage import FULL, assigned, edition_in_judging, entry_in, judge_of

pytestmark = pytest.mark.django_db


def organiser_of(edition: Edition) -> Any:
    return edition.organisers.get().user


def calibration_in(
    edition: Edition, earlier: Edition | None = None
) -> tuple[Calibration, Sample]:
    standing = entry_in(earlier or edition)
    round_ = edition.rounds.select_related("edition").get()
    row = open_calibration(
        round_=round_, standings=[standing], actor=organiser_of(edition)
    )
    return row, row.samples.get()


def signed_in(judge: Judge) -> Client:
    client = Client()
    client.force_login(judge.user)
    return client


def page_of(judge: Judge, sample: Sample) -> Any:
    return signed_in(judge).get(reverse("judging:sample-score", args=[sample.pk]))


def test_spread_is_seen_only_by_who_has_scored_and_after_it_is_shown() -> None:
    edition = edition_in_judging()
    first, second, third = (judge_of(edition) for _ in range(3))
    row, sample = calibration_in(edition, edition_in_judging())
    assert submit_trial(sample=sample.pk, user=first.user, scores=FULL) == {}
    assert (
        submit_trial(
            sample=sample.pk, user=second.user, scores={**FULL, "impact": "2.5"}
        )
        == {}
    )
    assert b"chart-own" not in page_of(first, sample).content
    show_spread(calibration=row, actor=organiser_of(edition))
    shown = page_of(first, sample).content.decode()
    assert "chart-own" in shown
    assert "2.5–8" in shown
    assert "2.5–8" not in page_of(third, sample).content.decode()
    add_sample_remark(
        sample=Sample.objects.get(pk=sample.pk), judge=first, text="แล้วเราหมายถึงอะไร"
    )
    assert "แล้วเราหมายถึงอะไร" in page_of(second, sample).content.decode()
    with pytest.raises(JudgingError):
        add_sample_remark(
            sample=Sample.objects.get(pk=sample.pk), judge=third, text="เร็วไป"
        )


def test_ballots_wait_until_the_judge_has_scored_the_sample() -> None:
    edition = edition_in_judging()
    judge = judge_of(edition)
    row, sample = calibration_in(edition, edition_in_judging())
    assignment = assigned(judge, entry_in(edition))
    client, ballot = (
        signed_in(judge),
        reverse("judging:ballot-edit", args=[assignment.pk]),
    )
    assert client.get(ballot).headers["Location"] == reverse(
        "judging:sample-score", args=[sample.pk]
    )
    answer = client.post(
        reverse("judging:sample-score", args=[sample.pk]),
        {**{f"score-{k}": v for k, v in FULL.items()}, "submit": "1"},
    )
    assert answer.status_code == 302
    assert client.get(ballot).status_code == 200
    other = judge_of(edition)
    waiting = assigned(other, entry_in(edition))
    close_calibration(calibration=row, actor=organiser_of(edition))
    assert (
        signed_in(other)
        .get(reverse("judging:ballot-edit", args=[waiting.pk]))
        .status_code
        == 200
    )


def test_calibration_changes_nothing_in_results_statistics_or_bundle() -> None:
    round_ = published_round()
    edition = round_.edition
    before = (
        compute_results(edition, round_),
        Score.objects.count(),
        Ballot.objects.count(),
    )
    winners = round_.bundles.count()
    judges = list(edition.judges.all())
    standing = edition.categories.get(code="area-0").standings.first()
    assert standing is not None
    calibration = Calibration.objects.create(round=round_, shown_at=timezone.now())
    sample = Sample.objects.create(calibration=calibration, entry_category=standing)
    wild = {"impact": "0", "design": "10", "reach": "0"}
    lock_method(round_=round_, actor=None)
    plain = bundle_of(round_)
    for judge in judges:
        Trial.objects.create(
            judge=judge, sample=sample, scores=wild, submitted_at=timezone.now()
        )
    assert (
        compute_results(edition, round_),
        Score.objects.count(),
        Ballot.objects.count(),
    ) == before
    assert bundle_of(round_) == plain
    assert round_.bundles.count() == winners


def test_sample_bad_scores_are_refused_and_sent_in_ones_stay() -> None:
    edition = edition_in_judging()
    judge = judge_of(edition)
    _row, sample = calibration_in(edition)
    with pytest.raises(BadScoreError):
        save_trial(sample=sample.pk, user=judge.user, scores={"impact": "11"})
    assert set(
        submit_trial(sample=sample.pk, user=judge.user, scores={"impact": "๘.๕"})
    ) == {"design", "reach"}
    assert Trial.objects.get().scores == {"impact": "8.5"}
    assert submit_trial(sample=sample.pk, user=judge.user, scores=FULL) == {}
    with pytest.raises(BallotSubmittedError):
        save_trial(sample=sample.pk, user=judge.user, scores={"impact": "1"})
    client = signed_in(judge)
    save = reverse("judging:sample-save", args=[sample.pk])
    assert (
        client.post(
            save, json.dumps({"scores": {"impact": "1"}}), "application/json"
        ).status_code
        == 409
    )
    assert client.post(save, "[", "application/json").status_code == 400


def test_sample_with_a_conflict_is_nobodys_to_see_there() -> None:
    edition, earlier = edition_in_judging(), edition_in_judging()
    judge = judge_of(edition)
    tied = judge_of(edition)
    standing = entry_in(earlier, owner=tied.user)
    round_ = edition.rounds.select_related("edition").get()
    row = open_calibration(
        round_=round_, standings=[standing], actor=organiser_of(edition)
    )
    assert Conflict.objects.filter(
        judge=tied, entry=standing.entry
    ).exists()  # found by machine in the earlier edition
    sample = row.samples.get()
    assert page_of(tied, sample).status_code == 404
    assert page_of(judge, sample).status_code == 200
    declare_conflict(judge=judge, entry=standing.entry, reason="รู้จักกัน")
    assert page_of(judge, sample).status_code == 404


def test_organiser_chooses_entries_by_reference_and_sees_what_is_wrong() -> None:
    edition, foreign = edition_in_judging(), edition_in_judging()
    own, other = entry_in(edition), entry_in(foreign)
    client = Client()
    client.force_login(organiser_of(edition))
    address = reverse("judging:calibration-manage", args=[edition.code])
    refused = client.post(
        address, {"references": f"{own.entry.reference}, {other.entry.reference}"}
    )
    assert refused.status_code == 422
    assert other.entry.reference in refused.content.decode()
    assert not Calibration.objects.exists()
    assert (
        client.post(address, {"references": own.entry.reference.lower()}).status_code
        == 302
    )
    assert Sample.objects.get().entry_category == own
    assert client.post(address, {"act": "show"}).status_code == 302
    assert Calibration.objects.get().shown_at is not None


def test_files_of_a_sample_open_by_the_rules_of_the_round() -> None:
    edition, earlier = edition_in_judging(), edition_in_judging()
    judge, outside = judge_of(edition), judge_of(earlier)
    _row, sample = calibration_in(edition, earlier)
    entry = sample.entry_category.entry
    named = make_question(earlier, "who", kind="file", names_entrant=True)
    plan, secret = (
        make_attachment(entry, name="เทศบาล.pdf"),
        make_attachment(entry, question=named),
    )
    read = reverse("judging:sample-file-read", args=[sample.pk, plan.key])
    assert signed_in(judge).get(read).status_code == 404, "no copy of it passed yet"
    for file in (plan, secret):
        make_preparation(file, content=b"%PDF-1.5")
    page = page_of(judge, sample).content.decode()
    assert read in page
    assert str(secret.key) not in page
    response = signed_in(judge).get(read)
    assert b"".join(response.streaming_content) == b"%PDF-1.5"  # type: ignore[attr-defined]
    assert f"{entry.reference}-1.pdf" in response.headers["Content-Disposition"]
    part = reverse("judging:sample-file-part", args=[sample.pk, plan.key, "page-1"])
    picture = signed_in(judge).get(part)
    assert b"".join(picture.streaming_content) == b"\xff\xd8\xff"  # type: ignore[attr-defined]
    hidden = reverse("judging:sample-file-read", args=[sample.pk, secret.key])
    assert signed_in(judge).get(hidden).status_code == 404, (
        "it answers a question that names the entrant"
    )
    assert signed_in(outside).get(read).status_code == 404, (
        "a judge of the earlier edition has no part in this"
    )
    declare_conflict(judge=judge, entry=entry, reason="ญาติ")
    assert signed_in(judge).get(read).status_code == 404
