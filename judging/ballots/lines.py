"""A judge's assignments as light rows: what the desk lists and what "next" steps
through. One query.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from statistics import median
from typing import TypeVar

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import mark_safe

from awards.accounts.models import User
from awards.language.bilingual import reader_language
from awards.language.thai import sort_key
from judging.dossiers import reads
from judging.dossiers.redaction import cover_names, names_in
from judging.statuses import BallotState

USUAL_MINUTES = 12  # an entry, until the judge's own pace is known
ORDERS = ("mine", "reference", "title")


@dataclass(frozen=True)
class Line:
    """Blind by construction: only what the title list of a blind round may show."""

    assignment: int
    reference: str
    title: str
    category: str
    category_code: str
    category_order: int
    smart: str
    round: int
    edition: str
    state: str
    scored: int
    version: int
    cleared: bool
    minutes: float | None  # spent on it, where it was sent in and never changed
    place: str  # where it stands in this judge's own order
    url: str

    @property
    def done(self) -> bool:
        return self.state == BallotState.SUBMITTED

    @property
    def begun(self) -> bool:
        return self.state == BallotState.DRAFT

    @property
    def taken_back(self) -> bool:
        return self.begun and self.version > 0

    def badge(self, language: str) -> str:
        return drawn_badge(
            self.done, self.taken_back, self.begun, self.scored, language
        )


@lru_cache(maxsize=200)
def drawn_badge(
    done: bool, taken_back: bool, begun: bool, scored: int, language: str
) -> str:
    line = {"done": done, "taken_back": taken_back, "begun": begun, "scored": scored}
    return render_to_string("judging/ballots/_line_badge.html", {"line": line})


ITEM = '<li><a href="%s">%s</a> <span class="quiet">%s</span> %s</li>'


@dataclass
class Group:
    """A category of one round on the desk."""

    name: str
    code: str
    smart: str
    lines: list[Line]

    @property
    def done(self) -> int:
        return sum(line.done for line in self.lines)

    @property
    def drawn(self) -> str:
        """Its items: written here and not in the template, where a hundred lines are felt."""
        # What was typed is escaped; address and badge are our own.
        language = reader_language()
        rows = (
            ITEM
            % (
                line.url,
                escape(line.title),
                escape(line.reference),
                line.badge(language),
            )
            for line in self.lines
        )
        return mark_safe("\n".join(rows))


def lines_of(user: User) -> list[Line]:
    """All standing assignments of a judge, in the judge's own order within each category."""
    # once, since a hundred of them are felt
    address = reverse("judging:ballot-edit", args=[0])
    lines = [
        Line(
            assignment=row.assignment,
            reference=row.reference,
            title=covered_title(row),
            category=row.category,
            category_code=row.category_code,
            category_order=row.category_order,
            smart=row.smart or "",
            round=row.round,
            edition=row.edition,
            state=row.state or "",
            scored=row.scored or 0,
            version=row.version or 0,
            cleared=row.cleared,
            minutes=row.minutes,
            place=own_place(row.judge, row.assignment),
            url=address.replace("/0/", f"/{row.assignment}/"),
        )
        for row in reads.own_lines(user.pk)
    ]
    return in_own_order(lines)


def covered_title(row: reads.LineRow | reads.SampleRow) -> str:
    title = row.title or row.other_title
    return cover_names(title, names_in(row.names, row.people)) if row.hidden else title


@dataclass(frozen=True)
class Step:
    """As little of a line as "next" and "left" need."""

    assignment: int
    round: int
    category_order: int
    category_code: str
    state: str
    cleared: bool
    place: str

    @property
    def done(self) -> bool:
        return self.state == BallotState.SUBMITTED


def steps_of(user: User, round_: int) -> list[Step]:
    """A round's assignments of a judge in the judge's own order."""
    steps = [
        Step(
            pk,
            round_,
            order,
            code,
            state or "",
            cleared,
            own_place(judge, pk),
        )
        for pk, order, code, state, cleared, judge in reads.own_steps.tuples(
            user.pk, round_
        )
    ]
    return in_own_order(steps)


def own_place(judge: int, assignment: int) -> str:
    """An order of one's own: no entry is everybody's first or last, which evens out
    fatigue and order effects.
    """
    return hashlib.blake2b(f"{judge}:{assignment}".encode(), digest_size=6).hexdigest()


Placed = TypeVar("Placed", Line, Step)


def in_order(lines: Iterable[Line], order: str) -> list[Line]:
    """By title means by what is shown of it: an order may not tell what is covered.
    Equals stay in one's own order.
    """

    def place(line: Line) -> str:
        if order == "title":
            return sort_key(line.title)
        return line.reference if order == "reference" else line.place

    return sorted(lines, key=lambda line: (*category_of(line), place(line)))


def in_own_order(lines: Iterable[Placed]) -> list[Placed]:
    return sorted(lines, key=lambda line: (*category_of(line), line.place))


def category_of(line: Line | Step) -> tuple[int, int, str]:
    return line.round, line.category_order, line.category_code


def grouped(lines: Iterable[Line]) -> list[Group]:
    groups: dict[str, Group] = {}
    for line in lines:
        group = groups.setdefault(
            line.category_code, Group(line.category, line.category_code, line.smart, [])
        )
        group.lines.append(line)
    return list(groups.values())


def next_after(lines: list[Placed], assignment: int) -> Placed | None:
    """The next one that is not done, going round; None when nothing is left."""
    at = next((i for i, line in enumerate(lines) if line.assignment == assignment), -1)
    return next(
        (
            line
            for line in lines[at + 1 :] + lines[: max(at, 0)]
            if not line.done and line.cleared
        ),
        None,
    )


def minutes_left(lines: Iterable[Line], all_lines: Iterable[Line]) -> int:
    """Estimated minutes for what is left, at the judge's own median pace once three
    ballots are in.
    """
    left = sum(not line.done for line in lines)
    spent = (line.minutes for line in all_lines if line.minutes is not None)
    usual = [minutes for minutes in spent if 0.5 <= minutes <= 120]
    return round(left * (median(usual) if len(usual) >= 3 else USUAL_MINUTES))
