from __future__ import annotations

from django import forms

from nominations.models import Question
from nominations.questions.kinds.base import Kind, Told, limit_of
from nominations.statuses import QuestionKind


class LongText(Kind[str]):
    """Text of several lines."""

    code = QuestionKind.LONG_TEXT
    is_text = True
    told = Told.AS_WRITTEN

    def widget(self, question: Question) -> forms.Widget:
        rows = 7 if question.required else 4
        return forms.Textarea(attrs={"rows": rows, **limit_of(question)})
