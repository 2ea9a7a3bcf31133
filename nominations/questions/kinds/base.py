"""What every kind of question does, with what most of them do."""

from __future__ import annotations

from datetime import datetime
from enum import Enum, auto
from typing import Any, ClassVar, Generic, TypeAlias, TypeVar, cast

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import OuterRef, QuerySet
from django.utils.translation import gettext as _

from awards.language.thai import clean_text
from awards.spreadsheets.tables import Cell
from nominations.models import Answer, Attachment, IdentityPaper, Question
from nominations.statuses import QuestionKind

EMPTY: tuple[object, ...] = ("", [], {})
V = TypeVar("V")  # what ``Answer.value`` holds: JSON
# What the builder asks of a kind, and what a question keeps of it: JSON, of which each
# kind knows its own names.
Options: TypeAlias = dict[str, Any]
PARTS = "nominations/questions/kinds"  # templates


def is_empty(value: object) -> bool:
    return value is None or value in EMPTY


def cell_text(cell: Cell) -> str:
    """A spreadsheet's cell as text; a whole number without a point."""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return clean_text(str(cell))


class Told(Enum):
    """How a winner's public page tells an answer that may be public."""

    NOT = auto()
    AS_WRITTEN = auto()
    AS_LINKS = auto()


class Kind(Generic[V]):
    """One kind of question, from its setting up to its answer's export.

    Values are what ``Answer.value`` holds: JSON. ``options`` are those of the question,
    of which a kind owns ``option_names``.
    """

    code: ClassVar[str]
    # Answered by files: there is no field on the form and no column in a spreadsheet.
    by_files: ClassVar[bool] = False
    # Answered by identity papers, on a page of their own and for few to open.
    sealed: ClassVar[bool] = False
    # Its answer tells who entered, whatever the question's row says.
    tells_entrant: ClassVar[bool] = False
    holds_day: ClassVar[bool] = False
    # Its answer is text, whose length may be limited.
    is_text: ClassVar[bool] = False
    cites_certificate: ClassVar[bool] = False
    told: ClassVar[Told] = Told.NOT
    template: ClassVar[str] = f"{PARTS}/_text.html"
    option_names: ClassVar[tuple[str, ...]] = ()

    @property
    def label(self) -> str:
        """What organisers call it, in their language."""
        return str(QuestionKind(self.code).label)

    # --- the organiser sets the question up

    def setup_fields(self) -> dict[str, forms.Field]:
        """Fields of the form builder that only some kinds have."""
        return {}

    def setup_initial(self, options: Options) -> Options:
        """By the names of ``setup_fields``."""
        return {}

    def setup_errors(self, data: Options) -> dict[str, str]:
        """Field → what to do about it. ``data``: what is valid so far."""
        return {}

    def options_from(self, data: Options) -> Options:
        """The kind's own options, from valid ``setup_fields``."""
        return {}

    def narrows(self, before: Options, after: Options) -> bool:
        """Whether an answer that was right under the options ``before`` could be wrong."""
        return False

    def choices(self, question: Question) -> list[dict[str, str]]:
        """The answers on offer, each with ``code``, ``th`` and ``en``; none where any
        answer may be typed.
        """
        return []

    # --- the entrant answers

    def widget(self, question: Question) -> forms.Widget:
        return forms.TextInput(attrs=limit_of(question))

    def prefill(self, value: object) -> object:
        """A stored value as it stands in the form's field."""
        return value

    def parse(self, question: Question, typed: object) -> V:
        """What was typed, as it is stored. Raises ValidationError with what to do."""
        return cast(V, parse_text(question, typed))  # what most kinds hold

    def is_answered(self, value: object, *, has_file: bool) -> bool:
        """``has_file``: whether the entry has a file for this question."""
        return not is_empty(value)

    def answers(
        self, question: Question
    ) -> QuerySet[Answer] | QuerySet[Attachment] | QuerySet[IdentityPaper]:
        """Rows by which the entry of an outer query has answered."""
        here = Answer.objects.filter(entry=OuterRef("pk"), question=question)
        return here.exclude(value__in=EMPTY)

    # --- people read the answer: entrant, judge, organiser, receipt

    def show(self, question: Question, value: V) -> str:
        """As text in the reader's language. ``value`` is not empty."""
        return str(value)

    def links(self, value: V) -> tuple[str, ...]:
        """Web addresses to offer for a click."""
        return ()

    def details(self, value: V, closes_at: datetime) -> object:
        """More than a text, for ``template``: frozen data, or None. ``closes_at``: when
        the entry's call closes.
        """
        return None

    def sample(self, question: Question) -> V:
        """A made-up value, for seeing what the form makes of an entry."""
        return cast(V, _("The entrant's answer is shown here."))

    # --- spreadsheets

    def export(self, question: Question, value: V) -> str:
        """As text from which ``read_cell`` makes the same value again."""
        return self.show(question, value) if value else ""

    def read_cell(self, question: Question, cell: Cell, *, month_first: bool) -> V:
        """A spreadsheet's cell, as it is stored. ``month_first``: how the column writes
        days. Raises ValidationError.
        """
        return self.parse(question, cell_text(cell))


def parse_text(question: Question, typed: object) -> str:
    """Clean text of at most ``question.limit`` characters."""
    text = clean_text(str(typed))
    if question.limit and len(text) > question.limit:
        over = len(text) - question.limit
        raise ValidationError(
            _("Shorten the text by %(over)d characters. The limit is %(limit)d."),
            code="too_long",
            params={"over": over, "limit": question.limit},
        )
    return text


def limit_of(question: Question) -> dict[str, str]:
    """For the page's script, which counts the characters left."""
    return {"data-limit": str(question.limit)} if question.limit else {}
