"""The play from beginning to end, with a clock on every step."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from typing import Any, TypeVar

from django.utils import timezone

from awards.accounts.models import User
from config.rehearsal.cast import lazy_commits, open_stage
from config.rehearsal.ceremony import ask_entrants, make_certificates, tell_holders

T = TypeVar("T")


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

    def timed(self, step: str, act: Callable[[], T]) -> T:
        begun = time.perf_counter()
        result = act()
        self.seconds[step] = round(time.perf_counter() - begun, 3)
        return result

    def as_json(self) -> dict[str, object]:
        return asdict(self)


def rehearse(plan: Plan) -> Report:
    """Drive a synthetic edition from its call to its winners' mails. Everything it makes stays."""
    report = Report(plan.code)
    with lazy_commits():
        organiser = organiser_for(plan.code)
        stage = report.timed(
            "edition",
            lambda: open_stage(**names(plan), organiser=organiser, seed=plan.seed),
        )
        stage.quiet, stage.by_hand = plan.quiet, plan.by_hand
        report.entries = len(report.timed("entries", lambda: stage.enter(plan.entries)))
        report.timed("closing", stage.close_call)
        report.timed("judges", lambda: stage.invite(plan.judges))
        report.timed("assignment", lambda: stage.assign(plan.per_entry, plan.seed))
        report.timed("titles", stage.read_titles)
        report.ballots = report.timed("ballots", stage.score)
        report.timed("closing of the round", stage.close_round)
        report.timed("decisions", stage.decide)
        report.timed("ceremony", lambda: ask_entrants(stage))
        stage.freeze()
        report.certificates = report.timed(
            "certificates", lambda: make_certificates(stage)
        )
        report.winners = report.timed("publication", stage.publish)
        tell_holders(stage)
        report.messages = report.timed("mail", stage.deliver)
    return report


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
