"""What a judge sees of two finalists: each as a dossier, so that a blind round hides the
same as anywhere, and what was answered before.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise

from awards.language.form_errors import ErrorLine
from judging.ballots.pages import BallotPage
from judging.models import Comparison
from judging.models.with_columns import PageAssignment
from judging.pairs.services import CHOICES


@dataclass(frozen=True)
class Choice:
    value: str
    words: Promise
    chosen: bool


class PairPage:
    """``typed``: what was sent and could not be saved, which stands in the form again."""

    def __init__(
        self,
        left: PageAssignment,
        right: PageAssignment | None,
        typed: Mapping[str, str],
        problem: str = "",
    ) -> None:
        self.assignment, self.round = left, left.round
        self.left = BallotPage(left, {}, None)
        self.right = BallotPage(right, {}, None) if right else None
        self.typed, self.problem = typed, problem
        self.ballot = self.left.ballot
        self.given = Comparison.objects.filter(ballot__assignment=left.pk).first()

    @property
    def submitted(self) -> bool:
        return self.left.submitted

    @property
    def is_open(self) -> bool:
        return self.left.is_open

    @property
    def choices(self) -> list[Choice]:
        given = self.given.said if self.given and self.submitted else ""
        chosen = self.typed.get("answer", given)
        return [
            Choice(value, words, value == chosen) for value, words in CHOICES.items()
        ]

    @property
    def known(self) -> int:
        return self.ballot.version if self.ballot else 0

    @property
    def comment(self) -> str:
        stands = self.ballot.comment_panel if self.ballot else ""
        return self.typed.get("comment", stands)

    @property
    def wrong(self) -> list[ErrorLine]:
        return [ErrorLine("", "", self.problem)] if self.problem else []
