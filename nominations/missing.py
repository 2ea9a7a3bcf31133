"""What an entry still lacks before it can be sent in; each item knows the field that it is about."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from nominations.eligibility.asked import current_texts, rules_answered
from nominations.models import Answer, Entry, Question
from nominations.statuses import QuestionKind

REQUIRED_FIELDS = ("title_th", "title_en", "summary_th", "contact_name", "contact_phone")


@dataclass(frozen=True)
class Missing:
    """``field`` is the name of the form's field: a column of the entry, ``categories``, ``q-<question code>``,
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


def is_empty(value: Any) -> bool:
    return value in (None, "", [], {})


def questions_for(entry: Entry, category_ids: Iterable[int], *, retired: bool = False) -> list[Question]:
    """The questions put to this entry: those for every category, and those for one that it stands in.

    ``retired``: those, too, that are asked no longer, since their answers are still read.
    """
    standing = set(category_ids)
    asked = []
    questions = entry.edition.questions.all() if retired else entry.edition.questions.filter(retired_at=None)
    for question in questions.prefetch_related("categories"):
        only = {category.pk for category in question.categories.all()}
        if not only or only & standing:
            asked.append(question)
    return asked


def is_shown(question: Question, values: dict[str, Any]) -> bool:
    """Whether the answers so far (by question code) ask for this one: ``shown_if`` names a question and a value."""
    rule = question.options.get("shown_if") or {}
    if not rule:
        return True
    value = values.get(rule.get("question", ""), "")
    return rule.get("equals") in (value if isinstance(value, list) else [value])


def missing_items(entry: Entry) -> list[Missing]:
    """Everything still lacking, in the order of the form; empty when the entry may be submitted."""
    category_ids = list(entry.standings.values_list("category_id", flat=True))
    found = [] if category_ids else [Missing("categories", _("Category"))]
    empty = [name for name in REQUIRED_FIELDS if not getattr(entry, name).strip()]
    found += [Missing(name, str(Entry._meta.get_field(name).verbose_name)) for name in empty]  # type: ignore[union-attr]
    found += missing_answers(entry, questions_for(entry, category_ids))
    return found + missing_rules(entry) + missing_declarations(entry)


def missing_rules(entry: Entry) -> list[Missing]:
    """Rules that must be answered; an answer that does not pass is an answer, and the organiser's to judge."""
    return [
        Missing(f"r-{rule.code}", rule.label)
        for rule in rules_answered(entry)
        if rule.required and is_empty(rule.given)  # type: ignore[attr-defined]
    ]


def missing_declarations(entry: Entry) -> list[Missing]:
    """Those required whose words, as they stand now, nobody agreed to for this entry."""
    agreed = entry.agreements.filter(withdrawn_at=None).values("text")
    texts = current_texts(entry.edition_id).filter(declaration__required=True).exclude(pk__in=agreed)
    return [Missing(f"d-{text.declaration.code}", text.title) for text in texts]


def missing_answers(entry: Entry, questions: list[Question]) -> list[Missing]:
    answered = dict(Answer.objects.filter(entry=entry).values_list("question_id", "value"))
    values = {question.code: answered.get(question.pk, "") for question in questions}
    with_file: set[int | None] = set(entry.attachments.values_list("question_id", flat=True))
    return [
        Missing(f"q-{question.code}", question.label)
        for question in questions
        if question.required and is_shown(question, values) and not has_answer(question, answered, with_file)
    ]


def has_answer(question: Question, answered: dict[int, Any], with_file: set[int | None]) -> bool:
    if question.kind == QuestionKind.FILE:
        return question.pk in with_file
    return not is_empty(answered.get(question.pk))
