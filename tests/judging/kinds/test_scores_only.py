"""What only scores can do is refused where ballots hold none."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from awards.models import Round
from judging.ballot_kinds import kind_of
from judging.finals.services import carry_over
from judging.models import Autopilot, Ballot, Carried, RoundRules
from judging.refusals import JudgingError
from judging.results.score_import import import_scores
from tests.judging.answered import compared_round, round_of_kind, screened_round
from tests.judging.rounds import judged_round, score_rows
from tests.judging.stage import entry_in, judge_of

pytestmark = pytest.mark.django_db


def imported(round_: Round, score: str) -> list[str]:
    edition = round_.edition
    names = (judge_of(edition).user.email, entry_in(edition).entry.reference)
    rows = score_rows([(*names, "impact", score, "")])
    found = import_scores(edition=edition, round_=round_, rows=rows)
    return [str(refusal["reason"]) for refusal in found.rejected]


def test_scores_are_not_imported_where_entries_are_compared() -> None:
    round_ = round_of_kind("pairs")
    assert len(imported(round_, "7")) == 1
    assert not Ballot.objects.exists()


@pytest.mark.parametrize(("score", "refused"), [("7", 1), ("1", 0)])
def test_answers_of_a_screening_are_imported_as_one_or_nought(
    score: str, refused: int
) -> None:
    assert len(imported(round_of_kind("screening"), score)) == refused
    assert Ballot.objects.exists() is not refused


@pytest.mark.parametrize(
    "earlier", [compared_round, lambda: screened_round({0: "pp", 1: "pf"}, judges=2)]
)
def test_shares_are_not_carried_over_as_scores(earlier: object) -> None:
    before: Round = earlier()  # type: ignore[operator]
    Round.objects.update(closes_at=timezone.now() - timedelta(minutes=1))
    now = timezone.now()
    final = Round.objects.create(
        edition=before.edition, code="final", order=3, name_th="รอบสุดท้าย", name_en="Final",
        opens_at=now + timedelta(days=1), closes_at=now + timedelta(days=2),
    )  # fmt: skip
    RoundRules.objects.create(round=final, carried_from=before, carried_percent=30)
    with pytest.raises(JudgingError):
        carry_over(round_=final, actor=before.edition.organisers.get().user)
    assert not Carried.objects.exists()


@pytest.mark.parametrize("act", ["", "set", "try", "preview", "more", "pause"])
@pytest.mark.parametrize("kind", ["pairs", "screening"])
def test_no_plan_for_extra_ballots_is_offered(
    client: Client, kind: str, act: str
) -> None:
    """What every way of sending it refuses is not asked for."""
    round_ = round_of_kind(kind)
    client.force_login(round_.edition.organisers.earliest("pk").user)
    address = reverse("judging:autopilot", args=[round_.edition.code])
    sent = {"act": act, "round": round_.code, "first": "3", "more": "2"}
    answer = client.post(address, sent) if act else client.get(address)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert reverse("judging:kind-choose", args=[round_.edition.code]) in page
    assert 'name="act"' not in page
    assert not Autopilot.objects.exists()


def test_method_of_other_ballots_tells_neither_weights_nor_extra_ballots(
    client: Client,
) -> None:
    """No rule of theirs uses them."""
    for round_, told in (
        (compared_round(), False),
        (screened_round({0: "pp", 1: "pf"}, judges=2), False),
        (judged_round(entries=2), True),
    ):
        client.force_login(round_.edition.organisers.get().user)
        with translation.override("en"):
            address = reverse("judging:method-show", args=[round_.edition.code])
            named = kind_of(round_).name
        text = client.get(address, {"round": round_.code}).content.decode()
        assert named in text
        assert ("Weights in per cent" in text) is told
        assert ("once the set of winners is" in text) is told


@pytest.mark.parametrize(
    ("kind", "asked"), [("scores", True), ("screening", False), ("pairs", False)]
)
def test_ends_of_a_scale_are_a_rule_where_there_is_one(kind: str, asked: bool) -> None:
    round_ = round_of_kind(kind)
    client = Client()
    client.force_login(round_.edition.organisers.get().user)
    rules = reverse("judging:rules-edit", args=[round_.edition.code])
    page = client.get(rules).content.decode()
    assert str(kind_of(round_).name) in page
    assert ('name="word_at_ends"' in page) is asked
    client.post(rules, {"word_at_ends": "on", "entry_minutes": "20"})
    kept = RoundRules.objects.get(round=round_)
    assert (kept.word_at_ends, kept.entry_minutes) == (asked, 20)
