"""What has been published, and only that: every public page, feed and file asks here."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Count, QuerySet
from django.http import Http404

from awards.models import Winner, WinnerList


def published_lists() -> QuerySet[WinnerList]:
    """Every published list, the superseded ones too."""
    return WinnerList.objects.filter(published_at__isnull=False).select_related("edition")


def standing_lists() -> QuerySet[WinnerList]:
    """The list of each edition that stands now, newest edition first, with the number of its winners."""
    standing = published_lists().filter(superseded_at=None)
    return standing.annotate(total=Count("winners")).order_by("-edition__year", "edition__code")


def find_list(code: str, version: int | None = None) -> WinnerList:
    """The standing list of an edition, or one published version of it. Raises Http404."""
    lists = published_lists().filter(edition__code=code)
    lists = lists.filter(superseded_at=None) if version is None else lists.filter(version=version)
    found = lists.first()
    if found is None:
        raise Http404
    return found


@dataclass
class Group:
    """The winners of one category, highest prize first."""

    code: str
    smart_code: str
    first: Winner
    winners: list[Winner] = field(default_factory=list)

    @property
    def name(self) -> str:
        return str(self.first.category)


def group_winners(winners: Iterable[Winner]) -> list[Group]:
    """Categories in the list's order; in each, winners by level and then as they stand in the list."""
    groups: dict[str, Group] = {}
    for winner in winners:
        group = groups.setdefault(winner.category_code, Group(winner.category_code, winner.smart_code, winner))
        group.winners.append(winner)
    for group in groups.values():
        group.winners.sort(key=lambda winner: (winner.level_order, winner.order))
    return list(groups.values())
