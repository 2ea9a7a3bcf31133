"""What organisers see of the extra ballots of a round: the plan, what was done and why,
what is left, and what ready-made plans are worth.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from awards.models import Round
from judging.autopilot.situation import Looked
from judging.autopilot.words import outcome_words, verdict_words
from judging.models import Autopilot, ExtraSeat, ExtraStep, Judge
from judging.ranking.autopilot import Hold, Outcome, Planned
from judging.results.drawings import (
    Picture,
    Row,
    Scale,
    drawn,
    mark,
    rule,
    shares,
    span,
)
from judging.results.extra_rules import ExtraBallots
from judging.results.rows import chance

SHOWN = 40  # steps on the page, the newest first


@dataclass(frozen=True)
class SeatLine:
    """One request. ``state``: what became of it, with the look of its badge."""

    reference: str
    title: str
    category: str
    judge: str
    p: float
    state: str
    badge: str

    @property
    def chance(self) -> SafeString:
        return mark_safe(chance(self.p))


@dataclass(frozen=True)
class StepLine:
    number: int
    made_at: datetime
    by: str
    said: str
    ballots: int
    asked: list[SeatLine]
    back: list[SeatLine]
    ledger: int


@dataclass(frozen=True)
class Budget:
    spent: int
    more: int

    @property
    def bar(self) -> SafeString:
        return shares([("full", min(self.spent, self.more))], self.more)

    @property
    def left(self) -> int:
        return max(0, self.more - self.spent)


@dataclass(frozen=True)
class CategoryLine:
    name: str
    percent: int | None
    words: str


@dataclass(frozen=True)
class Proposed:
    """What ``place_more`` would do."""

    count: int
    lines: list[SeatLine]
    unfilled: list[str]
    words: str
    digest: str


def steps_of(round_: Round) -> list[StepLine]:
    """The newest first. In three statements."""
    steps = ExtraStep.objects.filter(round=round_).select_related("by")
    newest = list(steps.order_by("-number")[:SHOWN])
    asked = seats_by_step("step", newest)
    back = seats_by_step("taken_by", newest)
    return [
        StepLine(
            step.number,
            step.made_at,
            str(step.by) if step.by else "",
            said_of(step, len(asked.get(step.pk, [])), len(back.get(step.pk, []))),
            step.ballots,
            asked.get(step.pk, []),
            back.get(step.pk, []),
            step.ledger,
        )
        for step in newest
    ]


def seats_by_step(field: str, steps: list[ExtraStep]) -> dict[int, list[SeatLine]]:
    rows = ExtraSeat.objects.filter(**{f"{field}__in": steps}).select_related(
        "assignment__judge__user",
        "assignment__ballot",
        "assignment__entry_category__entry",
        "assignment__entry_category__category",
    )
    found: dict[int, list[SeatLine]] = {}
    for row in rows:
        found.setdefault(getattr(row, f"{field}_id"), []).append(seat_line(row))
    return found


def seat_line(row: ExtraSeat) -> SeatLine:
    place = row.assignment.entry_category
    words, badge = state_of(row)
    return SeatLine(
        place.entry.reference,
        place.entry.title,
        str(place.category.name),
        str(row.assignment.judge.user),
        row.p,
        words,
        badge,
    )


def asked_words(step: ExtraStep) -> str:
    """What an organiser reads after asking for one ballot."""
    [line] = seats_by_step("step", [step])[step.pk]
    words = _(
        "%(judge)s gets one more ballot on %(entry)s, and is told in the next daily email."
    )
    return words % {"judge": line.judge, "entry": line.reference}


def state_of(row: ExtraSeat) -> tuple[str, str]:
    ballot = getattr(row.assignment, "ballot", None)
    if row.taken_by_id is not None:
        return _("no longer needed"), "calm"
    if row.assignment.recused_at is not None:
        return _("given back or removed"), "warn"
    if ballot is None:
        return _("on its way"), "calm"
    if ballot.state == "submitted":
        return _("submitted"), "good"
    return _("started"), "calm"


def said_of(step: ExtraStep, asked: int, back: int) -> str:
    parts = []
    if asked:
        words = ngettext("Asked for %(n)d ballot.", "Asked for %(n)d ballots.", asked)
        parts.append(words % {"n": asked})
    if back:
        words = ngettext(
            "Cancelled %(n)d request that is no longer needed.",
            "Cancelled %(n)d requests that are no longer needed.",
            back,
        )
        parts.append(words % {"n": back})
    if step.outcome not in (Outcome.ASKING, Outcome.WAITING):
        parts.append(outcome_words().get(step.outcome, ""))
    return " ".join(parts)


def categories_of(round_: Round, found: Mapping[str, Any]) -> list[CategoryLine]:
    words = verdict_words()
    names = {row.code: str(row.name) for row in round_.edition.categories.all()}
    return [
        CategoryLine(
            names[code],
            None if one["p_winners"] is None else int(100 * one["p_winners"]),
            words[one["verdict"]],
        )
        for code, one in found.get("categories", {}).items()
        if code in names
    ]


def certainty_picture(round_: Round, enough: float) -> Picture | None:
    """Per category how certain the winners were when it began, and are now."""
    steps = ExtraStep.objects.filter(round=round_).order_by("number")
    told = list(steps.values_list("found", flat=True))
    pilot = Autopilot.objects.filter(round=round_).first()
    if pilot is not None and pilot.found:
        told.append(pilot.found)
    names = {row.code: str(row.name) for row in round_.edition.categories.all()}
    scale, rows = Scale(0.0, 1.0), []
    for code, name in names.items():
        line = [
            one["categories"][code]["p_winners"]
            for one in told
            if one["categories"].get(code, {}).get("p_winners") is not None
        ]
        if line:
            rows.append(certainty_row(name, line, scale, enough))
    if not rows:
        return None
    return Picture(
        title=_("How certain the winners are"),
        caption=_(
            "From 0 at the left to certain at the right. The bar runs from the first "
            "request to now; at the upright line a category has enough."
        ),
        rows=rows,
    )


def certainty_row(name: str, line: list[float], scale: Scale, enough: float) -> Row:
    first, now = line[0], line[-1]
    words = _("%(first)d %%, now %(now)d %%") % {
        "first": int(100 * first),
        "now": int(100 * now),
    }
    parts = [
        rule(scale, enough),
        span(scale, min(first, now), max(first, now)),
        mark(scale, now),
    ]
    return Row(name, words, drawn(*parts))


def stops_when(extra: ExtraBallots, round_: Round) -> list[str]:
    """The rule, as locked."""
    plan = extra.get("plan")
    if plan is None:
        return []
    return [
        _("A category has enough once its winners are right with %(n)d %% certainty.")
        % {"n": round(100 * extra["enough"])},
        _(
            "An entry is asked for while its chance of winning is between %(low)s and "
            "%(high)s %%, and it has fewer than %(cap)d ballots."
        )
        % {
            "low": f"{100 * plan['near']:g}",
            "high": f"{100 * (1 - plan['near']):g}",
            "cap": extra["cap"],
        },
        _(
            "At most %(n)d requests are on their way at a time, and %(more)d are made in all."
        )
        % {"n": plan["batch"], "more": plan["more"]},
        _("Nothing is asked for in the last %(n)d hours of judging.")
        % {"n": plan["last_hours"]},
    ]


def proposed(looked: Looked, planned: Planned, count: int, digest: str) -> Proposed:
    judges = {
        judge.pk: str(judge.user)
        for judge in Judge.objects.filter(
            pk__in=[looked.names.judges[call.judge] for call in planned.asked]
        ).select_related("user")
    }
    lines = [
        SeatLine(
            looked.names.entries[call.entry],
            "",
            call.entry.split("/")[0],
            judges[looked.names.judges[call.judge]],
            call.p,
            "",
            "",
        )
        for call in planned.asked
    ]
    words = "" if lines else outcome_words()[planned.outcome]
    unfilled = [looked.names.entries[name] for name in planned.unfilled]
    return Proposed(count, lines, unfilled, words, digest)


def pilot_words(pilot: Autopilot | None, is_on: bool) -> str:
    if not is_on:
        return outcome_words()[Hold.OFF]
    if pilot is not None and pilot.paused_at is not None:
        return outcome_words()[Hold.PAUSED]
    return outcome_words().get(pilot.outcome if pilot else "", "")
