"""What a judge sees of a sample: the dossier as the round shows it, one's own scores,
and later the spread.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from statistics import median

from django.http import QueryDict

from awards.accounts.models import User
from awards.language.form_errors import ErrorLine
from awards.models import Criterion, Round
from judging.ballots.lines import covered_title
from judging.ballots.pages import CriterionLine, wrong_scores
from judging.ballots.typed_scores import plain_decimal, scale_words
from judging.blindness import names_hidden
from judging.calibration.services import criteria_of
from judging.dossiers import Dossier, dossier_for, file_addresses
from judging.dossiers.reads import own_samples
from judging.models import Judge, Sample, SampleRemark, Trial

WIDTH, MARGIN, DOT = 260, 10, 11  # pixels of a dot plot


@dataclass(frozen=True)
class Dot:
    x: float
    y: float
    own: bool
    value: str


@dataclass(frozen=True)
class Spread:
    """One criterion of a sample: everybody's scores as dots, one's own marked, and the
    anchors beside them.
    """

    name: str
    smart: str
    low: str
    middle: str
    high: str
    dots: tuple[Dot, ...]
    height: int
    own: str
    middle_value: str
    range: str
    n: int


class SamplePage:
    def __init__(
        self,
        sample: Sample,
        judge: Judge,
        problems: Mapping[str, str],
        typed: QueryDict,
    ) -> None:
        self.sample, self.judge, self.problems = sample, judge, problems
        self.typed: Mapping[str, str] = typed if typed and problems else {}
        self.round = sample.calibration.round
        self.trial = Trial.objects.filter(sample=sample, judge=judge).first()

    @cached_property
    def wrong(self) -> list[ErrorLine]:
        return wrong_scores(self.criteria, self.problems)

    @cached_property
    def dossier(self) -> Dossier:
        files, people = (
            file_addresses("sample-file", self.sample.pk),
            getattr(self.sample, "people", None),
        )
        return dossier_for(
            self.judge,
            self.sample.entry_category,
            names_hidden(self.round),
            files,
            people,
        )

    @cached_property
    def weighed(self) -> list[tuple[Criterion, str]]:
        return criteria_of(self.sample)

    @property
    def off_scale(self) -> str:
        """What is said of a score that the scale has not."""
        return scale_words(self.round)

    @property
    def scale(self) -> dict[str, str]:
        return {
            name: plain_decimal(getattr(self.round, f"scale_{name}"))
            for name in ("min", "max", "step")
        }

    @property
    def submitted(self) -> bool:
        return bool(self.trial and self.trial.submitted_at)

    @property
    def is_open(self) -> bool:
        return self.sample.calibration.closed_at is None

    @cached_property
    def criteria(self) -> list[CriterionLine]:
        return [self.line(criterion, percent) for criterion, percent in self.weighed]

    def line(self, criterion: Criterion, percent: str) -> CriterionLine:
        code, scores = criterion.code, self.trial.scores if self.trial else {}
        comments = self.trial.comments if self.trial else {}
        return CriterionLine(
            code=code, name=criterion.name, smart=criterion.smart.code if criterion.smart else "",
            looked_for=criterion.looked_for, low=criterion.low, middle=criterion.middle, high=criterion.high,
            percent=percent, value=self.typed.get(f"score-{code}", scores.get(code) or ""),
            comment=self.typed.get(f"comment-{code}", comments.get(code, "")), reason="", specialist=False, version=0,
            problem=self.problems.get(code, ""),
        )  # fmt: skip

    @cached_property
    def spreads(self) -> list[Spread]:
        """Empty until this judge may see them."""
        if not self.submitted or self.sample.calibration.shown_at is None:
            return []
        rows = list(
            self.sample.trials.filter(submitted_at__isnull=False).values_list(
                "judge_id", "scores"
            )
        )
        return [
            spread_of(self.sample, criterion, rows, self.judge.pk)
            for criterion, _percent in self.weighed
        ]

    @property
    def remarks(self) -> Iterable[SampleRemark]:
        return self.sample.remarks.select_related("judge__user") if self.spreads else []


def spread_of(
    sample: Sample,
    criterion: Criterion,
    rows: list[tuple[int, dict[str, str | None]]],
    own: int,
) -> Spread:
    given = sorted(
        (Decimal(text), judge == own)
        for judge, scores in rows
        if (text := scores.get(criterion.code))
    )
    values = [value for value, _own in given]
    tallest = max(Counter(values).values(), default=1)
    ends = (plain_decimal(values[0]), plain_decimal(values[-1])) if values else ("", "")
    return Spread(
        name=criterion.name,
        smart=criterion.smart.code if criterion.smart else "",
        low=criterion.low,
        middle=criterion.middle,
        high=criterion.high,
        dots=dots_of(given, sample.calibration.round, tallest),
        height=DOT * tallest + 6,
        own=next((plain_decimal(value) for value, is_own in given if is_own), ""),
        middle_value=plain_decimal(median(values)) if values else "",
        range="–".join(dict.fromkeys(ends)),
        n=len(values),
    )


def dots_of(
    given: list[tuple[Decimal, bool]], round_: Round, tallest: int
) -> tuple[Dot, ...]:
    """``given``: value, and whether it is one's own. Equal values are piled up, the
    tallest pile up to the top.
    """
    low, width = round_.scale_min, round_.scale_max - round_.scale_min
    piled = Counter[Decimal]()
    dots = []
    for value, is_own in given:
        x = MARGIN + float((value - low) / width) * (WIDTH - 2 * MARGIN)
        y = DOT * (tallest - piled[value]) - DOT / 2 + 2
        piled[value] += 1
        dots.append(Dot(round(x, 1), round(y, 1), is_own, plain_decimal(value)))
    return tuple(dots)


@dataclass(frozen=True)
class SampleLine:
    """A sample on the desk; blind as the round is."""

    pk: int
    title: str
    reference: str
    done: bool
    shown: bool
    closed: bool


def sample_lines(user: User) -> list[SampleLine]:
    """One statement."""
    return [
        SampleLine(
            row.sample,
            covered_title(row),
            row.reference,
            row.done,
            row.shown,
            row.closed,
        )
        for row in own_samples(user.pk)
    ]
