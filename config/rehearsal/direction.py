"""The play from beginning to end, with a clock on every step."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from typing import Any

from django.utils import timezone

from awards.accounts.models import User
from config.rehearsal import call, decision, jury
from config.rehearsal.cast import Stage, lazy_commits, open_stage
from config.rehearsal.ceremony import ask_entrants, make_certificates, tell_holders


@dataclass(frozen=True)
class Plan:
    entries: int
    judges: int
    per_entry: int
    code: str
    seed: int = 0
    quiet: bool = False
    by_hand: int = (
        200  # ballots given one by one on the desk; the others come in by the sheet
    )


@dataclass
class Report:
    """The document of ``rehearse --json``; seconds per step."""

    edition: str
    entries: int = 0
    ballots: int = 0
    certificates: int = 0
    winners: int = 0
    messages: int = 0
    seconds: dict[str, float] = field(default_factory=dict)

    @contextmanager
    def timed(self, step: str) -> Iterator[None]:
        begun = time.perf_counter()
        yield
        self.seconds[step] = round(time.perf_counter() - begun, 3)

    def as_json(self) -> dict[str, object]:
        return asdict(self)


def rehearse(plan: Plan) -> Report:
    """Drive a synthetic edition from its call to its winners' mails. Everything it makes stays."""
    report = Report(plan.code)
    with lazy_commits():
        organiser = organiser_for(plan.code)
        with report.timed("edition"):
            stage = open_stage(**names(plan), organiser=organiser, seed=plan.seed)
        stage.quiet, stage.by_hand = plan.quiet, plan.by_hand
        play_call(stage, plan, report)
        play_judging(stage, plan, report)
        play_ending(stage, report)
    return report


def play_call(stage: Stage, plan: Plan, report: Report) -> None:
    with report.timed("entries"):
        report.entries = len(call.enter(stage, plan.entries))
    with report.timed("closing"):
        call.close_call(stage)


def play_judging(stage: Stage, plan: Plan, report: Report) -> None:
    with report.timed("judges"):
        jury.invite(stage, plan.judges)
    with report.timed("assignment"):
        jury.assign(stage, plan.per_entry, plan.seed)
    with report.timed("titles"):
        jury.read_titles(stage)
    with report.timed("ballots"):
        report.ballots = jury.score(stage)
    with report.timed("closing of the round"):
        jury.close_round(stage)


def play_ending(stage: Stage, report: Report) -> None:
    with report.timed("decisions"):
        decision.decide(stage)
    with report.timed("ceremony"):
        ask_entrants(stage)
    decision.freeze(stage)
    with report.timed("certificates"):
        report.certificates = make_certificates(stage)
    with report.timed("publication"):
        report.winners = decision.publish(stage)
    tell_holders(stage)
    with report.timed("mail"):
        report.messages = decision.deliver(stage)


def organiser_for(code: str) -> User:
    names = {"name_th": "ผู้จัดการซ้อม (สมมุติ)", "name_en": "Rehearsal organiser (invented)"}
    return User.objects.create_user(f"organiser.{code}@example.org", **names)


def names(plan: Plan) -> dict[str, Any]:
    return {
        "code": plan.code,
        "name_th": f"การซ้อมประกวด {plan.code} (สมมุติ)",
        "name_en": f"Rehearsal {plan.code} (invented)",
        "year": timezone.localdate().year,
    }
