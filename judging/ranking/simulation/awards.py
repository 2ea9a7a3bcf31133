"""One made-up award: true qualities, judges with their faults, integer scores from 0 to
10 on seven criteria.
"""

from dataclasses import dataclass

import numpy as np

from judging.ranking.ballots import Bools, Floats, Ints

from .scenarios import Scenario

WEIGHTS = np.array([0.25, 0.20, 0.15, 0.15, 0.10, 0.10, 0.05])
COMMON = 0.8  # share of a ballot's noise that is common to its criteria
CENTRE = 5.0


@dataclass(frozen=True)
class Judges:
    """(J,) each: leniency, scale, noise of a ballot's total, and whether the scores say
    nothing of the entry.
    """

    bias: Floats
    scale: Floats
    noise: Floats
    deaf: Bools


@dataclass(frozen=True)
class Award:
    """quality: (E,). entry, judge, total: (n,), sorted by entry then judge. scores: (n, 7)."""

    quality: Floats
    judges: Judges
    entry: Ints
    judge: Ints
    scores: Floats

    @property
    def total(self) -> Floats:
        total: Floats = self.scores @ WEIGHTS
        return total

    def with_ballots(
        self, entry: Ints, judge: Ints, rng: np.random.Generator
    ) -> "Award":
        """The same award with more ballots."""
        scores = np.concatenate(
            [self.scores, score(self.quality[entry], self.judges, judge, rng)]
        )
        entry, judge = (
            np.concatenate([self.entry, entry]),
            np.concatenate([self.judge, judge]),
        )
        order = np.lexsort((judge, entry))
        return Award(
            self.quality, self.judges, entry[order], judge[order], scores[order]
        )


def make_award(scenario: Scenario, rng: np.random.Generator) -> Award:
    quality = rng.standard_normal(scenario.entries)
    judges = _judges(scenario, rng)
    seats = _seats(scenario, quality, judges.bias, rng)
    entry = np.repeat(np.arange(scenario.entries), seats.shape[1])
    judge = np.sort(seats, axis=1).ravel()
    came = rng.random(len(entry)) >= scenario.dropout
    # an entry whose ballots all went missing keeps them
    came |= (np.bincount(entry, came) == 0)[entry]
    entry, judge = entry[came], judge[came]
    return Award(
        quality, judges, entry, judge, score(quality[entry], judges, judge, rng)
    )


def _judges(scenario: Scenario, rng: np.random.Generator) -> Judges:
    bias = scenario.bias * rng.standard_normal(scenario.judges)
    scale = np.exp(scenario.scale * rng.standard_normal(scenario.judges))
    faulty = rng.permutation(scenario.judges)
    noise = np.full(scenario.judges, scenario.noise)
    noise[faulty[: scenario.noisy]] *= 3.0
    deaf = np.zeros(scenario.judges, dtype=np.bool_)
    deaf[faulty[scenario.judges - scenario.rogue :]] = True
    return Judges(bias, scale, noise, deaf)


def score(
    quality: Floats, judges: Judges, judge: Ints, rng: np.random.Generator
) -> Floats:
    """(n,) qualities and judges to (n, 7) whole points: centre + leniency + scale x
    (quality + noise).
    """
    heard = np.where(judges.deaf[judge], rng.standard_normal(len(judge)), quality)
    common = np.sqrt(COMMON) * rng.standard_normal(len(judge))
    single = np.sqrt((1.0 - COMMON) / np.sum(WEIGHTS**2)) * rng.standard_normal(
        (len(judge), len(WEIGHTS))
    )
    said = heard[:, None] + judges.noise[judge][:, None] * (common[:, None] + single)
    points = CENTRE + judges.bias[judge][:, None] + judges.scale[judge][:, None] * said
    scores: Floats = np.clip(np.rint(points), 0.0, 10.0)
    return scores


def _seats(
    scenario: Scenario, quality: Floats, bias: Floats, rng: np.random.Generator
) -> Ints:
    """(E, ballots per entry) judges."""
    seats = (
        _panels(scenario, quality, rng)
        if scenario.panels
        else _spread(scenario, quality, bias, rng)
    )
    if scenario.absent:
        seats = rng.permuted(seats, axis=1)[:, scenario.absent :]
    return seats


def _spread(
    scenario: Scenario, quality: Floats, bias: Floats, rng: np.random.Generator
) -> Ints:
    """Entries in random order take the judges with the lowest load, ties by chance (or
    by what they attract).
    """
    load = np.zeros(scenario.judges)
    seats = np.empty((scenario.entries, scenario.per_entry), dtype=np.int64)
    for entry in rng.permutation(scenario.entries):
        pull = (
            rng.gumbel(size=scenario.judges) + scenario.attract * quality[entry] * bias
        )
        order = np.argsort(-pull) if scenario.attract else np.lexsort((pull, load))
        seats[entry] = order[: scenario.per_entry]
        load[seats[entry]] += 1
    return seats


def _panels(scenario: Scenario, quality: Floats, rng: np.random.Generator) -> Ints:
    size, panels = scenario.per_entry, scenario.judges // scenario.per_entry
    order = (
        np.argsort(quality)
        if scenario.panels == "seeded"
        else rng.permutation(scenario.entries)
    )
    panel = np.empty(scenario.entries, dtype=np.int64)
    panel[order] = np.arange(scenario.entries) * panels // scenario.entries
    seats: Ints = panel[:, None] * size + np.arange(size)
    for entry in rng.permutation(scenario.entries)[: scenario.entries // 2]:
        guest = int(rng.integers(panels * size - size))
        seats[entry, rng.integers(size)] = guest + size * (guest >= panel[entry] * size)
    return seats
