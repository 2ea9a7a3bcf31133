from __future__ import annotations

from typing import Any

from nominations.models import Question
from nominations.questions.kinds.base import Kind, parse_text
from nominations.statuses import QuestionKind


class ShortText(Kind):
    """One line."""

    code = QuestionKind.SHORT_TEXT

    def parse(self, question: Question, typed: Any) -> str:
        return parse_text(question, " ".join(str(typed).split()))
