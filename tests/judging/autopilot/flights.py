"""A judged round whose extra ballots are planned; everything invented."""

from __future__ import annotations

from typing import Any

from awards.accounts.models import User
from awards.models import Round
from judging.autopilot.plans import Chosen, set_plan
from judging.autopilot.services import fly_due
from judging.ballots.saving import save_scores
from judging.ballots.services import submit_ballot
from judging.models import Assignment, Autopilot, ExtraSeat, Judge
from judging.results.runs import compute_due_results
from tests.judging.rounds import judged_round
from tests.judging.stage import FULL

PLAN = Chosen(first=3, more=6, cap=5, batch=4)


def organiser_of(round_: Round) -> User:
    found: User = round_.edition.organisers.earliest("pk").user
    return found


def planned_round(plan: Chosen = PLAN, **options: Any) -> Round:
    """First ballots are in, the method is locked with the plan, the worker has not
    looked yet.
    """
    round_ = judged_round(**{"entries": 8, "judges": 7, **options})
    set_plan(round_=round_, plan=plan, actor=organiser_of(round_))
    compute_due_results()
    return Round.objects.select_related("edition").get(pk=round_.pk)


def flown_round(plan: Chosen = PLAN, **options: Any) -> Round:
    """The worker has looked once."""
    round_ = planned_round(plan, **options)
    assert fly_due() == 1
    return round_


def pilot_of(round_: Round) -> Autopilot:
    return Autopilot.objects.get(round=round_)


def asked_in(round_: Round) -> list[Assignment]:
    seats = ExtraSeat.objects.held().filter(step__round=round_)
    return [
        seat.assignment
        for seat in seats.select_related("assignment__judge__user", "assignment__round")
    ]


def begin(assignment: Assignment) -> None:
    """Its judge writes one score."""
    save_scores(
        assignment=assignment, user=assignment.judge.user, scores={"impact": "5"}
    )


def answer(assignment: Assignment, **scores: str) -> None:
    """Its judge submits."""
    user = assignment.judge.user
    save_scores(assignment=assignment, user=user, scores={**FULL, **scores})
    submit_ballot(assignment=assignment, user=user)


def jury_of(round_: Round) -> list[Judge]:
    return list(Judge.objects.filter(edition=round_.edition).order_by("pk"))
