"""Numbers of results as people read them."""

from __future__ import annotations

from decimal import Decimal

from django import template

from judging.ranking.explain import rounded

register = template.Library()


@register.filter
def signed(value: Decimal) -> str:
    """With its sign, plus too, and a real minus; nothing before 0."""
    return f"{value:+}".replace("-", "−") if value else str(abs(value))


@register.filter
def bound(value: float) -> str:
    """The end of a range of a coefficient that is 1 at best: far below nothing is only
    said to be so.
    """
    return "< −1" if value < -1 else figure(value)


@register.filter
def figure(value: float | None, decimals: int = 2) -> str:
    """Rounded half up with a real minus sign; a dash where the ballots cannot say."""
    return "–" if value is None else str(rounded(value, decimals)).replace("-", "−")
