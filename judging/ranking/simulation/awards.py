"""One made-up award: true qualities, judges with their faults, integer scores from 0 to
10 on seven criteria.
"""

from dataclasses import dataclass, replace

import numpy as np

from judging.ranking.ballots import Bools, Floats, Ints

from .scenarios import Scenario

WEIGHTS = np.array([0.25, 0.20, 0.15, 0.15, 0.10, 0.10, 0.05])
COMMON = 0.8  # share of a ballot's noise that is common to its criteria
CENTRE = 5.0


@dataclass(frozen=True)
class Judges:
    """(J,) each: leniency, scale, noise of a ballot's total, and whether the scores say
    nothing of the entry. own: (J, C) leniency in one category beside that.
    """

    bias: Floats
    scale: Floats
    noise: Floats
    deaf: Bools
    own: Floats

    def leniency(self, judge: Ints, category: Ints) -> Floats:
        found: Floats = self.bias[judge] + self.own[judge, category]
        return found


@dataclass(frozen=True)
class Award:
    """quality, category: (E,). entry, judge, total: (n,), sorted by entry then judge.
    scores: (n, 7).
    """

    quality: Floats
    category: Ints
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
            [
                self.scores,
                score(
                    self.quality[entry], self.judges, judge, self.category[entry], rng
                ),
            ]
        )
        entry, judge = (
            np.concatenate([self.entry, entry]),
            np.concatenate([self.judge, judge]),
        )
        order = np.lexsort((judge, entry))
        return Award(
            self.quality,
            self.category,
            self.judges,
            entry[order],
            judge[order],
            scores[order],
        )


def numbered_award(scenario: Scenario, seed: int, number: int) -> Award:
    """The same whatever the number of awards."""
    return make_award(scenario, np.random.Generator(np.random.PCG64([seed, number])))


def make_award(
    scenario: Scenario, rng: np.random.Generator, bias: Floats | None = None
) -> Award:
    """bias: (J,) of the judges, where it is not drawn."""
    quality = _qualities(scenario, rng)
    category = np.arange(scenario.entries) % scenario.categories
    judges = _judges(scenario, rng)
    if bias is not None:
        judges = replace(judges, bias=bias)
    seats = _seats(scenario, quality, category, judges.bias, rng)
    entry = np.repeat(np.arange(scenario.entries), seats.shape[1])
    judge = np.sort(seats, axis=1).ravel()
    came = rng.random(len(entry)) >= scenario.dropout
    # an entry whose ballots all went missing keeps them
    came |= (np.bincount(entry, came) == 0)[entry]
    entry, judge = entry[came], judge[came]
    scores = score(quality[entry], judges, judge, category[entry], rng)
    for faulty in range(scenario.low_ballers):
        low_ball(scores, quality, entry, judge == faulty)
    if scenario.pair:
        push(scores, quality, entry, judge, scenario.pair)
    return Award(quality, category, judges, entry, judge, scores)


def _qualities(scenario: Scenario, rng: np.random.Generator) -> Floats:
    """Normal; two camps 1.8 deviations apart; or Student's t with 3 degrees of freedom."""
    plain = rng.standard_normal(scenario.entries)
    if scenario.shape == "bimodal":
        side = np.where(rng.random(scenario.entries) < 0.5, 0.9, -0.9)
        camps: Floats = side + np.sqrt(1.0 - 0.81) * plain
        return camps
    if scenario.shape == "heavy":
        square = rng.chisquare(3, scenario.entries) / 3.0
        tailed: Floats = plain / np.sqrt(square) / np.sqrt(3.0)
        return tailed
    return plain


def low_ball(scores: Floats, quality: Floats, entry: Ints, own: Bools) -> None:
    """A judge whose favourite is the third best of the pile gives it 10 and 0 to those above."""
    mine = np.flatnonzero(own)
    if len(mine) < 3:
        return
    order = mine[np.argsort(-quality[entry[mine]])]
    scores[order[2]] = 10.0
    scores[order[:2]] = 0.0


def push(scores: Floats, quality: Floats, entry: Ints, judge: Ints, size: int) -> None:
    """The judges of one good entry (tenth best of all) that come first agree to give it 10."""
    favourite = np.argsort(-quality)[min(9, len(quality) - 1)]
    scores[np.flatnonzero(entry == favourite)[:size]] = 10.0


def _judges(scenario: Scenario, rng: np.random.Generator) -> Judges:
    bias = scenario.bias * rng.standard_normal(scenario.judges)
    scale = np.exp(scenario.scale * rng.standard_normal(scenario.judges))
    faulty = rng.permutation(scenario.judges)
    noise = np.full(scenario.judges, scenario.noise)
    noise[faulty[: scenario.noisy]] *= 3.0
    if scenario.noise_spread:
        noise *= np.exp(scenario.noise_spread * rng.standard_normal(scenario.judges))
    deaf = np.zeros(scenario.judges, dtype=np.bool_)
    deaf[faulty[scenario.judges - scenario.rogue :]] = True
    own = np.zeros((scenario.judges, scenario.categories))
    if scenario.own:
        own = scenario.own * rng.standard_normal(own.shape)
    return Judges(bias, scale, noise, deaf, own)


def score(
    quality: Floats,
    judges: Judges,
    judge: Ints,
    category: Ints,
    rng: np.random.Generator,
) -> Floats:
    """(n,) qualities, judges and categories to (n, 7) whole points: centre + leniency + scale x
    (quality + noise).
    """
    heard = np.where(judges.deaf[judge], rng.standard_normal(len(judge)), quality)
    common = np.sqrt(COMMON) * rng.standard_normal(len(judge))
    single = np.sqrt((1.0 - COMMON) / np.sum(WEIGHTS**2)) * rng.standard_normal(
        (len(judge), len(WEIGHTS))
    )
    said = heard[:, None] + judges.noise[judge][:, None] * (common[:, None] + single)
    level = CENTRE + judges.leniency(judge, category)
    points = level[:, None] + judges.scale[judge][:, None] * said
    scores: Floats = np.clip(np.rint(points), 0.0, 10.0)
    return scores


def _seats(
    scenario: Scenario,
    quality: Floats,
    category: Ints,
    bias: Floats,
    rng: np.random.Generator,
) -> Ints:
    """(E, ballots per entry) judges."""
    if scenario.sits_in is not None:
        seats = _where_they_sit(scenario, category, rng)
    elif scenario.panels:
        seats = _panels(scenario, quality, rng)
    else:
        seats = _spread(scenario, quality, bias, rng)
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


def _where_they_sit(
    scenario: Scenario, category: Ints, rng: np.random.Generator
) -> Ints:
    """Each judge in `sits_in` categories, every category with as many judges; entries
    take those of their category with the lowest load.
    """
    turns = np.arange(scenario.judges * (scenario.sits_in or 1)) % scenario.categories
    sits = np.zeros((scenario.judges, scenario.categories), dtype=np.bool_)
    sits[rng.permutation(scenario.judges).repeat(scenario.sits_in or 1), turns] = True
    load = np.zeros(scenario.judges)
    seats = np.empty((scenario.entries, scenario.per_entry), dtype=np.int64)
    for entry in rng.permutation(scenario.entries):
        away = ~sits[:, category[entry]]
        order = np.lexsort((rng.random(scenario.judges), load, away))
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
