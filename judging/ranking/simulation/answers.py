"""Simulated rounds of ballots that hold no scores, and how often their 90 % intervals hold
the truth.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from judging.ranking.ballots import Ballot, Floats
from judging.ranking.document import ranking_document
from judging.ranking.pairs import chances
from judging.ranking.rules import Rules
from judging.ranking.screening import logistic
from judging.ranking.unscored import ranked_rows


@dataclass(frozen=True)
class Screened:
    """entry_spread, judge_spread: on the scale of the logistic; mean: of its chance. Each
    judge passes entry e with chance logistic(mean + entry + judge).
    """

    entries: int = 40
    judges: int = 8
    each: int = 3
    mean: float = 0.5
    entry_spread: float = 1.5
    judge_spread: float = 0.7


@dataclass(frozen=True)
class Finals:
    """Strengths, judges' tastes, the lean to the left and the share of equal answers
    (v of the model) as true; each judge compares each finalist with the next in a circle
    of their own.
    """

    entries: int = 6
    judges: int = 7
    strength_spread: float = 1.0
    taste_spread: float = 0.6
    lean: float = 0.2
    equal: float = 0.5


SCREENINGS = {
    "usual": Screened(),
    "large": Screened(entries=120, judges=20),
    "two each": Screened(each=2),
    "strict and lenient": Screened(judge_spread=1.3),
    "alike judges": Screened(judge_spread=0.05),
    "clear cases": Screened(entry_spread=3.0),
    "small panel": Screened(entries=15, judges=4, each=3),
}
FINALS = {
    "usual": Finals(),
    "three finalists": Finals(entries=3, judges=5),
    "ten finalists": Finals(entries=10, judges=9),
    "few judges": Finals(judges=4),
    "close": Finals(strength_spread=0.3),
    "clear": Finals(strength_spread=2.0),
    "own tastes": Finals(taste_spread=1.4),
    "no tastes": Finals(taste_spread=0.0, lean=0.0),
    "many equal": Finals(equal=1.5),
}


def screened(case: Screened, draw: np.random.Generator) -> tuple[list[Ballot], Floats]:
    """Ballots, and (E,) the share of the panel that would pass each entry."""
    quality = draw.normal(0.0, case.entry_spread, case.entries)
    judges = draw.normal(case.mean, case.judge_spread, case.judges)
    chance = logistic(quality[:, None] + judges[None, :])
    ballots = []
    for entry in range(case.entries):
        for judge in draw.choice(case.judges, case.each, replace=False).tolist():
            passed = int(draw.random() < chance[entry, judge])
            ballots.append(Ballot(f"j{judge:03}", f"e{entry:04}", {"pass": passed}))
    return ballots, chance.mean(axis=1)


def finals(case: Finals, draw: np.random.Generator) -> tuple[list[Ballot], Floats]:
    """Ballots, and (E,) the strengths."""
    strength = draw.normal(0.0, case.strength_spread, case.entries)
    ballots = []
    for judge in range(case.judges):
        taste = draw.normal(0.0, case.taste_spread, case.entries)
        seen = strength + taste
        circle = draw.permutation(case.entries)
        for left, right in zip(circle, np.roll(circle, -1), strict=True):
            gap = np.array([seen[left] - seen[right] + case.lean])
            chance = np.array(chances(gap, float(np.log(case.equal))))[:, 0]
            answer = [1.0, 0.5, 0.0][int(draw.choice(3, p=chance))]
            ballots.append(
                Ballot(f"j{judge:03}", f"e{left:04}", {f"e{right:04}": answer})
            )
    return ballots, strength


def coverage_of_shares(case: Screened, seeds: Sequence[int]) -> float:
    """How often the interval of a share holds it."""
    rules, held = Rules(method="screening", version="1.0"), []
    for seed in seeds:
        ballots, truth = screened(case, np.random.default_rng(seed))
        for line in ranked_rows(ranking_document(ballots, rules)["entries"]):
            share = truth[int(line["entry"][1:])]
            held.append(line["share_low"] <= share <= line["share_high"])
    return float(np.mean(held))


def coverage_of_ranks(case: Finals, seeds: Sequence[int]) -> float:
    """How often the interval of a rank holds it."""
    rules, held = Rules(method="pairs", version="1.0"), []
    for seed in seeds:
        ballots, strength = finals(case, np.random.default_rng(seed))
        true_rank = np.argsort(np.argsort(-strength)) + 1
        for line in ranked_rows(ranking_document(ballots, rules)["entries"]):
            rank = true_rank[int(line["entry"][1:])]
            low, high = line["rank_low"], line["rank_high"]
            assert low is not None
            assert high is not None
            held.append(low <= rank <= high)
    return float(np.mean(held))
