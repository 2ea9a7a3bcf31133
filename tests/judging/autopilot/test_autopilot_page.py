"""The organiser's page: the plan, what was done and why, ready-made plans, more by hand."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from awards.models import Round
from judging.autopilot.trials import MINUTE, begin_trial, tried, try_plans
from judging.models import Autopilot, ExtraSeat, ExtraStep, PlanTrial
from judging.results.method import lock_method
from judging.results.runs import compute_due_results
from tests.judging.autopilot.flights import (
    PLAN,
    asked_in,
    flown_round,
    organiser_of,
    pilot_of,
)
from tests.judging.rounds import judged_round
from tests.judging.stage import edition_in_judging, entry_in, judge_of

pytestmark = pytest.mark.django_db


def client_of(round_: Round) -> Client:
    client = Client()
    client.force_login(organiser_of(round_))
    return client


def address(round_: Round, language: str = "en") -> str:
    path = reverse("judging:autopilot", args=[round_.edition.code]).split("/", 2)[2]
    return f"/{language}/{path}?round={round_.code}"


def shown(round_: Round, language: str = "en") -> str:
    answer = client_of(round_).get(address(round_, language))
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def sent(round_: Round, act: str, **values: Any) -> Any:
    values |= {"act": act, "round": round_.code}
    return client_of(round_).post(address(round_), values, follow=True)


def test_plan_is_set_before_the_lock_and_shown_as_fixed_after_it() -> None:
    round_ = judged_round(entries=8, judges=7)
    answer = sent(round_, "set", first=3, more="๖", cap=5, batch=4, enough=90)
    assert "Plan saved" in answer.content.decode()
    assert Autopilot.objects.get(round=round_).more == 6
    lock_method(round_=round_, actor=organiser_of(round_))
    text = shown(round_)
    assert "3 ballots for every entry, then up to 6 more" in text
    assert "Fixed with the method" in text
    assert 'value="set"' not in text
    answer = sent(round_, "set", first=3, more=90, cap=9, batch=4, enough=90)
    assert "The method is locked" in answer.content.decode()
    assert Autopilot.objects.get(round=round_).more == 6


def test_wrong_boxes_are_said_and_nothing_is_kept() -> None:
    round_ = judged_round(entries=4)
    answer = sent(round_, "set", first=3, more="many", cap=5, batch=0, enough=200)
    assert answer.status_code == 422
    assert not Autopilot.objects.exists()
    assert sent(round_, "pause", reason="").status_code == 422
    assert sent(round_, "preview", count="0").status_code == 422
    assert sent(round_, "place", count="").status_code == 422
    assert sent(round_, "nonsense").status_code == 200


@pytest.mark.parametrize("language", ["th", "en"])
def test_what_was_done_stands_with_its_reason(language: str) -> None:
    round_ = flown_round()
    text = shown(round_, language)
    for row in asked_in(round_):
        assert row.entry_category.entry.reference in text
        assert row.judge.user.email in text or str(row.judge.user) in text
    assert str(ExtraStep.objects.get(round=round_).ledger) in text


def test_nobody_free_is_said_with_the_entries() -> None:
    round_ = flown_round()
    reference = asked_in(round_)[0].entry_category.entry.reference
    pilot = pilot_of(round_)
    pilot.found["unfilled"] = [reference]
    pilot.outcome = "nobody"
    pilot.save()
    text = shown(round_)
    assert "no judge can take the close entries" in text
    assert f"No judge can take these close entries: {reference}" in text


def test_pause_and_resume_by_buttons() -> None:
    round_ = flown_round()
    sent(round_, "pause", reason="The chair asked for it")
    assert pilot_of(round_).paused_at is not None
    assert "Paused since" in shown(round_)
    sent(round_, "resume")
    assert pilot_of(round_).paused_at is None


def test_more_by_hand_is_previewed_first() -> None:
    round_ = judged_round(entries=8, judges=7)
    compute_due_results()
    answer = sent(round_, "preview", count=2)
    text = answer.content.decode()
    assert not ExtraSeat.objects.exists()
    found = re.search(r'name="expected" value="([0-9a-f]{32})"', text)
    assert found
    sent(round_, "place", count=2, expected="0" * 32)
    assert not ExtraSeat.objects.exists()
    answer = sent(round_, "place", count=2, expected=found[1])
    assert "Asked for 2 ballots" in answer.content.decode()
    assert ExtraSeat.objects.count() == 2
    assert "By hand" in shown(round_)


def small_round() -> Round:
    edition = edition_in_judging(categories=1)
    for _number in range(6):
        entry_in(edition)
    for _number in range(5):
        judge_of(edition)
    return edition.rounds.select_related("edition").get()


def test_ready_made_plans_are_tried_a_little_at_a_time_and_kept() -> None:
    round_ = small_round()
    trial = begin_trial(round_)
    assert trial is not None
    PlanTrial.objects.update(until=1e-9)
    assert try_plans() == 1
    trial = PlanTrial.objects.get()
    assert trial.state == "done"
    lines = tried(trial)
    assert [one.plan.code for one in lines] == ["even", "same", "fewer", "more"][
        : len(lines)
    ]
    assert all(one.worth is not None and one.worth.awards >= 1 for one in lines)
    text = shown(round_)
    assert "1 award tried" in text
    assert "Use this plan" in text
    flown = trial.flown
    sent(round_, "try")
    trial.refresh_from_db()
    assert trial.state == "queued"
    assert trial.until >= MINUTE
    PlanTrial.objects.update(until=trial.spent + 0.01)
    try_plans()
    trial.refresh_from_db()
    for code, awards in flown.items():
        assert trial.flown[code][: len(awards)] == awards
        assert len(trial.flown[code]) > len(awards)


def test_another_size_begins_a_new_trial() -> None:
    round_ = small_round()
    begin_trial(round_)
    PlanTrial.objects.update(until=0.01)
    try_plans()
    entry_in(round_.edition)
    trial = begin_trial(round_)
    assert trial is not None
    assert trial.flown == {}


def test_nothing_is_tried_without_entries_or_judges() -> None:
    round_ = edition_in_judging().rounds.select_related("edition").get()
    assert begin_trial(round_) is None
    assert "two entries and two judges" in sent(round_, "try").content.decode()


def test_ready_made_plan_is_used_by_a_click() -> None:
    round_ = small_round()
    trial = begin_trial(round_)
    assert trial is not None
    plan = tried(trial)[1].plan
    sent(
        round_,
        "set",
        first=plan.first,
        more=plan.rule.more,
        cap=plan.rule.cap,
        batch=plan.rule.batch,
        enough=90,
    )
    pilot = Autopilot.objects.get(round=round_)
    assert (pilot.more, pilot.cap) == (plan.rule.more, plan.rule.cap)
    round_.refresh_from_db()
    assert round_.judges_per_entry == plan.first


def test_round_s_page_and_method_page_stand_without_a_plan() -> None:
    round_ = edition_in_judging().rounds.select_related("edition").get()
    assert "No extra ballots are asked for by themselves" in shown(round_)
    assert PLAN.more
