"""The estimator of method 2: what a judge is like is learnt from all categories at once.

1. Scale as in method 1 (`fair`), from all groups of a judge together: a judge's spread
   within each group against the spread expected there, shrunk towards 1. The scores are
   drawn together (or apart) around the judge's own mean in the group.
2. Severity of judge j in group c is b_j + d_jc, both random, learnt from shared entries
   alone; both variances by REML (`two_variances`).
3. Reliability: judges whose scores stray more from what colleagues say count less
   (`reliability`), by a weight that is printed as it is used.
4. Adjusted score = weighted average of (z - severity) over the entry's ballots.

Ballots of entries that are not ranked any more (withdrawn, found ineligible) take part
in all of it: they say as much of a judge as any.

Does a higher score alone ever lower its entry's rank? While scales, weights and the two
variances stand, never: raising one score raises its entry by at least as much as any
other (a test holds this). Learning them again can break it, as in method 1, and weights
add a way: a score raised far from what colleagues say makes its judge count less. In 4,000
raises by one to three points, in made-up rounds of 4 to 60 entries and up to three
categories, no rank fell: at most one raise in a thousand does that there (95 %). In rounds
of 2 to 8 entries with scores at both ends of the scale 8 of 4,000 raises lowered the rank,
each by one place.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from .ballots import Floats, Table
from .columns import Columns, Part, columns_of
from .doubts import in_points, nodes, square_root
from .earlier import expected, standing
from .fair import Fit, Node, Variances
from .learning import Judged, judge, reliabilities, rescaled, scales
from .reliability import joined, spare
from .rules import Earlier, Known
from .severities import of_judges


@dataclass(frozen=True)
class _Round:
    """A round's ballots, fitted: standardised (y) and rescaled (z) scores."""

    columns: Columns
    centre: float
    unit: float
    y: Floats
    z: Floats
    scale: Floats
    judged: Judged


def _fitted(tables: Sequence[Table]) -> _Round:
    columns = columns_of(tables)
    total = joined([table.total for table in tables])
    centre, unit = float(np.mean(total)), float(np.std(total))
    if unit <= 1e-9 * max(1.0, abs(centre)):
        unit = 0.0
    y = (total - centre) / unit if unit else np.zeros_like(total)
    first = judge(columns, y, np.ones(columns.judges)).ratios
    scale = scales(columns, y, first)
    z = rescaled(columns, y, scale)
    judged = judge(columns, z, reliabilities(columns, z, first))
    return _Round(columns, centre, unit, y, z, scale, judged)


def fit_round(tables: Sequence[Table], earlier: Earlier | None = None) -> list[Fit]:
    """Connected tables of one round to their fits, in the same order; never NaN.
    earlier: what was known of the judges before.
    """
    if not tables:
        return []
    round_ = _fitted(tables)
    judged = round_.judged
    if earlier is not None:
        judged = _with_earlier(judged, earlier)
    doubt = nodes(judged.seen, judged.before) if judged.ratios else []
    fits = [
        _Writing(round_, judged, number).fit([of_groups[number] for of_groups in doubt])
        for number in range(len(tables))
    ]
    return [replace(one, elsewhere=_elsewhere(fits, one)) for one in fits]


def _with_earlier(judged: Judged, earlier: Earlier) -> Judged:
    """The same severities with what was known before: scales, weights and variances are
    of this round's ballots alone.
    """
    known = standing(earlier, judged.columns.names)
    if known is None or judged.ratios is None or judged.ratios.common <= 0.0:
        return judged
    return replace(judged, before=expected(judged.seen, judged.ratios, known))


def known_judges(tables: Sequence[Table]) -> Earlier:
    """What a round's ballots say of its judges, for a later one to start from."""
    nothing = Earlier(0.0)
    if not tables:
        return nothing
    round_ = _fitted(tables)
    ratios = round_.judged.ratios
    if ratios is None or ratios.common <= 0.0:
        return nothing
    severity, variance = of_judges(round_.judged.seen, ratios)
    error = np.sqrt(np.maximum(ratios.residual * variance, 0.0))
    found = zip(round_.columns.names, severity.tolist(), error.tolist(), strict=True)
    spread = float(np.sqrt(ratios.common * ratios.residual))
    unit = round_.unit
    return Earlier(
        unit * spread,
        {name: Known(unit * mean, unit * se) for name, mean, se in found},
    )


def _elsewhere(fits: Sequence[Fit], own: Fit) -> float | None:
    """The variance between entries in all other groups, as far as it is known."""
    known = [
        (one.between, len(one.adjusted) - 1)
        for one in fits
        if one is not own and one.between is not None
    ]
    if not known:
        return None
    whole = sum(between * freedom for between, freedom in known)
    return max(0.0, whole / sum(freedom for _, freedom in known))


@dataclass(frozen=True)
class _Writing:
    """One group of a fitted round, from standardised scores to points."""

    round: _Round
    judged: Judged
    number: int

    @property
    def part(self) -> Part:
        return self.round.columns.parts[self.number]

    @property
    def unit(self) -> float:
        return self.round.unit

    def fit(self, doubt: Sequence[Node]) -> Fit:
        part, judged, unit = self.part, self.judged, self.unit
        y, z, centre = (
            self.round.y[part.rows],
            self.round.z[part.rows],
            self.round.centre,
        )
        of_judges = judged.weight[part.judge]
        weight = of_judges[part.seat]
        mean = judged.severities.mean[self.number]
        counted = z - mean[part.seat]
        adjusted = part.entry_means(counted, weight)
        errors = self.errors(weight, adjusted) if judged.known else None
        return Fit(
            scale=self.round.scale[part.judge],
            rescaled=centre + unit * z,
            severity=unit * mean,
            counted=centre + unit * counted,
            raw=centre + unit * part.entry_means(y, np.ones(len(y))),
            adjusted=centre + unit * adjusted,
            ballots=part.ballots,
            ratio=judged.ratios.whole if judged.ratios else 0.0,
            variances=self.variances(errors),
            eigenvalues=self.round.columns.even[self.number].values,
            severity_se=None if errors is None else unit * errors.of_judges,
            se=None if errors is None else unit * errors.of_entries,
            root=None if errors is None else unit * errors.root,
            weight=weight,
            judge_weight=of_judges,
            weights=part.entry_sums(weight),
            freedom=judged.seen.freedom,
            nodes=tuple(in_points(node, unit) for node in doubt),
            covariance=judged.severities.covariance[self.number],
            left=None if errors is None else errors.left,
            between=self.between(errors),
            lasting=judged.before.lasting if judged.before else None,
        )

    def errors(self, weight: Floats, adjusted: Floats) -> "_Errors":
        """The level common to all judges moves no entry against another and is left out.
        An entry's own noise is independent of what severity is learnt from, so they add.
        """
        part, relative = self.part, self.judged.severities.covariance[self.number]
        found = spare(part, weight, relative)
        of_mean = self.judged.noise * found.of_mean
        noise = self.judged.noise / part.entry_sums(weight)
        covariance = self.judged.noise * relative
        return _Errors(
            of_judges=np.sqrt(np.maximum(np.diag(covariance), 0.0)),
            of_entries=np.sqrt(noise + of_mean),
            root=square_root(covariance),
            left=found.left,
            between=_between(part, weight, covariance, adjusted, noise, of_mean),
        )

    def between(self, errors: "_Errors | None") -> float | None:
        if errors is None or errors.between is None:
            return None
        return self.unit**2 * errors.between

    def variances(self, errors: "_Errors | None") -> Variances:
        if errors is None:
            return Variances(None, None, None)
        square, ratios, noise = self.unit**2, self.judged.ratios, self.judged.noise
        apart = self.round.columns.shared and ratios is not None
        return Variances(
            entry=None if errors.between is None else square * max(0.0, errors.between),
            judge=square * noise * ratios.common if ratios else 0.0,
            residual=square * noise,
            judge_category=square * noise * ratios.own if ratios and apart else None,
        )


@dataclass(frozen=True)
class _Errors:
    """Standard errors of severities (s,) and entries (E,), the root (s, s), what is left
    of the ballots (n,), and the variance between entries.
    """

    of_judges: Floats
    of_entries: Floats
    root: Floats
    left: Floats
    between: float | None


def _between(
    part: Part,
    weight: Floats,
    covariance: Floats,
    adjusted: Floats,
    noise: Floats,
    of_mean: Floats,
) -> float | None:
    """Variance between entries: of the adjusted scores, less what noise and severity put
    there, which may be more than there is.
    """
    n = len(adjusted)
    if n < 2:
        return None
    share = part.seat_sums(weight / part.entry_sums(weight)[part.entry])
    together = float(share @ covariance @ share + noise.sum())
    variance = noise + of_mean
    common = (together - float(variance.sum())) / (n * (n - 1))
    return float(np.var(adjusted, ddof=1) - variance.mean()) + common
