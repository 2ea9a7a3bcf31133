"""What the first page shows: what is open, who won last, what carries the mark."""

from __future__ import annotations

from typing import Any

from awards.dsure.models import Certificate
from awards.models import Edition, Winner, WinnerList

FEW = 5


def front_page(user: Any) -> dict[str, Any]:
    """The same number of queries whatever there is to show."""
    visible = Edition.objects.visible_to(user)
    latest = latest_list()
    return {
        "open_editions": list(visible.accepting().order_by("closes_at")),
        "latest": latest,
        "winners": best_of_each_category(latest) if latest else [],
        "certificates": latest_certificates(),
    }


def latest_certificates() -> list[Certificate]:
    announced = Certificate.objects.announced().select_related("maker", "mark")
    return list(announced.order_by("-announced_at", "-issued_on", "number")[:FEW])


def latest_list() -> WinnerList | None:
    """The standing list that was published last."""
    standing = WinnerList.objects.filter(published_at__isnull=False, superseded_at=None)
    return (
        standing.select_related("edition")
        .order_by("-edition__year", "-published_at")
        .first()
    )


def best_of_each_category(winner_list: WinnerList) -> list[Winner]:
    """One line per category: the highest prize given there; the list's own order breaks ties."""
    best: dict[str, Winner] = {}
    for winner in winner_list.winners.all():
        standing = best.setdefault(winner.category_code, winner)
        if winner.level_order < standing.level_order:
            best[winner.category_code] = winner
    return list(best.values())
