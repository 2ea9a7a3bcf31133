"""What entries that were sent in lack: as a condition for the database, and for the
entries of one page.

An entry sent in on the site lacked nothing then; imported ones may, and a question may
have come later.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, cast

from django.db.models import Exists, OuterRef, Prefetch, Q, prefetch_related_objects
from django.utils.translation import gettext as _

from awards.models import Edition
from nominations.entries.missing import REQUIRED_FIELDS, Missing, has_answer, is_shown
from nominations.entries.prepared import questions_of as kept_questions
from nominations.entries.prepared import with_only
from nominations.models import (
    Answer,
    Attachment,
    Entry,
    EntryCategory,
    IdentityPaper,
    Question,
)
from nominations.models.with_columns import AskedQuestion
from nominations.questions.kinds import kind_of, sealed


def questions_of(edition: Edition) -> list[AskedQuestion]:
    """All of the edition, each with ``only``, the categories it is put to. Asked once
    of one edition object.
    """
    if (known := getattr(edition, "known_questions", None)) is not None:
        return cast("list[AskedQuestion]", known)
    prefetch_related_objects(
        [edition], Prefetch("questions", with_only(Question.objects.all()))
    )
    return cast("list[AskedQuestion]", list(edition.questions.all()))


def kept_questions_of(edition: Edition) -> list[AskedQuestion]:
    """The same of an edition that was just read: kept for as long as its form is the
    same, and known to whoever asks this object later.
    """
    asked: Any = edition
    asked.known_questions = kept_questions(edition.form_stamp, edition.pk)
    return questions_of(edition)


def required_questions(edition: Edition) -> list[AskedQuestion]:
    return [
        question
        for question in questions_of(edition)
        if question.required and question.retired_at is None
    ]


def items_of(questions: Iterable[Question]) -> list[Missing]:
    """Everything that an entry asked these questions could lack, in the order of the form."""
    fields = [Missing(name, Entry.label_of(name)) for name in REQUIRED_FIELDS]
    asked = [
        Missing(f"q-{q.code}", q.label)
        for q in questions
        if q.required and q.retired_at is None
    ]
    return [Missing("categories", _("Category")), *fields, *asked]


def lacking(edition: Edition, item: str) -> Q:
    """Entries that lack this item; with ``any``, those that lack something. Nothing for
    an item that there is not.
    """
    if item == "any":
        parts = [lacks_field(name) for name in ("categories", *REQUIRED_FIELDS)]
        parts += [
            lacks_answer(edition, question) for question in required_questions(edition)
        ]
        found = Q()
        for part in parts:
            found |= part
        return found
    if item.startswith("q-"):
        asked = {question.code: question for question in required_questions(edition)}
        question = asked.get(item.removeprefix("q-"))
        return lacks_answer(edition, question) if question else Q(pk=None)
    return lacks_field(item) if item in ("categories", *REQUIRED_FIELDS) else Q(pk=None)


def lacks_field(name: str) -> Q:
    if name == "categories":
        return ~Q(Exists(EntryCategory.objects.filter(entry=OuterRef("pk"))))
    return Q(**{f"{name}__regex": r"^\s*$"})


def lacks_answer(edition: Edition, question: AskedQuestion) -> Q:
    """Asked of the entry by its categories and its other answers, and not answered."""
    here = Answer.objects.filter(entry=OuterRef("pk"))
    found = ~Q(Exists(kind_of(question).answers(question)))
    if question.only:
        standing = EntryCategory.objects.filter(
            entry=OuterRef("pk"),
            category__in=question.only,
        )
        found &= Q(Exists(standing))
    if rule := question.options.get("shown_if"):
        about = here.filter(
            question__edition=edition, question__code=rule.get("question", "")
        )
        equals = rule.get("equals")
        found &= Q(Exists(about.filter(Q(value=equals) | Q(value__contains=[equals]))))
    return found


def missing_in(edition: Edition, entries: Iterable[Entry]) -> dict[int, list[str]]:
    """Entry → labels of what it lacks, in a fixed number of questions. Standings must
    be prefetched.
    """
    rows, questions = list(entries), required_questions(edition)
    codes = {question.pk: question.code for question in questions_of(edition)}
    answers: dict[int, dict[int, Any]] = {entry.pk: {} for entry in rows}
    for answer in Answer.objects.filter(entry__in=rows).values_list(
        "entry_id", "question_id", "value"
    ):
        answers[answer[0]][answer[1]] = answer[2]
    files: dict[int, set[int | None]] = {entry.pk: set() for entry in rows}
    for entry_id, question_id in Attachment.objects.filter(entry__in=rows).values_list(
        "entry_id", "question_id"
    ):
        files[entry_id].add(question_id)
    if sealed(questions):
        papers = IdentityPaper.objects.filter(entry__in=rows)
        for entry_id, question_id in papers.values_list("entry_id", "question_id"):
            files[entry_id].add(question_id)
    return {
        entry.pk: labels(entry, questions, codes, answers[entry.pk], files[entry.pk])
        for entry in rows
    }


def labels(
    entry: Entry,
    questions: list[AskedQuestion],
    codes: dict[int, str],
    answered: dict[int, object],
    with_file: set[int | None],
) -> list[str]:
    standing = {row.category_id for row in entry.standings.all()}
    values = {codes[pk]: value for pk, value in answered.items() if pk in codes}
    found = [] if standing else [_("Category")]
    found += [
        Entry.label_of(name)
        for name in REQUIRED_FIELDS
        if not getattr(entry, name).strip()
    ]
    for question in questions:
        only = set(question.only)
        asked = (not only or only & standing) and is_shown(question, values)
        if asked and not has_answer(question, answered, with_file):
            found.append(question.label)
    return found
