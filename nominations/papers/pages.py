"""What the pages of identity papers show."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from nominations.models import Entry, IdentityPaper, Question
from nominations.questions.kinds import codes_sealed
from nominations.questions.kinds.file_limits import TYPE_NAMES
from nominations.questions.kinds.identity import days_kept


@dataclass(frozen=True)
class PaperRow:
    key: UUID
    number: int
    type_name: str
    size: int
    created_at: datetime
    confirmed_at: datetime | None
    erased_at: datetime | None
    erased_from: datetime | None  # when it will be, once it is confirmed


@dataclass(frozen=True)
class PaperGroup:
    """One question with the papers that answer it."""

    code: str
    label: str
    help: str
    required: bool
    days: int
    rows: tuple[PaperRow, ...]


def paper_groups(entry: Entry) -> list[PaperGroup]:
    """Questions that are asked no longer stay as long as a paper answers them."""
    rows: dict[int, list[IdentityPaper]] = {}
    for paper in entry.papers.all():
        rows.setdefault(paper.question_id, []).append(paper)
    asked = entry.edition.questions.filter(kind__in=codes_sealed())
    return [
        group_of(question, rows.get(question.pk, []))
        for question in asked
        if question.retired_at is None or question.pk in rows
    ]


def group_of(question: Question, papers: list[IdentityPaper]) -> PaperGroup:
    days = days_kept(question)
    return PaperGroup(
        code=question.code,
        label=question.label,
        help=question.help,
        required=question.required,
        days=days,
        rows=tuple(
            row_of(paper, number, days) for number, paper in enumerate(papers, 1)
        ),
    )


def row_of(paper: IdentityPaper, number: int, days: int) -> PaperRow:
    confirmed = paper.confirmed_at
    return PaperRow(
        key=paper.key,
        number=number,
        type_name=TYPE_NAMES.get(paper.media_type, ""),
        size=paper.size,
        created_at=paper.created_at,
        confirmed_at=confirmed,
        erased_at=paper.erased_at,
        erased_from=confirmed + timedelta(days=days) if confirmed else None,
    )
