"""A made-up entry with every question answered, for seeing what a form makes of one.
Nothing of it is stored.
"""

from __future__ import annotations

from django.utils import timezone
from django.utils.translation import gettext as _

from awards.models import Edition
from nominations.entries.reading import (
    AnswerReading,
    CategoryReading,
    FileReading,
    Reading,
    answer_reading,
    category_reading,
)
from nominations.models import Question
from nominations.questions.kinds import is_hidden, kind_of
from nominations.questions.kinds.file_limits import TYPE_NAMES, limits_for


def sample_reading(edition: Edition) -> Reading:
    """As a blind judge reads it: built without what such a judge never sees."""
    return Reading(
        reference=f"{edition.code.upper()}-0000",
        title=_("Title of an entry"),
        title_other="",
        summary=_("The summary is shown here, in the judge's language."),
        summary_other="",
        categories=tuple(sample_categories(edition)),
        answers=tuple(
            sample_answer(question)
            for question in asked_questions(edition)
            if not is_hidden(question)
        ),
        files=(
            FileReading(
                _("Document %(number)d") % {"number": 1},
                "",
                "PDF",
                "application/pdf",
                1,
            ),
        ),
        submitted_on=timezone.localdate(),
        entrant=None,
    )


def left_out(edition: Edition) -> list[Question]:
    """The questions whose answers a blind judge never sees."""
    return [question for question in asked_questions(edition) if is_hidden(question)]


def asked_questions(edition: Edition) -> list[Question]:
    return list(edition.questions.filter(retired_at=None).select_related("edition"))


def sample_categories(edition: Edition) -> list[CategoryReading]:
    return [
        category_reading(category)
        for category in edition.categories.select_related("smart")[:1]
    ]


def sample_answer(question: Question) -> AnswerReading:
    closes_at = question.edition.closes_at
    if kind_of(question).by_files:
        media_type = next(iter(limits_for(question).most_bytes))
        label = _("Document %(number)d") % {"number": 2}
        return answer_reading(
            question,
            "",
            (FileReading(label, "", TYPE_NAMES[media_type], media_type, 1),),
            closes_at,
        )
    return answer_reading(question, kind_of(question).sample(question), (), closes_at)
