"""What a prize looks like: its medal, its metal and how large it stands on a page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from awards.models import PrizeLevel, Winner

BEST = "best"
MEDALS = 3  # steps of a ladder that have a medal of their own


def ranks_in(editions: Iterable[int]) -> Ranks:
    """One question to the database, whatever the number of editions."""
    levels = PrizeLevel.objects.filter(edition__in=list(editions))
    return Ranks(levels.order_by("order", "pk"))


class Ranks:
    """The rank of a prize: ``best`` across categories, then ``1``, ``2``, ``3`` down the
    edition's ladder, and nothing below it. Levels that the ladder no longer has get no
    medal. ``levels`` may be of several editions, each in its order.
    """

    def __init__(self, levels: Iterable[PrizeLevel]) -> None:
        self.steps: dict[tuple[int, str], int] = {}
        reached: Counter[int] = Counter()
        for level in levels:
            if not level.across:
                reached[level.edition_id] += 1
                self.steps[level.edition_id, level.code] = reached[level.edition_id]

    def of(self, winner: Winner) -> str:
        if winner.across:
            return BEST
        step = self.steps.get((winner.winner_list.edition_id, winner.level_code), 0)
        return step_rank(step)


def step_rank(step: int) -> str:
    """``step`` 1 is the highest of the ladder; 0 is none of it."""
    return str(step) if 0 < step <= MEDALS else ""
