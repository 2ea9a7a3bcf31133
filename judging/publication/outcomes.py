"""What a correction changes for whom: the published list beside the one that is to replace it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from awards.models import Winner, WinnerList

# What the public reads of a prize and of the work it went to.
PRIZE = (
    "category_code",
    "category_th",
    "category_en",
    "level_code",
    "level_th",
    "level_en",
    "shared",
)
WORK = ("title_th", "title_en", "organisation_th", "organisation_en", "summary_th", "summary_en", "province_th",
        "province_en", "website", "caption_th", "caption_en", "credit")  # fmt: skip


class Turn(StrEnum):
    """Which way a correction goes for an entry, the hardest to read first."""

    LOST = "lost"
    LOWERED = "lowered"
    WON = "won"
    OTHER = "other"  # another category or level of the same height, shared or no longer
    TEXT = "text"


@dataclass(frozen=True)
class Change:
    """One entry whose lines are others now. ``before`` and ``after``: its prizes, perhaps none."""

    reference: str
    before: list[Winner]
    after: list[Winner]

    @property
    def title(self) -> str:
        return str((self.after or self.before)[0].title)

    @property
    def turn(self) -> Turn:
        if not self.after:
            return Turn.LOST
        if not self.before:
            return Turn.WON
        if said(self.before, PRIZE) == said(self.after, PRIZE):
            return Turn.TEXT
        return self.turn_of_prizes()

    def turn_of_prizes(self) -> Turn:
        """Fewer prizes or a lower best one is a loss, more or a higher one a gain."""
        was, now = height(self.before), height(self.after)
        if now == was:
            return Turn.OTHER
        return Turn.WON if now > was else Turn.LOWERED

    @property
    def texts(self) -> list[tuple[str, str]]:
        """Titles and names that differ, from what to what; empty where only smaller texts do."""
        if not self.before or not self.after:
            return []
        one, other = self.before[0], self.after[0]
        pairs = [(str(getattr(one, name)), str(getattr(other, name))) for name in WORK]
        return [(was, now) for was, now in dict.fromkeys(pairs) if was != now]


def said(winners: Iterable[Winner], names: Iterable[str]) -> list[tuple[str, ...]]:
    return sorted(
        tuple(str(getattr(winner, name)) for name in names) for winner in winners
    )


def height(winners: list[Winner]) -> tuple[int, int]:
    """Higher is better: the best level first, then how many prizes there are."""
    return -min(winner.level_order for winner in winners), len(winners)


def former_list(winner_list: WinnerList) -> WinnerList | None:
    """The published list that this one replaces, or has replaced."""
    older = WinnerList.objects.filter(
        edition=winner_list.edition_id, version__lt=winner_list.version
    )
    return older.exclude(published_at=None).order_by("-version").first()


def changes_between(before: Iterable[Winner], after: Iterable[Winner]) -> list[Change]:
    """Entries whose outcome or texts differ, in the order of the new list, those that
    are gone last.
    """
    was, now = by_reference(before), by_reference(after)
    pairs = [
        Change(reference, was.get(reference, []), now.get(reference, []))
        for reference in {**now, **was}
    ]
    names = (*PRIZE, *WORK)
    return [one for one in pairs if said(one.before, names) != said(one.after, names)]


def by_reference(winners: Iterable[Winner]) -> dict[str, list[Winner]]:
    found: dict[str, list[Winner]] = {}
    for winner in winners:
        found.setdefault(winner.reference, []).append(winner)
    return found
