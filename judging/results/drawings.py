"""Pictures of rows: words that wrap, and below them a bar as wide as the page. What a
bar shows stands in the words too, so that nobody needs to see it.

Bars are SVG in shares of the width, with presentation attributes only; their colours
come from the style sheet.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

EDGE = 3.0  # per cent of the width left free on each side, for marks


@dataclass(frozen=True)
class Row:
    """``name`` with what is said of it; ``href`` where the name leads."""

    name: str
    words: str
    bar: SafeString
    note: str = ""
    href: str = ""


@dataclass(frozen=True)
class Picture:
    """``caption``: how it is read; ``legend``: signs with their words."""

    title: str
    caption: str
    rows: Sequence[Row]
    legend: Sequence[tuple[SafeString, str]] = field(default_factory=tuple)


@dataclass(frozen=True)
class Scale:
    """From ``low`` at the left to ``high`` at the right."""

    low: float
    high: float

    def at(self, value: float) -> float:
        """Per cent of the width."""
        reach = (self.high - self.low) or 1.0
        share = min(1.0, max(0.0, (value - self.low) / reach))
        return EDGE + share * (100 - 2 * EDGE)


def span(scale: Scale, low: float, high: float, kind: str = "sure") -> SafeString:
    """A bar from ``low`` to ``high``. ``kind``: ``sure`` is filled, ``open`` has a
    broken outline.
    """
    left, right = scale.at(low), scale.at(high)
    return mark_safe(
        f'<rect class="bar-{kind}" x="{left - 1:.2f}%" y="3" '
        f'width="{right - left + 2:.2f}%" height="12" rx="4"/>'
    )


def mark(scale: Scale, value: float, kind: str = "sure") -> SafeString:
    """A dot: full, or as a ring where ``kind`` is ``open``."""
    return mark_safe(
        f'<circle class="mark-{kind}" cx="{scale.at(value):.2f}%" cy="9" r="4.5"/>'
    )


def rule(scale: Scale, value: float) -> SafeString:
    """A limit, from top to bottom."""
    x = f"{scale.at(value):.2f}%"
    return mark_safe(f'<line class="bar-limit" x1="{x}" x2="{x}" y1="0" y2="18"/>')


def drawn(*parts: SafeString) -> SafeString:
    """One row's bar. Hidden from screen readers: its words stand beside it."""
    return format_html(
        '<svg class="bar-row" width="100%" height="18" aria-hidden="true" focusable="false">'
        '<line class="bar-ground" x1="0" x2="100%" y1="9" y2="9"/>{}</svg>',
        format_html_join("", "{}", ((part,) for part in parts)),
    )


def sign(kind: str) -> SafeString:
    """A bar with its mark, for a legend."""
    scale = Scale(0, 1)
    return format_html(
        '<svg class="bar-sign" width="44" height="18" aria-hidden="true" focusable="false">'
        "{}{}</svg>",
        span(scale, 0.15, 0.85, kind),
        mark(scale, 0.5, kind),
    )


def shares(parts: Sequence[tuple[str, int]], total: int) -> SafeString:
    """A bar of ``total`` cut into parts, each with its kind: ``full``, ``half``, ``bare``."""
    drawn_parts, before = [], 0.0
    for kind, count in parts:
        width = 100 * count / total if total else 0.0
        if count:
            drawn_parts.append(
                mark_safe(
                    f'<rect class="share-{kind}" x="{before:.2f}%" y="2" '
                    f'width="{width:.2f}%" height="14"/>'
                )
            )
        before += width
    return format_html(
        '<svg class="bar-row" width="100%" height="18" aria-hidden="true" focusable="false">'
        '<rect class="share-bare" x="0" y="2" width="100%" height="14"/>{}</svg>',
        format_html_join("", "{}", ((part,) for part in drawn_parts)),
    )
