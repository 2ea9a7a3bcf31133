"""The entry form as an edition's own data."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from awards.accounts.models import User
from awards.ledger.acts import Act
from awards.ledger.services import append
from awards.models import Edition, Smart
from nominations import acts
from nominations.models import Question
from nominations.questions.kinds import kind_of
from nominations.questions.ordering import (
    ask_again,
    entries_at_stake,
    move,
    place,
    retire,
)
from nominations.questions.standard import STANDARD, Standard, standard_for_smart
from nominations.refusals import QuestionLockedError


def standard_questions() -> list[Standard]:
    """The template's, then one for each Smart."""
    smarts = Smart.objects.order_by("order")
    return [
        *STANDARD,
        *(
            standard_for_smart(smart.code, smart.name_th, smart.name_en)
            for smart in smarts
        ),
    ]


@transaction.atomic
def add_standard_questions(*, edition: Edition, actor: User | None) -> list[Question]:
    """Give the edition those standard questions whose codes it does not have yet;
    returns the new ones.
    """
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
        append(
            edition.code,
            acts.QUESTIONS_ADDED,
            actor,
            {"questions": codes},
            subject="form",
        )
    return new


@transaction.atomic
def save_question(
    *, edition: Edition, question: Question | None, values: dict[str, Any], actor: User
) -> Question:
    """Make or change a question. Once there are entries of an open call, only what
    cannot make one of them invalid.

    ``values`` are columns of the question, and ``categories`` as a list. Raises
    QuestionLockedError.
    """
    edition = Edition.objects.select_for_update().get(pk=edition.pk)
    hurdle = (
        values.get("required") if question is None else invalidates(question, values)
    )
    if hurdle and (at_stake := entries_at_stake(edition)):
        raise QuestionLockedError(at_stake)
    categories = values.pop("categories", [])
    if question is None:
        question = Question(edition=edition, order=edition.questions.count() + 1)
    for name, value in values.items():
        setattr(question, name, value)
    question.save()
    question.categories.set(categories)
    write_question(question, acts.QUESTION_SAVED, actor)
    return question


def invalidates(question: Question, values: dict[str, Any]) -> bool:
    """Whether an answer given to the question as it is could be wrong, or shown to more
    people, after the change.
    """
    now = {
        name: values.get(name, getattr(question, name))
        for name in ("kind", "required", "names_entrant", "limit")
    }
    longer = now["limit"] is None or (
        question.limit is not None and now["limit"] >= question.limit
    )
    before, after = question.options, values.get("options", question.options)
    return bool(
        now["kind"] != question.kind
        or (now["required"] and not question.required)
        or (question.names_entrant and not now["names_entrant"])
        or (values.get("public_if_wins", False) and not question.public_if_wins)
        or not longer
        or kind_of(question).narrows(before, after)
        or before.get("shown_if") != after.get("shown_if")
        or {c.pk for c in values.get("categories", question.categories.all())}
        != {c.pk for c in question.categories.all()}
    )


@transaction.atomic
def replace_question(
    *, question: Question, values: dict[str, Any], actor: User
) -> Question:
    """A new edition of a question: the old one is asked no longer and keeps its answers."""
    retire_question(question=question, actor=actor)
    stem, _, number = question.code.rpartition("-v")
    base = stem if stem and number.isdigit() else question.code
    taken = question.edition.questions.filter(code__startswith=f"{base}-v").count()
    categories = values.pop("categories", [])
    kept = {
        "edition": question.edition,
        "order": question.order,
        "code": f"{base}-v{taken + 2}",
    }
    new = Question.objects.create(**{**values, **kept})
    new.categories.set(categories)
    write_question(new, acts.QUESTION_REPLACED, actor)
    return new


@transaction.atomic
def retire_question(*, question: Question, actor: User) -> None:
    """Asked no longer; it can be asked again."""
    write_question(question, acts.QUESTION_RETIRED, actor)
    retire(question)


@transaction.atomic
def ask_question_again(*, question: Question, actor: User) -> bool:
    """What was asked no longer; True where it comes back as voluntary (see
    ``form_rows.ask_again``).
    """
    softened = ask_again(question)
    question.refresh_from_db()
    write_question(question, acts.QUESTION_ASKED_AGAIN, actor)
    return softened


@transaction.atomic
def move_question(*, question: Question, up: bool, actor: User) -> None:
    """One place up or down among those in use; the ledger keeps the whole order."""
    asked = question.edition.questions.filter(retired_at=None)
    write_order(question, move(asked, question, up=up), actor)


@transaction.atomic
def place_question(*, question: Question, to: int, actor: User) -> None:
    """To another place among the questions that are asked; 0 is the first."""
    asked = question.edition.questions.filter(retired_at=None)
    write_order(question, place(asked, question, to), actor)


def write_order(question: Question, questions: list[Question], actor: User) -> None:
    """Codes in order, into the chain of the edition."""
    append(
        question.edition.code,
        acts.QUESTIONS_ORDERED,
        actor,
        {"questions": [q.code for q in questions]},
        subject="form",
    )


@transaction.atomic
def copy_questions(*, source: Edition, target: Edition, actor: User) -> int:
    """Take over another edition's questions; what has a code that is there stays as it
    is. Returns how many.
    """
    known = set(target.questions.values_list("code", flat=True))
    by_code = {category.code: category for category in target.categories.all()}
    copied = 0
    for question in (
        source.questions.filter(retired_at=None)
        .exclude(code__in=known)
        .prefetch_related("categories")
    ):
        only = [by_code[c.code] for c in question.categories.all() if c.code in by_code]
        question.pk, question.edition, question._state.adding = None, target, True
        question.save()
        question.categories.set(only)
        copied += 1
    append(
        target.code,
        acts.QUESTIONS_COPIED,
        actor,
        {"from": source.code, "count": copied},
        subject="form",
    )
    return copied


def write_question(question: Question, act: Act, actor: User) -> None:
    """The question as it is now, into the chain of its edition."""
    said = {name: getattr(question, name) for name in LEDGERED}
    append(
        question.edition.code,
        act,
        actor,
        {"question": said},
        subject=f"question:{question.code}",
    )


LEDGERED = (
    "code", "kind", "section_th", "section_en", "label_th", "label_en", "required",
    "limit", "names_entrant", "public_if_wins", "options",
)  # fmt: skip
