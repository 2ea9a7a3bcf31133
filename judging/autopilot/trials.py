"""What ready-made plans are worth in a round of this size: tried on made-up awards by the
planning that the worker uses, some seconds at a time, and kept.
"""

from __future__ import annotations

import logging
import time
from dataclasses import asdict, dataclass
from typing import Any

from django.db.models.functions import Now

from awards.models import Round
from awards.outbox.work import WorkState
from judging.models import PlanTrial, judged_in
from judging.ranking.autopilot import ExtraRule
from judging.ranking.simulation.piloted import Flown
from judging.ranking.simulation.worth import (
    Plan,
    Size,
    Worth,
    fly,
    ready_plans,
    worth_of,
)
from judging.results.method import rules_of_round
from nominations.models import EntryCategory, in_running

log = logging.getLogger(__name__)
SLICE = 4.0  # seconds of work before others have their turn
MINUTE = 60.0
MOST = 400  # awards: the standard error is .025 by then
SWEPT = 5
SEED = 1


@dataclass(frozen=True)
class Tried:
    """A ready-made plan with what it is worth so far; None before the first award."""

    plan: Plan
    ballots: int
    worth: Worth | None


def size_of(round_: Round) -> Size | None:
    """None where there is nothing to judge, or nobody to do so."""
    places = EntryCategory.objects.filter(
        in_running("entry__"),
        judged_in(round_.pk),
        entry__edition=round_.edition_id,
    )
    entries = places.count()
    judges = list(
        round_.edition.judges.accepted()
        .order_by("limit")
        .values_list("limit", flat=True)
    )
    if entries < 2 or len(judges) < 2:
        return None
    named = [limit for limit in judges if limit is not None]
    everybody = len(named) == len(judges)
    return Size(
        entries=entries,
        judges=len(judges),
        categories=places.values("category").distinct().count(),
        places=rules_of_round(round_)["places"],
        limit=named[len(named) // 2] if everybody else None,
    )


def begin_trial(round_: Round) -> PlanTrial | None:
    """Of the round as it is now; one of the same size goes on for another minute."""
    size = size_of(round_)
    if size is None:
        return None
    plans = [as_json(plan) for plan in ready_plans(size, round_.judges_per_entry)]
    trial = PlanTrial.objects.filter(round=round_).first()
    queued: dict[str, Any] = {"state": WorkState.QUEUED, "due_at": Now(), "attempts": 0}
    if trial is None or (trial.size, trial.plans) != (asdict(size), plans):
        fresh = {"size": asdict(size), "plans": plans, "flown": {}, "spent": 0.0}
        fresh |= {"until": MINUTE, "seed": SEED}
        return PlanTrial.objects.update_or_create(
            round=round_, defaults={**fresh, **queued}
        )[0]
    if trial.state in (WorkState.DONE, WorkState.FAILED):
        trial.note(until=trial.spent + MINUTE, **queued)
    return trial


def as_json(plan: Plan) -> dict[str, Any]:
    return {"code": plan.code, "first": plan.first, "rule": asdict(plan.rule)}


def from_json(found: dict[str, Any]) -> Plan:
    return Plan(found["code"], found["first"], ExtraRule(**found["rule"]))


def try_plans() -> int:
    """One sweep: each due trial gets its slice; how many did."""
    done = 0
    for trial in PlanTrial.objects.claim_each(SWEPT):
        try:
            work_on(trial)
            done += 1
        except Exception as error:
            log.exception("Trying plans for round %s failed", trial.round_id)
            trial.retry_later(f"{type(error).__name__}: {error}")
    return done


def work_on(trial: PlanTrial) -> None:
    """A few awards more under every plan; back in the queue until its time is spent."""
    started, size = time.perf_counter(), Size(**trial.size)
    plans, flown = [from_json(one) for one in trial.plans], dict(trial.flown)
    while True:
        number = awards_of(trial.plans, flown)
        for plan in plans:
            came = asdict(fly(plan, size, trial.seed, number))
            flown[plan.code] = [*flown.get(plan.code, []), came]
        seconds = time.perf_counter() - started
        over = trial.spent + seconds >= trial.until or number + 1 >= MOST
        if over or seconds >= SLICE:
            break
    trial.note(
        state=WorkState.DONE if over else WorkState.QUEUED,
        due_at=Now(),
        attempts=0,
        flown=flown,
        spent=trial.spent + seconds,
    )


def awards_of(plans: list[dict[str, Any]], flown: dict[str, list[Any]]) -> int:
    """That were tried under every plan."""
    return min((len(flown.get(plan["code"], [])) for plan in plans), default=0)


def tried(trial: PlanTrial) -> list[Tried]:
    """The plans in order, the first being what the others are compared with."""
    size, awards = Size(**trial.size), awards_of(trial.plans, trial.flown)
    plans = [from_json(one) for one in trial.plans]
    if not awards:
        return [Tried(plan, plan.ballots(size), None) for plan in plans]
    found = {
        plan.code: [Flown(**one) for one in trial.flown[plan.code][:awards]]
        for plan in plans
    }
    beside = found[plans[0].code]
    return [
        Tried(plan, plan.ballots(size), worth_of(found[plan.code], beside))
        for plan in plans
    ]
