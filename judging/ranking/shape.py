"""The shape of a ranking document: what `document` writes, and what is stored and
published of it as JSON.

A line of an entry is ranked or not, and `rank` says which: of an entry without any
score every figure is None.
"""

from typing import Literal, NotRequired, TypeAlias, TypedDict


class Step(TypedDict):
    """One ballot on its way from `given` to `counted`, in points. weight: of method 2."""

    judge: str
    given: float
    scale_adjustment: float
    adjustment: float
    counted: float
    weight: NotRequired[float]


class NamedLine(TypedDict):
    """What every line of an entry has. category: None where there is only one. weighed:
    of method 2, whether its ballots count differently. steps: absent where they are
    stored apart.
    """

    entry: str
    category: str | None
    group: str | None
    n_judges: int
    weighed: NotRequired[bool]
    steps: NotRequired[list[Step]]


class AnswerCounts(TypedDict):
    """Of answers that are no scores. Screening: passes, does not, cannot be said; pairs:
    preferred, the other was, equal.
    """

    yes: int
    no: int
    unsure: int


class RankedLine(NamedLine):
    """Scores in points; se and the chances None where no two judges share an entry.

    Of kinds of ballots without scores all figures are shares from 0 to 1; share_low and
    share_high: the interval of the share. p_pass: of screening, P(the share reaches what
    the round asks for).
    """

    raw: float
    adjusted: float
    published: float
    se: float | None
    rank: int
    raw_rank: int
    rank_low: int | None
    rank_high: int | None
    p_first: float | None
    p_top: float | None
    p_levels: list[float] | None
    p_beats_next: float | None
    decided: bool | None
    share_low: NotRequired[float]
    share_high: NotRequired[float]
    p_pass: NotRequired[float]
    answers: NotRequired[AnswerCounts]


class UnrankedLine(NamedLine):
    raw: None
    adjusted: None
    published: None
    se: None
    rank: None
    raw_rank: None
    rank_low: None
    rank_high: None
    p_first: None
    p_top: None
    p_levels: None
    p_beats_next: None
    decided: None


EntryLine: TypeAlias = RankedLine | UnrankedLine


class JudgeLine(TypedDict):
    """n: ballots; shared: those on entries that others scored, too. severity in points,
    lenient is high; scale: 1 spreads as the panel does; fit: 1 is as noisy as the panel.
    Of method 2, weight: of each ballot; calibrating: ballots of entries that are out.
    earlier, earlier_se: what was known of the judge before the round, in points of then,
    where the award takes it into account; None for whoever is new.
    """

    judge: str
    n: int
    shared: int
    severity: float
    severity_se: float | None
    scale: float
    fit: float | None
    category: str | None
    group: str
    weight: NotRequired[float]
    calibrating: NotRequired[int]
    earlier: NotRequired[float | None]
    earlier_se: NotRequired[float | None]


class TieStep(TypedDict):
    """What one rule separated, in its order; values: higher is better."""

    rule: str
    entries: list[str]
    values: list[float]
    criterion: NotRequired[str]
    criteria: NotRequired[list[str]]


class EqualTie(TypedDict):
    kind: Literal["equal"]
    group: str
    adjusted: float
    entries: list[str]
    steps: list[TieStep]
    shared: list[list[str]]


class CloseTie(TypedDict):
    """Two neighbours, of whom the upper is better with no more than chance `p`."""

    kind: Literal["practically_tied"]
    group: str
    entries: list[str]
    p: float


Tie: TypeAlias = EqualTie | CloseTie


class CodedNote(TypedDict):
    """All that a sentence needs. entry: of a note on one entry."""

    code: str
    entry: NotRequired[str]


class Note(CodedNote):
    """text: in English; it names the entry."""

    group: str | None
    text: str
    category: NotRequired[str | None]


class AgreementFigures(TypedDict):
    icc1: float | None
    icck: float | None
    alpha: float | None


class VarianceFigures(TypedDict):
    """In squared points. judge_category: of method 2, what is a judge's own in a category."""

    entry: float | None
    judge: float | None
    residual: float | None
    judge_category: NotRequired[float | None]


class Reliability(TypedDict):
    before: float | None
    after: float | None


class GroupFigures(TypedDict):
    """Of one connected group; entries, judges, ballots, draws: how many. criteria: code
    to weight. calibrating: of method 2, ballots of entries that are out. lasting: how far
    severity lasts since what was known before, 0 to 1, where that is taken into account.
    """

    group: str
    category: str | None
    entries: int
    judges: int
    ballots: int
    agreement: AgreementFigures
    variance: VarianceFigures
    reliability: Reliability
    connectivity: float | None
    allocation: float | None
    p_winners: float | None
    draws: int | None
    criteria: dict[str, float | None]
    calibrating: NotRequired[int]
    lasting: NotRequired[float | None]


class Method(TypedDict):
    """pass_share: of screening alone."""

    name: str
    version: str
    places: int
    levels: list[int]
    precision: int
    ties: list[str]
    interval: float
    practically_tied: float
    draws: int | None
    seed: int
    pass_share: NotRequired[float]


class Document(TypedDict):
    method: Method
    entries: list[EntryLine]
    judges: list[JudgeLine]
    agreement: AgreementFigures
    variance: VarianceFigures
    ties: list[Tie]
    notes: list[Note]
    groups: list[GroupFigures]


class Asked(TypedDict):
    """What was left out or changed; weights: whether others were given."""

    without_judges: list[str]
    without_entries: list[str]
    weights: bool


class WhatIf(Document):
    what_if: Asked
