"""A log that says once that something is away, and again after growing gaps; not a page
for every second of it.
"""

from __future__ import annotations

import logging
import time
from dataclasses import dataclass, field

FIRST_GAP, LONGEST_GAP = 60.0, 3600.0  # seconds


@dataclass
class Seldom:
    """One for each thing that may be away, in each process."""

    name: str
    log: logging.Logger
    away: bool = False
    speak_at: float = 0.0
    gap: float = FIRST_GAP
    unsaid: int = field(default=0)

    def failed(self, why: str, now: float | None = None) -> bool:
        """Whether a line was written. ``now``: of a clock that only goes on."""
        now = time.monotonic() if now is None else now
        self.unsaid += 1
        if self.away and now < self.speak_at:
            return False
        self.log.warning(
            "%s: %s (%s×; said again at most in %.0f s)",
            self.name,
            why,
            self.unsaid,
            self.gap,
        )
        self.away, self.unsaid, self.speak_at = True, 0, now + self.gap
        self.gap = min(self.gap * 2, LONGEST_GAP)
        return True

    def worked(self) -> None:
        if self.away:
            self.log.warning("%s: works again", self.name)
            self.away, self.unsaid, self.gap = False, 0, FIRST_GAP
