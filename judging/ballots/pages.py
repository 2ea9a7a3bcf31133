"""What the scoring page shows, gathered once: dossier, criteria with anchors and
weights, what is scored so far.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from functools import cached_property, lru_cache
from typing import Any

from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from awards.language.bilingual import reader_language
from awards.language.form_errors import ErrorLine
from awards.models import Criterion, Round
from judging.ballots.locked import closes_of, locked_at
from judging.ballots.texts import text_version
from judging.ballots.typed_scores import plain_decimal, scale_words
from judging.blindness import hidden_in
from judging.dossiers import Dossier, dossier_for, file_addresses, reads
from judging.matching import Reason, say
from judging.models import Assignment, Ballot, RoundRules, Score
from judging.ranking.weighted_mean import weighted_mean
from judging.statuses import BallotState

MOST_STEPS = 21  # more steps than this are typed as a number instead of picked


@dataclass(frozen=True)
class CriterionLine:
    """One criterion as it stands on the page. ``value`` is text as the scale writes it,
    "" where there is none.
    """

    code: str
    name: str
    smart: str
    looked_for: str
    low: str
    middle: str
    high: str
    percent: str
    value: str
    comment: str
    reason: str
    specialist: bool
    version: int
    problem: str

    @property
    def is_answered(self) -> bool:
        return bool(self.value or self.reason)

    @property
    def cannot_say(self) -> bool:
        return not self.value and bool(self.reason)

    @property
    def has_meanings(self) -> bool:
        return bool(self.low or self.middle or self.high)

    @property
    def drawn(self) -> str:
        return drawn_criterion(self, reader_language())


@dataclass(frozen=True)
class CommentLine:
    """A text of the whole ballot; ``version``: of the one that stands."""

    name: str
    label: str
    text: str
    version: int
    problem: str


COMMENTS = {
    "comment_panel": _("Comment for the panel"),
    "comment_entrant": _("Comment for the entrant"),
}


@lru_cache(maxsize=3000)
def drawn_criterion(line: CriterionLine, language: str) -> str:
    """A criterion with its anchors looks the same to everybody who has the same in it:
    drawn once per process.
    """
    return render_to_string("judging/ballots/_criterion.html", {"line": line})


def wrong_scores(
    lines: Sequence[CriterionLine], problems: Mapping[str, str]
) -> list[ErrorLine]:
    """In the order of the page; ``problems``: criterion → what is wrong with its score,
    "" for what is wrong with the whole ballot.
    """
    shown = {line.code for line in lines}
    whole = [
        ErrorLine("", "", said) for at, said in problems.items() if at not in shown
    ]
    return whole + [
        ErrorLine(f"score-{line.code}", line.name, line.problem)
        for line in lines
        if line.problem
    ]


class BallotPage:
    def __init__(
        self, assignment: Assignment, problems: Mapping[str, str], typed: Any
    ) -> None:
        self.assignment, self.problems = assignment, problems
        self.typed: Mapping[str, str] = typed if typed and problems else {}
        self.round: Round = assignment.round
        self.ballot: Ballot | None = getattr(assignment, "ballot", None)
        self.rules: RoundRules | None = getattr(assignment.round, "rules", None)

    @cached_property
    def dossier(self) -> Dossier:
        row = self.assignment
        files, people = file_addresses("file", row.pk), getattr(row, "people", None)
        return dossier_for(row.judge, row.entry_category, hidden_in(row), files, people)

    @cached_property
    def weighed(self) -> list[tuple[Criterion, Decimal | None]]:
        weights = reads.weights_of(
            self.round.pk, self.assignment.entry_category.category_id
        )
        return [(row.criterion, row.percent) for row in weights] or [
            (row, None)
            for row in Criterion.objects.filter(
                edition=self.round.edition_id
            ).select_related("smart")
        ]

    @cached_property
    def scores(self) -> dict[int, Score]:
        """Came along with the assignment where it was read by ``reads.own_assignment``."""
        given = getattr(self.assignment, "given", None)
        rows = (
            reads.scores_on(self.ballot, given)
            if self.ballot and given is not None
            else None
        )
        if rows is None:
            rows = list(self.ballot.scores.all()) if self.ballot else []
        return {row.criterion_id: row for row in rows}

    @cached_property
    def criteria(self) -> list[CriterionLine]:
        return [self.line(criterion, percent) for criterion, percent in self.weighed]

    def line(self, criterion: Criterion, percent: Decimal | None) -> CriterionLine:
        score, code = self.scores.get(criterion.pk), criterion.code
        value = plain_decimal(score.value) if score and score.value is not None else ""
        return CriterionLine(
            code=code,
            name=criterion.name,
            smart=criterion.smart.code if criterion.smart else "",
            looked_for=criterion.looked_for,
            low=criterion.low,
            middle=criterion.middle,
            high=criterion.high,
            percent="" if percent is None else plain_decimal(percent),
            value=self.typed.get(f"score-{code}", value),
            comment=self.typed.get(f"comment-{code}", score.comment if score else ""),
            reason=self.typed.get(f"reason-{code}", score.reason if score else ""),
            specialist=f"specialist-{code}" in self.typed
            if self.typed
            else bool(score and score.specialist),
            version=score.version if score else 0,
            problem=self.problems.get(code, ""),
        )

    @cached_property
    def wrong(self) -> list[ErrorLine]:
        own = {at: said for at, said in self.problems.items() if at not in COMMENTS}
        return wrong_scores(self.criteria, own) + [
            ErrorLine(line.name, line.label, line.problem)
            for line in self.comments
            if line.problem
        ]

    @property
    def why(self) -> list[str]:
        """ "Why me?": what spoke for this judge, in the reader's language."""
        found = self.assignment.reasons.get("why", [])
        return [
            say(
                Reason(row["code"], {k: v for k, v in row.items() if k != "code"}),
                reader_language(),
            )
            for row in found
        ]

    @property
    def steps(self) -> list[str]:
        """Every score of the scale as text, or nothing where there are too many to pick from."""
        low, high, step = (
            self.round.scale_min,
            self.round.scale_max,
            self.round.scale_step,
        )
        count = int((high - low) / step) + 1
        return (
            [plain_decimal(low + step * i) for i in range(count)]
            if count <= MOST_STEPS
            else []
        )

    @property
    def off_scale(self) -> str:
        """What is said of a score that the scale has not."""
        return scale_words(self.round)

    @property
    def scale(self) -> dict[str, str]:
        row = self.round
        return {
            name: plain_decimal(getattr(row, f"scale_{name}"))
            for name in ("min", "max", "step")
        }

    @property
    def submitted(self) -> bool:
        return self.ballot is not None and self.ballot.state == BallotState.SUBMITTED

    @property
    def is_open(self) -> bool:
        """As far as a page can tell; what decides is the database's clock in the service."""
        return self.round.opens_at <= timezone.now() < closes_of(self.assignment)

    @property
    def locked_at(self) -> datetime | None:
        closes = closes_of(self.assignment)
        return (
            locked_at(self.ballot, self.round, self.rules, closes)
            if self.ballot
            else closes
        )

    @property
    def total(self) -> str:
        values = {
            criterion.code: self.scores[criterion.pk].value
            for criterion, _percent in self.weighed
            if criterion.pk in self.scores
        }
        weights = {
            criterion.code: percent
            for criterion, percent in self.weighed
            if percent is not None
        }
        mean = weighted_mean(values, weights)
        return "" if mean is None else f"{mean:.2f}"

    @cached_property
    def comments(self) -> list[CommentLine]:
        return [self.comment_line(name, label) for name, label in COMMENTS.items()]

    def comment_line(self, name: str, label: Promise) -> CommentLine:
        stands = getattr(self.ballot, name) if self.ballot else ""
        text, version = self.typed.get(name, stands), text_version(stands)
        return CommentLine(name, str(label), text, version, self.problems.get(name, ""))

    @property
    def has_comments(self) -> bool:
        return any(line.text or line.problem for line in self.comments)


def typed_changes(typed: Any) -> dict[str, Any]:
    """A posted form as the arguments of ``save_scores``; fields that are not in it stay
    as they are.
    """

    def under(prefix: str) -> dict[str, str]:
        return {
            name.removeprefix(prefix): typed[name]
            for name in typed
            if name.startswith(prefix)
        }

    scores, comments, reasons = under("score-"), under("comment-"), under("reason-")
    specialist = {code: f"specialist-{code}" in typed for code in reasons}
    panel, entrant = typed.get("comment_panel"), typed.get("comment_entrant")
    seen = {
        code: int(text[:9])
        for code, text in under("known-").items()
        if text[:9].isascii() and text[:9].isdigit()
    }
    return {
        "scores": scores,
        "comments": comments,
        "reasons": reasons,
        "specialist": specialist,
        "comment_panel": panel,
        "comment_entrant": entrant,
        "known": seen or None,
    }
