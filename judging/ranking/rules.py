"""What is fixed before the scores open: weights, places, prize levels, ties, precision, draws."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from math import isfinite

from .problems import InvalidInput, Problem

Number = Decimal | float | int
TIE_RULES = ("criteria", "head_to_head", "chair")
# 1.0 takes criteria of equal weight one by one, by their names, and leaves out entries
# without any score;
# 1.1 takes such criteria together, and such entries stand in the document unranked;
# 2.0 learns from all categories at once what judges are like, also from entries that are
# not ranked any more, weighs them by their reliability, and draws from what is not known
# of the variances too.
VERSIONS = ("1.0", "1.1", "2.0")
VERSION = VERSIONS[-1]
SCORES = "fair"
# The methods of other kinds of ballots: "screening" says of each entry what share of the
# panel would pass it; "pairs" orders finalists by comparisons of two.
METHODS = {SCORES: VERSIONS, "screening": ("1.0",), "pairs": ("1.0",)}


@dataclass(frozen=True)
class Known:
    """What was known of a judge: severity, and its standard error, in points."""

    severity: float
    se: float


@dataclass(frozen=True)
class Earlier:
    """What was known of judges before a round. spread: standard deviation of severity
    between the judges of then, in the same points.
    """

    spread: float
    judges: Mapping[str, Known] = field(default_factory=dict)

    @classmethod
    def read(cls, spread: str, judges: Mapping[str, Sequence[str]]) -> "Earlier":
        """From the texts of locked rules: severity and standard error of each judge."""
        known = {
            name: Known(float(mean), float(se)) for name, (mean, se) in judges.items()
        }
        return cls(float(spread), known)

    @property
    def sound(self) -> bool:
        figures = [self.spread]
        for one in self.judges.values():
            figures += [one.severity, one.se]
        errors = (one.se >= 0.0 for one in self.judges.values())
        return all(map(isfinite, figures)) and self.spread >= 0.0 and all(errors)


@dataclass(frozen=True)
class Rules:
    """How one award is ranked. The defaults are those of the command `rank`.

    weights: criterion to weight, any positive scale; None weighs all criteria alike.
    category_weights: the same for the categories that differ. places: winners being
    decided (the k of P(top k)). levels: sizes of the prize levels from the best, e.g.
    (1, 1, 1, 5). precision: published decimals; adjusted scores equal to it are a tie.
    ties: rules applied to a tie in turn, what is left shares the rank. chair: orders of
    entries the chair voted, best first; category_chair: the same for single categories.
    interval: content of the rank intervals. practically_tied: neighbours whose P(the
    upper is better) is below it are marked. draws: None takes `draws.draw_count`. seed:
    of PCG64, part of the published method. version: of the method; a result that was
    locked with an older one is ranked by that for good. earlier: what was known of the
    judges before, None unless the award takes that into account (method 2 only). method: of METHODS, by
    the kind of ballot. pass_share: of screening, the share of the panel that has to pass
    an entry.
    """

    weights: Mapping[str, Number] | None = None
    category_weights: Mapping[str, Mapping[str, Number]] = field(default_factory=dict)
    places: int = 3
    levels: tuple[int, ...] = ()
    precision: int = 3
    ties: tuple[str, ...] = TIE_RULES
    chair: tuple[tuple[str, ...], ...] = ()
    category_chair: Mapping[str, tuple[tuple[str, ...], ...]] = field(
        default_factory=dict
    )
    interval: float = 0.9
    practically_tied: float = 0.6
    draws: int | None = None
    seed: int = 20_180_411
    version: str = VERSION
    earlier: Earlier | None = None
    method: str = SCORES
    pass_share: float = 0.5

    def __post_init__(self) -> None:
        problems = [
            Problem("bad_rule", params={"rule": name, "value": value})
            for name, value in self._broken()
        ]
        for weights in [self.weights, *self.category_weights.values()]:
            problems += [] if weights is None else _weight_problems(weights)
        if problems:
            raise InvalidInput(problems)

    def weights_for(self, category: str) -> Mapping[str, Number] | None:
        return self.category_weights.get(category, self.weights)

    def chair_for(self, category: str) -> tuple[tuple[str, ...], ...]:
        return self.category_chair.get(category, self.chair)

    @property
    def pooled(self) -> bool:
        """Whether all categories are fitted together: method 2."""
        return self.method == SCORES and not self.version.startswith("1.")

    @property
    def across(self) -> bool:
        """Whether a category's result hangs on the ballots of the others too."""
        return self.pooled or self.method == "screening"

    def _broken(self) -> list[tuple[str, object]]:
        sound = {
            "places": self.places >= 1,
            "levels": all(size >= 1 for size in self.levels),
            "precision": 0 <= self.precision <= 9,
            "ties": all(rule in TIE_RULES for rule in self.ties),
            "interval": 0 < self.interval < 1,
            "practically_tied": 0 <= self.practically_tied <= 1,
            "draws": self.draws is None or 100 <= self.draws <= 100_000,
            "seed": self.seed >= 0,
            "method": self.method in METHODS,
            "version": self.version in METHODS.get(self.method, ()),
            "pass_share": 0 < self.pass_share < 1,
            "earlier": self.earlier is None or (self.pooled and self.earlier.sound),
        }
        return [(name, getattr(self, name)) for name, fine in sound.items() if not fine]


def _weight_problems(weights: Mapping[str, Number]) -> list[Problem]:
    bad = [
        code
        for code, weight in weights.items()
        if not (isfinite(weight) and weight >= 0)
    ]
    if bad:
        return [Problem("bad_weight", params={"criterion": code}) for code in bad]
    return (
        [] if any(weight > 0 for weight in weights.values()) else [Problem("no_weight")]
    )
