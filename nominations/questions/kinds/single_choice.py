from __future__ import annotations

from django import forms

from awards.spreadsheets.tables import Cell
from nominations.models import Question
from nominations.questions.kinds.base import cell_text
from nominations.questions.kinds.choosing import (
    Choosing,
    code_of,
    offered,
    parse_choice,
)
from nominations.statuses import QuestionKind


class SingleChoice(Choosing[str]):
    """The code of one choice."""

    code = QuestionKind.SINGLE_CHOICE

    def widget(self, question: Question) -> forms.Widget:
        return forms.RadioSelect(choices=offered(question))

    def parse(self, question: Question, typed: object) -> str:
        return parse_choice(question, typed)

    def sample(self, question: Question) -> str:
        return next((code for code, _name in offered(question)), "")

    def read_cell(self, question: Question, cell: Cell, *, month_first: bool) -> str:
        return self.parse(question, code_of(question, cell_text(cell)))
