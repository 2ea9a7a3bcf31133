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
add a way: a score raised far from what colleagues say makes its judge count less. In 272
raises by one to three points, in made-up rounds of 5 to 40 entries, no rank fell; that
bounds the share at one per cent and no lower.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from .ballots import Floats, Ints, Table
from .columns import Columns, Part, columns_of
from .doubts import in_points, nodes, square_root
from .fair import Fit, Node, Variances, shrunk_scales
from .reliability import joined, of_ballots, spare, weights
from .two_variances import (
    Block,
    Ratios,
    Seen,
    Severities,
    at_ratios,
    restricted,
    severities,
)

SCALE_PASSES = 2
WEIGHT_PASSES = 3
_TINY = 1e-12


@dataclass(frozen=True)
class Judged:
    """One fit of severity to all groups at given weights (J,). ratios: None where the
    ballots cannot tell judges from noise. severity: (n,) beside every ballot.
    """

    weight: Floats
    seen: Seen
    ratios: Ratios | None
    severities: Severities
    severity: Floats

    @property
    def noise(self) -> float:
        """Variance of a ballot of weight 1."""
        if self.ratios is not None:
            return self.ratios.residual
        return self.seen.squares / max(self.seen.freedom, 1)

    @property
    def known(self) -> bool:
        """Whether the spread within entries is: some entry has two ballots."""
        return self.seen.freedom > 0


def fit_round(tables: Sequence[Table]) -> list[Fit]:
    """Connected tables of one round to their fits, in the same order; never NaN."""
    if not tables:
        return []
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
    doubt = nodes(judged.seen, judged.ratios) if judged.ratios else []
    fits = [
        _Writing(columns, judged, number, scale, centre, unit).fit(
            y[part.rows], z[part.rows], [of_groups[number] for of_groups in doubt]
        )
        for number, part in enumerate(columns.parts)
    ]
    return [replace(one, elsewhere=_elsewhere(fits, one)) for one in fits]


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


def scales(columns: Columns, y: Floats, held: Ratios | None) -> Floats:
    """(n,) standardised scores to (J,) factors by which a judge's differences are wider
    than expected. held: the variances, as first fitted.
    """
    scale = np.ones(columns.judges)
    if columns.spare <= 0:
        return scale
    even, every = np.ones(columns.judges), np.ones(len(y))
    loads = np.bincount(columns.judge, minlength=columns.judges)
    sat = np.unique(columns.judge * columns.seats + columns.seat) // columns.seats
    freedom = loads - np.bincount(sat, minlength=columns.judges)
    observed = _spreads(columns, y, freedom)
    for _ in range(SCALE_PASSES):
        z = rescaled(columns, y, scale)
        judged = judge(columns, z, even, held)
        quality = columns.entry_means(z - judged.severity, every)
        noise = judged.noise * _own_noise(columns, loads)
        expected = _spreads(columns, quality, freedom) + noise
        scale = shrunk_scales(freedom, observed, expected)
    return scale


def _spreads(columns: Columns, values: Floats, freedom: Ints) -> Floats:
    """(J,) variance of (n,) values within each judge's groups."""
    apart = (values - columns.seat_means(values)) ** 2
    return columns.judge_sums(apart) / np.maximum(freedom, 1)


def _own_noise(columns: Columns, loads: Ints) -> Floats:
    """(J,) mean share of the noise that is not part of the entry's own average."""
    left = [1.0 - 1.0 / part.ballots[part.entry] for part in columns.parts]
    return columns.judge_sums(joined(left)) / loads


def rescaled(columns: Columns, y: Floats, scale: Floats) -> Floats:
    mean = columns.seat_means(y)
    return mean + (y - mean) / scale[columns.judge]


def reliabilities(columns: Columns, z: Floats, held: Ratios | None) -> Floats:
    """(n,) rescaled scores to the (J,) weights of the judges."""
    weight = np.ones(columns.judges)
    if columns.spare <= 0:
        return weight
    for _ in range(WEIGHT_PASSES):
        judged = judge(columns, z, weight, held)
        every = weight[columns.judge]
        counted = z - judged.severity
        residual = counted - columns.entry_means(counted, every)
        left = [
            spare(part, of_part, covariance).left
            for part, of_part, covariance in zip(
                columns.parts,
                of_ballots(columns, weight),
                judged.severities.covariance,
                strict=True,
            )
        ]
        weight = weights(columns, weight, residual, joined(left), judged.noise)
    return weight


def judge(
    columns: Columns, z: Floats, weight: Floats, held: Ratios | None = None
) -> Judged:
    """Severity of every judge in every group, on (n,) rescaled scores; the variances by
    REML, unless they are held.
    """
    every = weight[columns.judge]
    seen = _seen(columns, z, every)
    told = columns.spare > 0 and seen.squares > _TINY * len(z)
    ratios = None
    if told:
        ratios = at_ratios(seen, held.common, held.own) if held else restricted(seen)
    found = severities(seen, *((ratios.common, ratios.own) if ratios else (0.0, 0.0)))
    severity = [
        mean[part.seat] for part, mean in zip(columns.parts, found.mean, strict=True)
    ]
    return Judged(weight, seen, ratios, found, joined(severity))


def _seen(columns: Columns, z: Floats, every: Floats) -> Seen:
    blocks = [
        Block(
            part.judge,
            spectrum.values,
            spectrum.vectors,
            part.seen(z[part.rows], every[part.rows]),
        )
        for part, spectrum in zip(columns.parts, columns.spectra(every), strict=True)
    ]
    apart = z - columns.entry_means(z, every)
    squares = float(np.sum(every * apart**2))
    return Seen(blocks, columns.judges, squares, columns.freedom)


@dataclass(frozen=True)
class _Writing:
    """One group of a fitted round, from standardised scores to points."""

    columns: Columns
    judged: Judged
    number: int
    scale: Floats
    centre: float
    unit: float

    @property
    def part(self) -> Part:
        return self.columns.parts[self.number]

    def fit(self, y: Floats, z: Floats, doubt: Sequence[Node]) -> Fit:
        part, judged, unit = self.part, self.judged, self.unit
        of_judges = judged.weight[part.judge]
        weight = of_judges[part.seat]
        mean = judged.severities.mean[self.number]
        counted = z - mean[part.seat]
        adjusted = part.entry_means(counted, weight)
        errors = self.errors(weight, adjusted) if judged.known else None
        return Fit(
            scale=self.scale[part.judge],
            rescaled=self.centre + unit * z,
            severity=unit * mean,
            counted=self.centre + unit * counted,
            raw=self.centre + unit * part.entry_means(y, np.ones(len(y))),
            adjusted=self.centre + unit * adjusted,
            ballots=part.ballots,
            ratio=judged.ratios.whole if judged.ratios else 0.0,
            variances=self.variances(errors),
            eigenvalues=self.columns.even[self.number].values,
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
        apart = self.columns.shared and ratios is not None
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
