"""The kinds of questions, one file each. A new kind is a file beside these, its line in
``KINDS``, and its line in ``statuses.QuestionKind`` with the migration of the choices.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Q

from nominations.models import Question
from nominations.questions.kinds.address import Address
from nominations.questions.kinds.base import Kind
from nominations.questions.kinds.certificate import Certificate
from nominations.questions.kinds.date import Date
from nominations.questions.kinds.file import File
from nominations.questions.kinds.identity import Identity
from nominations.questions.kinds.link import Link
from nominations.questions.kinds.long_text import LongText
from nominations.questions.kinds.multiple_choice import MultipleChoice
from nominations.questions.kinds.number import Number
from nominations.questions.kinds.short_text import ShortText
from nominations.questions.kinds.single_choice import SingleChoice
from nominations.questions.kinds.table import Table
from nominations.questions.kinds.video import Video

# By code, in the order in which an organiser is offered them.
KINDS: dict[str, Kind[Any]] = {
    kind.code: kind
    for kind in (
        ShortText(),
        LongText(),
        SingleChoice(),
        MultipleChoice(),
        Number(),
        Date(),
        Address(),
        Link(),
        Video(),
        File(),
        Table(),
        Certificate(),
        Identity(),
    )
}


def kind_of(question: Question) -> Kind[Any]:
    return KINDS[question.kind]


def is_hidden(question: Question) -> bool:
    """Whether a reader who must not know the entrant never sees the answer."""
    return question.names_entrant or kind_of(question).tells_entrant


def hidden(path: str = "") -> Q:
    """The same for the database. ``path`` leads to the question: ``question__``."""
    telling = [kind.code for kind in KINDS.values() if kind.tells_entrant]
    return Q(**{f"{path}names_entrant": True}) | Q(**{f"{path}kind__in": telling})


def in_writing(questions: Iterable[Question]) -> list[Question]:
    """Those with a field on the form and a column in a spreadsheet."""
    return [
        question
        for question in questions
        if not (kind_of(question).by_files or kind_of(question).sealed)
    ]


def by_files(questions: Iterable[Question]) -> list[Question]:
    """Those that files answer."""
    return [question for question in questions if kind_of(question).by_files]


def sealed(questions: Iterable[Question]) -> list[Question]:
    """Those that identity papers answer."""
    return [question for question in questions if kind_of(question).sealed]


def codes_sealed() -> list[str]:
    return [kind.code for kind in KINDS.values() if kind.sealed]


def codes_by_files() -> list[str]:
    return [kind.code for kind in KINDS.values() if kind.by_files]


def codes_of_days() -> list[str]:
    return [kind.code for kind in KINDS.values() if kind.holds_day]


def codes_citing_certificates() -> list[str]:
    return [kind.code for kind in KINDS.values() if kind.cites_certificate]
