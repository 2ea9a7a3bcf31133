"""Drawings of results as SVG: presentation attributes only, colours from the style
sheet, words for those who listen.

Every figure that is drawn stands in the table beside or below the drawing as well.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

BAR_WIDTH, BAR_HEIGHT = 200, 18
MARGIN = 8


def interval_words() -> str:
    return _("rank %(low)s to %(high)s")


class IntervalBars:
    """Rank intervals, each on a line from rank 1 to ``widest``: the interval as a bar,
    the rank as a dot.

    ``words`` with %(low)s and %(high)s is said to those who cannot see it. A thousand
    are drawn on one page.
    """

    def __init__(self, widest: int, words: str) -> None:
        self.step = (BAR_WIDTH - 2 * MARGIN) / max(1, widest - 1)
        self.words = str(escape(words))

    def drawn(self, rank: int, low: int | None, high: int | None) -> str:
        """Markup; "–" where the interval is not known."""
        if low is None or high is None:
            return "–"
        label, left, step = (
            self.words % {"low": low, "high": high},
            MARGIN - self.step,
            self.step,
        )
        return (
            f'<svg class="chart" width="{BAR_WIDTH}" height="{BAR_HEIGHT}" '
            f'viewBox="0 0 {BAR_WIDTH} {BAR_HEIGHT}" '
            f'role="img" aria-label="{label}">'
            f'<path class="chart-line" d="M0 9H{BAR_WIDTH}"/><rect '
            f'class="chart-bar" x="{left + low * step - 4:.1f}" '
            f'y="3" width="{(high - low) * step + 8:.1f}" height="12" rx="4"/>'
            f'<circle class="chart-mark" cx="{left + rank * step:.1f}" cy="9" r="4"/></svg>'
        )


@dataclass(frozen=True)
class Spread:
    """One line of a dot-and-whisker drawing: ``value`` ± ``error`` (None: not known)."""

    name: str
    value: float
    error: float | None


def whiskers(
    rows: Sequence[Spread], title: str, description: str, decimals: int = 2
) -> SafeString:
    """Values with their errors about a line at zero, one under the other, widest value
    to the edge.
    """
    reach = (
        max((abs(row.value) + (row.error or 0.0) for row in rows), default=0.0) or 1.0
    )
    wide, left, line = 520, 190, 22
    centre, unit = left + (wide - left) / 2, ((wide - left) / 2 - 46) / reach
    tall = line * len(rows) + 8
    parts = [f'<path class="chart-line" d="M{centre:.1f} 0V{tall}"/>']
    for place, row in enumerate(rows):
        y, x, error = (
            4 + line * place + line / 2,
            centre + row.value * unit,
            (row.error or 0.0) * unit,
        )
        shown = f"{row.value:+.{decimals}f}".replace("-", "−")
        parts.append(
            f'<text x="0" y="{y + 4:.1f}">{escape(shortened(row.name))}</text>'
            f'<rect class="chart-bar" x="{x - error:.1f}" y="{y - 5:.1f}" '
            f'width="{2 * error:.1f}" height="10" rx="3"/>'
            f'<circle class="chart-mark" cx="{x:.1f}" cy="{y:.1f}" r="4"/>'
            f'<text x="{wide}" y="{y + 4:.1f}" text-anchor="end">{shown}</text>'
        )
    return framed(wide, tall, title, description, "".join(parts))


def framed(
    width: int, height: int, title: str, description: str, body: str
) -> SafeString:
    """The drawing with its title and description, which screen readers say; ``body`` is
    markup already.
    """
    words = f"<title>{escape(title)}</title><desc>{escape(description)}</desc>"
    label = escape(f"{title}. {description}")
    box = f'viewBox="0 0 {width} {height}" width="{width}" height="{height}"'
    return mark_safe(
        f'<svg class="chart" {box} role="img" aria-label="{label}">{words}{body}</svg>'
    )


def shortened(name: str, most: int = 28) -> str:
    return name if len(name) <= most else name[: most - 1] + "…"
