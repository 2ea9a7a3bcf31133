from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from awards.language.bilingual import reader_language
from awards.language.dates import read_date, read_typed_date
from awards.language.thai import clean_text, format_date
from awards.spreadsheets.tables import Cell
from nominations.models import Question
from nominations.questions.kinds.base import Kind, cell_text
from nominations.statuses import QuestionKind

BUDDHIST_ERA = 543  # years ahead of the common era
FIRST_BUDDHIST_YEAR = 2400  # a year from here on is of that era already


class Date(Kind[str]):
    """An ISO date; the typed year may be of the Buddhist or the common era."""

    code = QuestionKind.DATE
    holds_day = True

    def prefill(self, value: object) -> object:
        if not isinstance(value, str) or value.count("-") != 2:
            return value
        year, month, day = value.split("-")
        if not year.isdigit() or int(year) >= FIRST_BUDDHIST_YEAR:
            return value
        return f"{day}/{month}/{int(year) + BUDDHIST_ERA}"

    def parse(self, question: Question, typed: object) -> str:
        text = clean_text(str(typed))
        if not text:
            return ""
        try:
            return read_typed_date(text).isoformat()
        except ValueError:
            raise ValidationError(
                _("Enter the date as day/month/year, for example 31/08/2565.")
            ) from None

    def show(self, question: Question, value: str) -> str:
        return format_date(date.fromisoformat(value), reader_language())

    def sample(self, question: Question) -> str:
        return timezone.localdate().isoformat()

    def read_cell(self, question: Question, cell: Cell, *, month_first: bool) -> str:
        if cell == "":
            return ""
        try:
            return read_date(cell, month_first=month_first).isoformat()
        except ValueError:
            raise ValidationError(
                _("“%(value)s” is not a date. Enter day/month/year.")
                % {"value": cell_text(cell)[:60]}
            ) from None
