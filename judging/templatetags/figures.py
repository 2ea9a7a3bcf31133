"""Numbers of results as people read them."""

from __future__ import annotations

from django import template

from judging.ranking.explain import rounded

register = template.Library()


@register.filter
def figure(value: float | None, decimals: int = 2) -> str:
    """Rounded half up with a real minus sign; a dash where the ballots cannot say."""
    return "–" if value is None else str(rounded(value, decimals)).replace("-", "−")
