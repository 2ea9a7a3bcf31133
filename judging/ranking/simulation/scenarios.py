"""The awards we try methods on: who judges what, and how judges err. One standard
deviation of the entries is 1.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class Scenario:
    """bias, scale, noise: standard deviations of a judge's leniency, the log of its
    scale, a ballot's total.

    noisy: judges whose noise is tripled. rogue: judges whose scores say nothing of the
    entry. absent: ballots that never come, per entry. dropout: chance of each ballot
    not to come. panels: None spreads judges evenly over the entries; "seeded" and
    "random" give each entry to a panel of `per_entry` judges by quality or by chance,
    and half of the entries one judge of another panel. attract: pull of lenient judges
    towards better entries.
    """

    entries: int = 200
    judges: int = 30
    per_entry: int = 5
    bias: float = 1.0
    scale: float = 0.25
    noise: float = 1.0
    noisy: int = 0
    rogue: int = 0
    absent: int = 0
    dropout: float = 0.0
    panels: Literal["seeded", "random"] | None = None
    attract: float = 0.0


SCENARIOS: Mapping[str, Scenario] = {
    "baseline": Scenario(),
    "panels_seeded": Scenario(panels="seeded"),
    "panels_random": Scenario(panels="random"),
    "three_ballots": Scenario(per_entry=3),
    "seven_ballots": Scenario(per_entry=7),
    "no_effects": Scenario(bias=0.0, scale=0.0),
    "small_bias": Scenario(bias=0.25, scale=0.1),
    "large_scale": Scenario(scale=0.5),
    "three_noisy": Scenario(noisy=3),
    "missing": Scenario(absent=1),
    "dropout": Scenario(dropout=0.2),
    "small": Scenario(entries=40, judges=8, per_entry=4),
    "rogue": Scenario(rogue=1),
    "lenient_attract": Scenario(attract=1.0),
}
