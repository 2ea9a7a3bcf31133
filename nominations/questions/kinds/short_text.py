from __future__ import annotations

from nominations.models import Question
from nominations.questions.kinds.base import Kind, Told, parse_text
from nominations.statuses import QuestionKind


class ShortText(Kind[str]):
    """One line."""

    code = QuestionKind.SHORT_TEXT
    is_text = True
    told = Told.AS_WRITTEN

    def parse(self, question: Question, typed: object) -> str:
        return parse_text(question, " ".join(str(typed).split()))
