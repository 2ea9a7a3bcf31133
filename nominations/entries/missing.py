"""What an entry still lacks before it can be sent in; each item knows the field that it
is about.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from nominations.entries.form_state import Sheet, sheet_of
from nominations.models import Entry, Question
from nominations.questions.kinds import by_files, kind_of, sealed
from nominations.questions.kinds.base import is_empty

REQUIRED_FIELDS = (
    "title_th",
    "title_en",
    "summary_th",
    "contact_name",
    "contact_phone",
)


@dataclass(frozen=True)
class Missing:
    """``field`` is the name of the form's field: a column of the entry, ``categories``,
    ``q-<question code>``,
    ``r-<rule code>``, or ``d-<declaration code>`` on the page of declarations.
    """

    field: str
    label: str

    @property
    def anchor(self) -> str:
        return f"#id_{self.field}"

    @property
    def is_declaration(self) -> bool:
        return self.field.startswith("d-")


def is_shown(question: Question, values: Mapping[str, object]) -> bool:
    """Whether the answers so far (by question code) ask for this one: ``shown_if``
    names a question and a value.
    """
    rule = question.options.get("shown_if") or {}
    if not rule:
        return True
    value = values.get(rule.get("question", ""), "")
    return rule.get("equals") in (value if isinstance(value, list) else [value])


def missing_items(entry: Entry, sheet: Sheet | None = None) -> list[Missing]:
    """Everything still lacking, in the order of the form; empty when the entry may be submitted."""
    sheet = sheet or sheet_of(entry)
    found = [] if sheet.standings else [Missing("categories", _("Category"))]
    empty = [name for name in REQUIRED_FIELDS if not getattr(entry, name).strip()]
    found += [Missing(name, Entry.label_of(name)) for name in empty]
    return (
        found
        + missing_answers(sheet)
        + missing_rules(sheet)
        + missing_declarations(sheet)
    )


def missing_rules(sheet: Sheet) -> list[Missing]:
    """Rules that must be answered; an answer that does not pass is an answer, and the
    organiser's to judge.
    """
    return [
        Missing(f"r-{rule.code}", rule.label)
        for rule in sheet.rules
        if rule.required and is_empty(rule.given)
    ]


def missing_declarations(sheet: Sheet) -> list[Missing]:
    """Those required whose words, as they stand now, nobody agreed to for this entry."""
    return [
        Missing(f"d-{text.declaration.code}", text.title)
        for text in sheet.texts_missing
    ]


def missing_answers(sheet: Sheet) -> list[Missing]:
    asked = sheet.asked()
    values = {question.code: sheet.value_of(question) for question in asked}
    answered = {question.pk: values[question.code] for question in asked}
    required = [
        question
        for question in asked
        if question.required and is_shown(question, values)
    ]
    with_file = files_in(sheet) if by_files(required) else set()
    if sealed(required):
        with_file |= set(sheet.entry.papers.values_list("question_id", flat=True))
    return [
        Missing(f"q-{question.code}", question.label)
        for question in required
        if not has_answer(question, answered, with_file)
    ]


def files_in(sheet: Sheet) -> set[int | None]:
    return {file["question"] for file in sheet.given.files}


def has_answer(
    question: Question, answered: dict[int, object], with_file: set[int | None]
) -> bool:
    has_file = question.pk in with_file
    return kind_of(question).is_answered(answered.get(question.pk), has_file=has_file)
