"""A made-up entry with every question answered, for seeing what a form makes of one.
Nothing of it is stored.
"""

from __future__ import annotations

from typing import Any

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
from nominations.questions.file_limits import TYPE_NAMES, limits_for
from nominations.statuses import QuestionKind


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
            if not question.names_entrant
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
    return [question for question in asked_questions(edition) if question.names_entrant]


def asked_questions(edition: Edition) -> list[Question]:
    return list(edition.questions.filter(retired_at=None))


def sample_categories(edition: Edition) -> list[CategoryReading]:
    return [
        category_reading(category)
        for category in edition.categories.select_related("smart")[:1]
    ]


def sample_answer(question: Question) -> AnswerReading:
    if question.kind == QuestionKind.FILE:
        media_type = next(iter(limits_for(question).most_bytes))
        label = _("Document %(number)d") % {"number": 2}
        return answer_reading(
            question,
            "",
            (FileReading(label, "", TYPE_NAMES[media_type], media_type, 1),),
        )
    return answer_reading(question, sample_value(question), ())


def sample_value(question: Question) -> Any:
    codes = [str(choice["code"]) for choice in question.options.get("choices", [])]
    words = _("The entrant's answer is shown here.")
    row = {
        "indicator": _("Indicator"),
        "before": "10",
        "after": "4",
        "source": _("Source"),
    }
    values: dict[str, Any] = {
        QuestionKind.DATE: timezone.localdate().isoformat(),
        QuestionKind.NUMBER: "1250",
        QuestionKind.SINGLE_CHOICE: codes[0] if codes else "",
        QuestionKind.MULTIPLE_CHOICE: codes[:2],
        QuestionKind.LINK: "https://example.org/",
        QuestionKind.VIDEO: "https://example.org/video",
        QuestionKind.TABLE: [row],
    }
    return values.get(question.kind, words)
