from __future__ import annotations

import re

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from awards.language.bilingual import reader_language
from awards.language.thai import ascii_digits, clean_text
from awards.spreadsheets.tables import Cell
from nominations.form_parts import CleanText
from nominations.models import Question
from nominations.questions.kinds.base import Kind, Options, cell_text
from nominations.statuses import QuestionKind

NUMBER = re.compile(r"-?\d{1,15}(\.\d{1,6})?", re.ASCII)


class Number(Kind[str]):
    """Decimal text with a point, as typed but for digits, spaces and thousands
    separators. ``options``: ``unit_th``, ``unit_en``.
    """

    code = QuestionKind.NUMBER
    option_names = ("unit_th", "unit_en")

    def setup_fields(self) -> dict[str, forms.Field]:
        return {
            "unit_th": CleanText(
                label=gettext_lazy("Unit in Thai"), required=False, max_length=40
            ),
            "unit_en": CleanText(
                label=gettext_lazy("Unit in English"), required=False, max_length=40
            ),
        }

    def setup_initial(self, options: Options) -> Options:
        return {name: options.get(name, "") for name in self.option_names}

    def options_from(self, data: Options) -> Options:
        return {name: data[name] for name in self.option_names}

    def widget(self, question: Question) -> forms.Widget:
        return forms.TextInput(attrs={"inputmode": "decimal"})

    def parse(self, question: Question, typed: object) -> str:
        text = ascii_digits(clean_text(str(typed))).replace(",", "").replace(" ", "")
        if text and not NUMBER.fullmatch(text):
            raise ValidationError(_("Enter a number, for example 1250 or 3.5."))
        return text

    def show(self, question: Question, value: str) -> str:
        options = question.options
        unit = options.get(f"unit_{reader_language()}") or options.get("unit_th", "")
        return f"{value} {unit}".strip()

    def sample(self, question: Question) -> str:
        return "1250"

    def export(self, question: Question, value: str) -> str:
        return str(value)

    def read_cell(self, question: Question, cell: Cell, *, month_first: bool) -> str:
        return self.parse(question, without_unit(question, cell_text(cell)))


def without_unit(question: Question, typed: str) -> str:
    for name in Number.option_names:
        unit = question.options.get(name)
        if unit and typed.endswith(unit):
            return typed.removesuffix(unit).strip()
    return typed
