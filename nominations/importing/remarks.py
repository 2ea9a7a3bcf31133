"""What is worth a second look in a file of entries that can be taken as it is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from django.utils.translation import gettext as _

from awards.language.bilingual import reader_language
from awards.language.dates import DayOrder, order_of
from awards.language.thai import format_datetime
from awards.models import Edition
from awards.spreadsheets import Table
from awards.spreadsheets.problems import Problem
from nominations.entries.missing import REQUIRED_FIELDS, is_shown
from nominations.entries.prepared import with_only
from nominations.importing.headers import Columns
from nominations.importing.rows import Parsed
from nominations.models import Entry, Question
from nominations.models.with_columns import AskedQuestion
from nominations.questions.kinds import kind_of
from nominations.questions.kinds.base import is_empty


def orders_of_dates(
    table: Table, columns: Columns, questions: list[Question], month_first: bool | None
) -> dict[str, DayOrder]:
    """Field → how its dates are read, told from its whole column; where that does not
    tell, as ``month_first`` says.
    """
    dated = {
        f"q-{question.code}" for question in questions if kind_of(question).holds_day
    } | {"submitted_at"}
    orders = {}
    for name, position in columns.index.items():
        if name in dated:
            told = order_of(table.column(position))
            orders[name] = (
                told if told.certain else DayOrder(bool(month_first), certain=False)
            )
    return orders


def outside_the_call(
    edition: Edition, rows: Iterable[Parsed], column: str
) -> Iterable[Problem]:
    for row in rows:
        moment = row.submitted_at
        if moment is None or edition.opens_at <= moment <= edition.closes_at:
            continue
        said = {"moment": format_datetime(moment, reader_language())}
        early = (
            _(
                "Received on %(moment)s, before the call opened. Check that this date "
                "is right."
            )
            % said
        )
        late = (
            _(
                "Received on %(moment)s, after the call closed. Check that this date "
                "is right."
            )
            % said
        )
        yield Problem(row.row, column, early if moment < edition.opens_at else late)


def lacking_words(edition: Edition, rows: list[Parsed]) -> str:
    """What new entries lack of what the form demands, each item with the number of entries."""
    # Asked afresh: an import that is refused takes a form that it made for the edition
    # back with it.
    questions = list(
        with_only(
            Question.objects.filter(edition=edition, required=True, retired_at=None)
        )
    )
    codes = dict(edition.categories.values_list("code", "pk"))
    lacking = Counter(
        label for row in rows for label in labels_lacking(row, questions, codes)
    )
    if not lacking:
        return ""
    items = ", ".join(f"{label} ({count})" for label, count in lacking.most_common())
    words = _(
        "New entries lack answers that the form requires. The number says how many: "
        "%(items)s."
    )
    return words % {"items": items}


def labels_lacking(
    row: Parsed, questions: list[AskedQuestion], codes: Mapping[str, int]
) -> Iterable[str]:
    standing = {codes[code] for code in row.categories if code in codes}
    yield from (
        Entry.label_of(name) for name in REQUIRED_FIELDS if not row.texts.get(name)
    )
    for question in questions:
        only = set(question.only)
        asked = (not only or only & standing) and is_shown(question, row.answers)
        if asked and is_empty(row.answers.get(question.code)):
            yield question.label
