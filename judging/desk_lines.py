"""A judge's assignments as light rows: what the desk lists and what "next" steps through. One query."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from statistics import median
from typing import Any

from django.db.models import Count, Q

from awards.accounts.bilingual import other_language, reader_language
from judging.covering import cover_names, worth_covering
from judging.models import Assignment
from judging.statuses import BallotState

USUAL_MINUTES = 12  # an entry, until the judge's own pace is known
ENTRANT_NAMES = ("organisation__name_th", "organisation__name_en", "owner__name_th", "owner__name_en", "contact_name")
ORDERS = ("mine", "reference", "title")


@dataclass(frozen=True)
class Line:
    """Blind by construction: only what the title list of a blind round may show."""

    assignment: int
    reference: str
    title: str
    sort_key: str
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
    place: str  # where it stands in this judge's own order

    @property
    def done(self) -> bool:
        return self.state == BallotState.SUBMITTED

    @property
    def begun(self) -> bool:
        return self.state == BallotState.DRAFT

    @property
    def taken_back(self) -> bool:
        return self.begun and self.version > 0


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


def lines_of(user: Any, **only: Any) -> list[Line]:
    """All standing assignments of a judge, in the judge's own order within each category."""
    language = reader_language()
    other = other_language(language)
    scored = Count("ballot__scores", filter=Q(ballot__scores__value__isnull=False))
    entry, category = "entry_category__entry__", "entry_category__category__"
    rows = Assignment.objects.visible_to(user).filter(**only).annotate(scored=scored)
    found = rows.values_list(
        "pk", f"{entry}reference", f"{entry}title_{language}", f"{entry}title_{other}", f"{entry}sort_key",
        f"{category}name_{language}", f"{category}code", f"{category}order", f"{category}smart__code",
        "round_id", "round__edition__code", "ballot__state", "scored", "ballot__version", "cleared_at", "judge_id",
        "round__blind", *(f"{entry}{name}" for name in ENTRANT_NAMES),
    )  # fmt: skip
    lines = [
        Line(
            pk, reference, cover_names(title or other_title, worth_covering(names) if blind else []), key, name, code,
            order, smart or "", round_, edition, state or "", scored, version or 0, cleared is not None,
            own_place(judge, pk),
        )
        for pk, reference, title, other_title, key, name, code, order, smart, round_, edition, state, scored, version,
        cleared, judge, blind, *names in found
    ]  # fmt: skip
    return in_order(lines, "mine")


def own_place(judge: int, assignment: int) -> str:
    """An order of one's own: no entry is everybody's first or last, which evens out fatigue and order effects."""
    return hashlib.blake2b(f"{judge}:{assignment}".encode(), digest_size=6).hexdigest()


def in_order(lines: Iterable[Line], order: str) -> list[Line]:
    field = {"reference": "reference", "title": "sort_key"}.get(order, "place")
    return sorted(lines, key=lambda line: (line.round, line.category_order, line.category_code, getattr(line, field)))


def grouped(lines: Iterable[Line]) -> list[Group]:
    groups: dict[str, Group] = {}
    for line in lines:
        group = groups.setdefault(line.category_code, Group(line.category, line.category_code, line.smart, []))
        group.lines.append(line)
    return list(groups.values())


def next_after(lines: list[Line], assignment: int) -> Line | None:
    """The next one that is not done, going round; None when nothing is left."""
    at = next((i for i, line in enumerate(lines) if line.assignment == assignment), -1)
    return next((line for line in lines[at + 1 :] + lines[: max(at, 0)] if not line.done and line.cleared), None)


def minutes_left(lines: Iterable[Line], paces: Iterable[tuple[datetime, datetime]]) -> int:
    """Estimated minutes for what is left, at the judge's own median pace once three ballots are in."""
    left = sum(not line.done for line in lines)
    spent = [(end - start).total_seconds() / 60 for start, end in paces]
    usual = [minutes for minutes in spent if 0.5 <= minutes <= 120]
    return round(left * (median(usual) if len(usual) >= 3 else USUAL_MINUTES))
