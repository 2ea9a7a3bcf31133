"""An answer by its question's kind: typed, read, exported."""

from __future__ import annotations

from typing import Any

from nominations.models import Question
from nominations.questions.kinds import kind_of


def parse_answer(question: Question, typed: object) -> Any:
    """What was typed, as it is stored (JSON). Raises ValidationError with what to do about it."""
    return kind_of(question).parse(question, "" if typed is None else typed)


def show_answer(question: Question, value: object) -> str:
    """An answer as text in the reader's language. Tables are shown as tables, from their value."""
    return kind_of(question).show(question, value) if value else ""


def export_answer(question: Question, value: object) -> str:
    """An answer as text for a spreadsheet, from which the import makes the same value again."""
    return kind_of(question).export(question, value)
