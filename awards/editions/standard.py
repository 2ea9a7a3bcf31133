"""What a new edition begins with, as data: rounds, prize levels, and how the weights start."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

HUNDRED = Decimal(100)
OWN_SMART = Decimal(40)  # a category's own Smart; the others share the rest evenly


@dataclass(frozen=True)
class StandardRound:
    code: str
    name_th: str
    name_en: str
    active: bool
    blind: bool
    judges_per_entry: int
    quorum: int
    part: tuple[float, float]  # of the time between closing and announcement

    def window(self, start: datetime, end: datetime) -> tuple[datetime, datetime]:
        whole = end - start
        first, last = (
            start + timedelta(seconds=round(whole.total_seconds() * share))
            for share in self.part
        )
        return first, last


ROUNDS = (
    StandardRound(
        "screening", "รอบคัดกรอง", "Screening round", False, True, 2, 1, (0.0, 0.2)
    ),
    StandardRound(
        "online", "รอบพิจารณาออนไลน์", "Online round", True, True, 5, 3, (0.05, 0.7)
    ),
    StandardRound("final", "รอบตัดสิน", "Final round", False, False, 7, 3, (0.75, 0.95)),
)
PRIZE_LEVELS = (
    ("excellent", "ระดับดีเยี่ยม", "Excellent"),
    ("very-good", "ระดับดีมาก", "Very good"),
    ("good", "ระดับดี", "Good"),
)


def standard_percents(smarts: list[str], own: str) -> dict[str, Decimal]:
    """Percent by criterion code for a category of the Smart ``own``; sums to exactly 100.

    Seven Smarts give 40 for its own and 10 for each other one.
    """
    others = [code for code in smarts if code != own]
    share = ((HUNDRED - OWN_SMART) / len(others)).quantize(Decimal("0.001"))
    percents = dict.fromkeys(others, share)
    return {own: HUNDRED - sum(percents.values(), Decimal(0)), **percents}
