"""Ready-made plans with what they are worth in a round of this size, as the page shows them."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from awards.models import Round
from judging.autopilot.trials import Tried, awards_of, tried
from judging.autopilot.words import ready_words
from judging.models import PlanTrial
from judging.ranking.simulation.worth import Worth

FEW = 10  # awards, of which no figure is shown


@dataclass(frozen=True)
class ReadyLine:
    """A ready-made plan beside the first of them."""

    code: str
    words: str
    said: str
    first: int
    more: int
    cap: int
    batch: int
    ballots: int
    tried: Tried

    @property
    def worth(self) -> Worth | None:
        """None as long as so few awards say nothing."""
        worth = self.tried.worth
        return worth if worth is not None and worth.awards >= FEW else None

    @property
    def best(self) -> str:
        return (
            with_error(self.worth.best_wins, self.worth.best_error)
            if self.worth
            else "–"
        )

    @property
    def winners(self) -> str:
        return (
            with_error(self.worth.winners, self.worth.winners_error)
            if self.worth
            else "–"
        )

    @property
    def given(self) -> str:
        """On average; before that is known, at most."""
        return f"{self.worth.ballots:,.0f}" if self.worth else f"{self.ballots:,}"

    @property
    def gain(self) -> str:
        if self.worth is None or self.code == "even":
            return ""
        points = f"{100 * self.worth.gain:+.0f}".replace("-", "−")
        return f"{points} ± {100 * self.worth.gain_error:.0f}"


def with_error(share: float, error: float) -> str:
    """In per cent, with the standard error."""
    return f"{100 * share:.0f} ± {100 * error:.0f}"


@dataclass(frozen=True)
class Trial:
    """``done``: per cent of the time that it takes."""

    awards: int
    running: bool
    done: int
    seed: int
    lines: list[ReadyLine]


def trial_of(round_: Round) -> Trial | None:
    trial = PlanTrial.objects.filter(round=round_).first()
    if trial is None:
        return None
    words = ready_words()
    lines = [
        ReadyLine(
            one.plan.code,
            words[one.plan.code],
            plan_words(one.plan.first, one.plan.rule.more),
            one.plan.first,
            one.plan.rule.more,
            one.plan.rule.cap,
            one.plan.rule.batch,
            one.ballots,
            one,
        )
        for one in tried(trial)
    ]
    running = trial.state in ("queued", "claimed")
    return Trial(
        awards_of(trial.plans, trial.flown),
        running,
        min(100, int(100 * trial.spent / trial.until)),
        trial.seed,
        lines,
    )


def plan_words(first: int, more: int) -> str:
    if not more:
        return _("%(first)d each") % {"first": first}
    return _("%(first)d each + %(more)d") % {"first": first, "more": more}
