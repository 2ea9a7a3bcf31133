"""The shape of what is stored of a result: the JSON columns of ``ResultTable``."""

from __future__ import annotations

from typing import NotRequired, TypedDict

from judging.ranking.shape import (
    AgreementFigures,
    GroupFigures,
    JudgeLine,
    Method,
    VarianceFigures,
)


class GroupComponents(TypedDict):
    """The mixed model's second opinion; nothing but the group where it says nothing."""

    group: str
    entry: NotRequired[float]
    judge: NotRequired[float]
    residual: NotRequired[float]
    mean: NotRequired[float]
    criterion: NotRequired[float]


class Counts(TypedDict):
    """widest: the last place that an interval reaches."""

    entries: int
    unscored: int
    ballots: int
    decided: int
    widest: int


class Summary(TypedDict):
    """What pages say of a category. The ranking document without what grows with the
    number of entries: its lines and its remarks are rows of their own.
    """

    method: Method
    agreement: AgreementFigures
    variance: VarianceFigures
    groups: list[GroupFigures]
    components: list[GroupComponents]
    counts: Counts


class StoredJudge(JudgeLine):
    """id: of the judge's row; None where there is none any more."""

    id: int | None


class NamedVariant(TypedDict):
    """As ``judging.ranking.Variant``, with the names that organisers know."""

    name: str
    winners: list[str]
    changed: bool
    kept: int


class Variants(TypedDict):
    settled: float | None
    variants: list[NamedVariant]


class StoredHint(TypedDict):
    """As ``judging.ranking.hints.Hint``, with the names that organisers know."""

    kind: str
    judges: list[str]
    entry: str | None
    figure: float
    threshold: float
    ballots: int
    noise: float | None
    apart: float | None


class DecidingBallot(TypedDict):
    """A ballot without which others would be first. moved: what its entry then loses or
    gains, in points.
    """

    judge: str
    entry: str
    moved: float
    winners: list[str]


class Sensitivity(TypedDict):
    """deciding, hints: of method 2."""

    group: str
    deciding: NotRequired[list[DecidingBallot]]
    hints: NotRequired[list[StoredHint]]
    judges: Variants
    weights: Variants
    methods: Variants


class PanelRow(TypedDict):
    """As ``judging.ranking.Agreement``; ranges as pairs."""

    criterion: str | None
    ballots: int
    missing: float
    verdict: str
    mean: float | None
    spread: float | None
    icc1: float | None
    icc1_range: list[float] | None
    icck: float | None
    icck_range: list[float] | None
    alpha: float | None
    alpha_range: list[float] | None
    rest: float | None


class PanelGroup(TypedDict):
    group: str
    rows: list[PanelRow]
