"""The field of a question on the entry form."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.html import escape
from django.utils.translation import gettext as _

from nominations.models import Question
from nominations.questions.answers import parse_answer, show_answer
from nominations.questions.kinds import kind_of


class AnswerField(forms.Field):
    """The field of one question; ``clean`` gives the value as it is stored. Never
    required: drafts may be partial.

    ``upon``: the question upon whose answer this one is asked, where the form has it.
    """

    def __init__(self, question: Question, upon: Question | None = None) -> None:
        self.question = question
        words = help_for(question, upon)
        super().__init__(
            label=question.label,
            help_text=escape(words),
            required=False,
            widget=kind_of(question).widget(question),
        )

    def clean(self, value: object) -> Any:
        return parse_answer(self.question, value)

    def prepare_value(self, value: object) -> Any:
        return kind_of(self.question).prefill(value)


def help_for(question: Question, upon: Question | None) -> str:
    """Its help, and upon which answer it is asked: the only sign of that where no script runs."""
    rule = question.options.get("shown_if") or {}
    if not rule or upon is None:
        return str(question.help)
    answer = str(rule["equals"])
    if kind_of(upon).choices(upon):
        answer = show_answer(upon, [answer]) or answer
    only = _("Only if the answer to “%(question)s” is “%(answer)s”.") % {
        "question": upon.label,
        "answer": answer,
    }
    return f"{question.help} {only}".strip()
