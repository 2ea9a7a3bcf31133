"""The columns that the entries desk can show, and what an entry says in each."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from django.db.models import Count, Prefetch
from django.db.models.expressions import Combinable
from django.utils.translation import gettext as _

from awards.accounts import list_columns
from awards.accounts.list_columns import Columns, ListName, columns_for
from awards.accounts.models import User
from awards.language.bilingual import reader_language
from awards.language.thai import format_datetime
from awards.models import Edition
from nominations.entries.missing_in_sql import missing_in
from nominations.models import (
    Answer,
    Attachment,
    Entry,
    EntryCategory,
    EntryQuerySet,
    Question,
)
from nominations.questions.answers import export_answer, show_answer
from nominations.questions.kinds import in_writing

USUAL = ("title", "organisation", "province", "category", "state", "received")
SHOWN = 160  # characters of an answer


@dataclass(frozen=True)
class Column(list_columns.Column):
    question: Question | None = None


@dataclass(frozen=True)
class Cell:
    """``kind`` says how the page writes it: text, day, title, categories, state.
    ``label``: the column's name, which a card on a phone says beside it.
    """

    kind: str
    text: Any = ""
    label: str = ""


@dataclass(frozen=True)
class Line:
    """``tags``: of the entry, beside its title."""

    entry: Entry
    cells: list[Cell]
    tags: list[str] = field(default_factory=list)


def all_columns(questions: Iterable[Question]) -> list[Column]:
    """Everything on offer, the answers to these questions included; the reference is
    always shown.
    """
    fixed = {
        "title": _("Title"),
        "title_other": _("Title in the other language"),
        "organisation": _("Organisation"),
        "kind": _("Type"),
        "number": _("13-digit ID number"),
        "province": _("Province"),
        "category": _("Category"),
        "smart": _("Smart"),
        "state": _("Status"),
        "eligibility": _("Eligibility of the entry"),
        "received": _("Received"),
        "updated": _("Last changed"),
        "owner": _("Email"),
        "contact": _("Contact person"),
        "files": _("Files"),
        "missing": _("Missing"),
        "source": _("Submitted via"),
    }
    asked = [Column(f"q-{q.code}", q.label, q) for q in in_writing(questions)]
    return [*(Column(*pair) for pair in fixed.items()), *asked]


def chosen_columns(offered: list[Column], view: Mapping[str, str]) -> list[Column]:
    """The view's own, in the order in which they are offered; the usual ones where it
    names none.
    """
    wanted = [name for name in view.get("columns", "").split(",") if name] or list(
        USUAL
    )
    found = [column for column in offered if column.name in wanted][
        : list_columns.SHOWN
    ]
    return found or [column for column in offered if column.name in USUAL]


def columns_of_view(
    user: User, offered: list[Column], view: Mapping[str, str]
) -> Columns[Column]:
    """A view that names columns shows its own, any other those this person keeps."""
    kept = columns_for(user, ListName.ENTRIES, offered, USUAL)
    if not view.get("columns"):
        return kept
    return replace(kept, shown=chosen_columns(offered, view))


def with_columns(entries: EntryQuerySet, columns: Iterable[Column]) -> EntryQuerySet:
    """With what these columns need but for tags, whatever the number of entries."""
    shown = list(columns)
    standings = Prefetch(
        "standings", EntryCategory.objects.select_related("category__smart")
    )
    entries = joined(entries, {column.name for column in shown})
    return entries.prefetch_related(standings, *answers_for(shown))


def joined(entries: EntryQuerySet, names: Collection[str]) -> EntryQuerySet:
    """With what columns of these names need in the same question."""
    entries = entries.select_related("organisation__province")
    if "owner" in names:
        entries = entries.select_related("owner")
    if "files" in names:
        entries = entries.annotate(file_count=files_of_entry())
    return entries


def answers_for(columns: Iterable[Column]) -> list[Prefetch[Any]]:
    asked = [column.question for column in columns if column.question]
    answers = Answer.objects.filter(question__in=asked)
    return [Prefetch("answers", answers, to_attr="shown_answers")] if asked else []


def files_of_entry() -> Combinable:
    from django.db.models import IntegerField, OuterRef, Subquery
    from django.db.models.functions import Coalesce

    files = (
        Attachment.objects.filter(entry=OuterRef("pk"))
        .order_by()
        .values("entry")
        .annotate(n=Count("pk"))
    )
    return Coalesce(Subquery(files.values("n"), output_field=IntegerField()), 0)


def lines_of(
    edition: Edition, entries: Iterable[Entry], columns: list[Column]
) -> list[Line]:
    rows = list(entries)
    lacking = lacking_of(edition, rows, columns)
    return [
        Line(
            entry,
            [
                replace(cell_of(entry, column, lacking), label=column.label)
                for column in columns
            ],
        )
        for entry in rows
    ]


def lacking_of(
    edition: Edition, entries: list[Entry], columns: list[Column]
) -> dict[int, list[str]]:
    """By the entry's number, what it still lacks; not asked where no column shows it."""
    return (
        missing_in(edition, entries)
        if any(column.name == "missing" for column in columns)
        else {}
    )


def plain_text(entry: Entry, column: Column, lacking: Mapping[int, list[str]]) -> str:
    """The whole text of a cell, as a spreadsheet gets it."""
    if column.question:
        return export_answer(column.question, answer_of(entry, column.question))
    if column.name == "category":
        return "; ".join(standing.category.name for standing in entry.standings.all())
    if column.name in ("received", "updated"):
        moment = entry.submitted_at if column.name == "received" else entry.updated_at
        return format_datetime(moment, reader_language()) if moment else ""
    if column.name == "missing":
        return "; ".join(lacking.get(entry.pk, []))
    if column.name == "title":
        return str(entry.title)
    return str(
        entry.get_state_display()
        if column.name == "state"
        else TEXTS[column.name](entry)
    )


def cell_of(entry: Entry, column: Column, lacking: Mapping[int, list[str]]) -> Cell:
    if column.question:
        return Cell("text", short(answer_text(entry, column.question)))
    if column.name in ("title", "category", "state"):
        return Cell(column.name)
    if column.name in ("received", "updated"):
        return Cell(
            "day", entry.submitted_at if column.name == "received" else entry.updated_at
        )
    if column.name == "missing":
        return Cell("missing", lacking.get(entry.pk, []))
    return Cell("text", TEXTS[column.name](entry) or "—")


def answer_text(entry: Entry, question: Question) -> str:
    return show_answer(question, answer_of(entry, question))


def answer_of(entry: Entry, question: Question) -> object:
    answers: list[Answer] = entry.shown_answers  # type: ignore[attr-defined]
    return next(
        (answer.value for answer in answers if answer.question_id == question.pk), ""
    )


def short(text: str) -> str:
    return f"{text[:SHOWN]}…" if len(text) > SHOWN else text or "—"


def other_title(entry: Entry) -> str:
    return entry.title_en if entry.title == entry.title_th else entry.title_th


def smarts(entry: Entry) -> str:
    found = {s.category.smart.name for s in entry.standings.all() if s.category.smart}
    return ", ".join(sorted(found))


def came_by(entry: Entry) -> str:
    return {"web": _("the website"), "import": _("a spreadsheet")}.get(
        entry.source, entry.source
    )


TEXTS: dict[str, Any] = {
    "title_other": other_title,
    "organisation": lambda entry: entry.organisation.name,
    "kind": lambda entry: entry.organisation.get_kind_display(),
    "number": lambda entry: entry.organisation.number,
    "province": lambda entry: (
        entry.organisation.province.name if entry.organisation.province else ""
    ),
    "smart": smarts,
    "owner": lambda entry: entry.owner.email,
    "contact": lambda entry: f"{entry.contact_name} {entry.contact_phone}".strip(),
    "files": lambda entry: str(entry.file_count),
    "source": came_by,
    "eligibility": lambda entry: str(entry.get_eligibility_display()),
}
