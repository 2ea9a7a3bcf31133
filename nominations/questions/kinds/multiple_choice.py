from __future__ import annotations

from django import forms

from awards.spreadsheets.headings import squash
from awards.spreadsheets.several import most_parts, split_known
from awards.spreadsheets.tables import Cell
from nominations.models import Question
from nominations.questions.kinds.base import cell_text
from nominations.questions.kinds.choosing import (
    Choosing,
    code_of,
    every_name,
    names_of,
    offered,
    parse_choice,
)
from nominations.statuses import QuestionKind


class MultipleChoice(Choosing[list[str]]):
    """A list of codes."""

    code = QuestionKind.MULTIPLE_CHOICE

    def widget(self, question: Question) -> forms.Widget:
        return forms.CheckboxSelectMultiple(choices=offered(question))

    def parse(self, question: Question, typed: object) -> list[str]:
        chosen = list(typed) if isinstance(typed, list | tuple) else [typed or ""]
        codes = [parse_choice(question, one) for one in chosen]
        return [code for code in codes if code]

    def sample(self, question: Question) -> list[str]:
        return [code for code, _name in offered(question)][:2]

    def export(self, question: Question, value: list[str]) -> str:
        return "; ".join(names_of(self.choices(question), value or []))

    def read_cell(
        self, question: Question, cell: Cell, *, month_first: bool
    ) -> list[str]:
        known = every_name(question)
        squashed = {squash(name) for name in known}
        parts = split_known(
            cell_text(cell), lambda part: squash(part) in squashed, most_parts(known)
        )
        return self.parse(question, [code_of(question, part) for part in parts])
