"""The entry form as an edition's own data."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from awards.ledger.services import append
from awards.models import Edition, Smart
from nominations.models import Question
from nominations.standard_form import STANDARD, Standard, standard_for_smart


def standard_questions() -> list[Standard]:
    smarts = Smart.objects.order_by("order")
    return [*STANDARD, *(standard_for_smart(smart.code, smart.name_th, smart.name_en) for smart in smarts)]


@transaction.atomic
def add_standard_questions(*, edition: Edition, actor: Any) -> list[Question]:
    """Give the edition those standard questions whose codes it does not have yet; returns the new ones."""
    Edition.objects.select_for_update().get(pk=edition.pk)
    known = set(edition.questions.values_list("code", flat=True))
    new = [
        Question(edition=edition, order=order, **vars(standard))
        for order, standard in enumerate(standard_questions(), 1)
        if standard.code not in known
    ]
    Question.objects.bulk_create(new)
    if new:
        codes = [question.code for question in new]
        append(edition.code, "questions added", actor, {"questions": codes}, subject="form")
    return new


def ensure_standard_questions(edition: Edition) -> None:
    """An edition that has no form yet gets the standard one when the first person needs it."""
    if not edition.questions.exists():
        add_standard_questions(edition=edition, actor=None)
