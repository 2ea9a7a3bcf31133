"""How much is drawn on a page that could be letters: outlines of letters are curves,
slants and many corners.

Rectangles, single straight lines, ellipses and boxes with round corners are what tables
and diagrams are made of; they are not counted.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

CURVES = {"c", "v", "y"}
CORNERS_OF_A_BOX = 4


@dataclass
class Strokes:
    """``seen`` counts the parts of outlines that were painted."""

    seen: int = 0
    lines: int = 0
    curves: int = 0
    slanted: int = 0
    waiting: int = 0  # of the path that is not painted yet
    at: tuple[float, float] = field(default=(0.0, 0.0))

    def construct(self, operator: str, operands: Sequence[Any]) -> None:
        if operator == "m":
            self.end_of_part()
        if operator in CURVES:
            self.curves += 1
        elif operator == "l":
            self.lines += 1
            x, y = float(operands[0]), float(operands[1])
            self.slanted += x != self.at[0] and y != self.at[1]
        if operator in ("m", "l", *CURVES):
            self.at = (float(operands[-2]), float(operands[-1]))

    def end_of_part(self) -> None:
        box = self.curves in (0, CORNERS_OF_A_BOX) and self.lines <= CORNERS_OF_A_BOX
        self.waiting += (
            self.slanted
            if box and not self.curves
            else 0
            if box
            else self.lines + self.curves
        )
        self.lines = self.curves = self.slanted = 0

    def paint(self, shown: bool) -> None:
        self.end_of_part()
        self.seen += self.waiting if shown else 0
        self.waiting = 0
