"""The side bar of a page: groups, the page one is on, what waits beside each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.functional import Promise

from awards.accounts.models import User
from awards.models import Edition
from awards.statuses import Phase
from config.shell.moments import PHASES
from config.shell.side_pages import (
    BROADCASTS,
    GROUPS,
    HOME,
    LEDGER,
    MAILS,
    SideGroup,
    SidePage,
)
from config.shell.waiting import VIEWS, Waiting, waiting_for_organiser
from nominations.desk.filters import view_of


@dataclass(frozen=True)
class Line:
    label: str | Promise
    url: str
    current: bool
    count: int
    views: SavedViews | None = None


@dataclass(frozen=True)
class SavedViews:
    """Of the list that a line leads to. ``more``: not all of them stand here."""

    lines: list[Line]
    more: bool


@dataclass(frozen=True)
class Group:
    """``now``: the year is in this phase. ``open``: its pages are shown."""

    label: str | Promise
    icon: str
    lines: list[Line]
    now: bool
    open: bool

    @property
    def count(self) -> int:
        return sum(line.count for line in self.lines)


@dataclass(frozen=True)
class OtherEdition:
    name: str
    url: str
    current: bool


@dataclass(frozen=True)
class SideBar:
    """``phase``: the edition's, in words."""

    phase: str | Promise
    home: Line
    groups: list[Group]
    broadcasts: Line | None
    mails: Line | None
    ledger: Line | None
    editions: list[OtherEdition]

    @property
    def count(self) -> int:
        alone = self.broadcasts.count if self.broadcasts else 0
        return alone + sum(group.count for group in self.groups)


@dataclass(frozen=True)
class Here:
    """The page that is shown: the name of its address, and what it asks for."""

    name: str
    query: Mapping[str, str] = field(default_factory=dict)


def side_bar_of(edition: Edition, user: User, page: Here) -> SideBar:
    waiting = waiting_for_organiser(edition, user)
    phase = Phase.of(edition, waiting.judged_at)
    code = PHASES[phase]
    groups = [group_of(group, edition, waiting, page, code) for group in GROUPS]

    def alone(one: SidePage) -> Line | None:
        reads = waiting.reads(one.area)
        return line_of(one, edition, waiting, page) if reads else None

    return SideBar(
        phase=phase.label,
        home=line_of(HOME, edition, waiting, page),
        groups=[group for group in groups if group.lines],
        broadcasts=alone(BROADCASTS),
        mails=alone(MAILS),
        ledger=alone(LEDGER),
        editions=[other_edition(row, edition) for row in waiting.editions],
    )


def group_of(
    group: SideGroup, edition: Edition, waiting: Waiting, page: Here, phase: str
) -> Group:
    allowed = [one for one in group.pages if waiting.shows(one.area, one.sets_up)]
    lines = [line_of(one, edition, waiting, page) for one in allowed]
    now = group.code == phase
    here = any(line.current for line in lines)
    return Group(
        group.label, group.icon, lines, now, here or (now and HOME.holds(page.name))
    )


def line_of(one: SidePage, edition: Edition, waiting: Waiting, page: Here) -> Line:
    url = reverse(one.address, args=[edition.code])
    asked = view_of(page.query) if page.name == one.address else {}
    views = views_of(waiting, url, asked) if one.has_views and waiting.views else None
    chosen = views is not None and any(line.current for line in views.lines)
    return Line(
        one.label,
        url,
        one.holds(page.name) and not chosen,
        waiting.sum_of(one.counters),
        views,
    )


def views_of(waiting: Waiting, url: str, asked: dict[str, str]) -> SavedViews:
    """``asked``: the view that is shown, empty for none."""
    lines = [
        Line(
            view["name"],
            f"{url}?{urlencode(view['query'])}" if view["query"] else url,
            bool(asked) and asked == view["query"],
            0,
        )
        for view in waiting.views
    ]
    return SavedViews(lines[:VIEWS], more=len(lines) > VIEWS)


def other_edition(row: dict[str, str], edition: Edition) -> OtherEdition:
    other = Edition(name_th=row["name_th"], name_en=row["name_en"])
    return OtherEdition(
        str(other.name),
        reverse(HOME.address, args=[row["code"]]),
        row["code"] == edition.code,
    )
