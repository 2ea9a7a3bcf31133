"""The awards we try methods on: who judges what, and how judges err. One standard
deviation of the entries is 1.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
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
    towards better entries. categories: entries shared out evenly among them; sits_in: in
    how many a judge sits, None for all; own: deviation of a judge's leniency in one
    category from what it is in all. noise_spread: of the log of a judge's noise.
    low_ballers: judges who give 0 to whatever is better than their favourite, which gets
    10. pair: judges who give 10 to one entry between them. shape: of the qualities
    (deviation 1 always).
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
    categories: int = 1
    sits_in: int | None = None
    own: float = 0.0
    noise_spread: float = 0.0
    low_ballers: int = 0
    pair: int = 0
    shape: Literal["normal", "bimodal", "heavy"] = "normal"


_DEMONSTRATION = Scenario(entries=35, judges=7, per_entry=4, categories=7)

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
    "unequal_noise": Scenario(noise_spread=0.5),
    "rogues": Scenario(rogue=3),
    "low_ballers": Scenario(low_ballers=1),
    "pairs": Scenario(pair=2),
    "bimodal": Scenario(shape="bimodal"),
    "heavy_tails": Scenario(shape="heavy"),
    "demonstration": _DEMONSTRATION,
    "demonstration_own_3": replace(_DEMONSTRATION, own=0.3),
    "demonstration_own_7": replace(_DEMONSTRATION, own=0.7),
    "demonstration_own_10": replace(_DEMONSTRATION, own=1.0),
    "demonstration_noise": replace(_DEMONSTRATION, noise_spread=0.5),
    "twelve_judges": Scenario(entries=150, judges=12, categories=7, per_entry=4),
    "twelve_judges_noise": Scenario(
        entries=150, judges=12, categories=7, per_entry=4, noise_spread=0.5
    ),
    "three_categories_each": Scenario(entries=150, categories=7, sits_in=3),
    "two_categories_each": Scenario(entries=150, categories=7, sits_in=2),
    "few_each": Scenario(entries=60, judges=20, per_entry=2),
    "few_each_of_three": Scenario(entries=60, judges=30, per_entry=3),
    "two_judges": Scenario(entries=6, judges=2, per_entry=2),
}
