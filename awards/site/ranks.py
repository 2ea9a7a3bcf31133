"""What a prize looks like: its medal, its metal and how large it stands on a page."""

from __future__ import annotations

from collections.abc import Iterable

from awards.models import PrizeLevel, Winner
from awards.winners.services import ACROSS

BEST = "best"
MEDALS = 3  # steps of a ladder that have a medal of their own


class Ranks:
    """The rank of a prize: ``best`` across categories, then ``1``, ``2``, ``3`` down the
    edition's ladder, and nothing below it. One question to the database, whatever the
    number of editions; levels that the ladder no longer has get no medal.
    """

    def __init__(self, editions: Iterable[int]) -> None:
        self.steps: dict[tuple[int, str], int] = {}
        ladders = PrizeLevel.objects.ladder().filter(edition__in=list(editions))
        last, step = 0, 0
        for edition, code in ladders.order_by("edition", "order", "pk").values_list(
            "edition", "code"
        ):
            step = step + 1 if edition == last else 1
            last = edition
            self.steps[edition, code] = step

    def of(self, winner: Winner) -> str:
        if winner.category_code == ACROSS["category_code"]:
            return BEST
        step = self.steps.get((winner.winner_list.edition_id, winner.level_code), 0)
        return step_rank(step)


def step_rank(step: int) -> str:
    """``step`` 1 is the highest of the ladder; 0 is none of it."""
    return str(step) if 0 < step <= MEDALS else ""
