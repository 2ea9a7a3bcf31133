"""What a round's rules say of extra ballots: how many an entry may have, when they are
enough, and the plan by which the worker asks for them.
"""

from __future__ import annotations

from typing import NotRequired, TypedDict

from awards.models import Round
from judging.ballot_kinds import BallotKind
from judging.models import Autopilot
from judging.ranking.autopilot import ExtraRule

# ballots beyond the usual number; certainty at which no more are asked for
EXTRA_MOST, EXTRA_ENOUGH = (
    3,
    0.9,
)
LAST_HOURS = 24  # before judging closes, in which the autopilot asks nobody


class ExtraPlan(TypedDict):
    """What the worker asks for by itself: see ``judging.ranking.autopilot.ExtraRule``.
    first: ballots each before. last_hours: in which nothing is asked for any more.
    """

    first: int
    more: int
    batch: int
    begin: float
    near: float
    settled: float
    last_hours: int


class ExtraBallots(TypedDict):
    """cap: ballots per entry at most. enough: the certainty at which none is asked for.
    plan: absent where the worker asks for none.
    """

    cap: int
    enough: float
    plan: NotRequired[ExtraPlan]


def extra_ballots_now(round_: Round, kind: BallotKind) -> ExtraBallots:
    """As set up: with the plan of the autopilot where it has something to spend. Only
    ballots that hold scores are planned. The round comes with its row of the autopilot.
    """
    pilot: Autopilot | None = getattr(round_, "autopilot", None)
    if pilot is None or not pilot.more or not kind.has_scores:
        return {"cap": round_.judges_per_entry + EXTRA_MOST, "enough": EXTRA_ENOUGH}
    rule = ExtraRule(pilot.more, pilot.cap, pilot.batch, pilot.enough / 100)
    plan: ExtraPlan = {
        "first": round_.judges_per_entry,
        "more": rule.more,
        "batch": rule.batch,
        "begin": rule.begin,
        "near": rule.near,
        "settled": rule.settled,
        "last_hours": LAST_HOURS,
    }
    return {"cap": rule.cap, "enough": rule.enough, "plan": plan}
