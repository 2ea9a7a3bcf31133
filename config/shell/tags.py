"""What the organiser's templates write of their frame."""

from __future__ import annotations

from typing import Any

from django import template

from awards.models import Edition
from config.providers.pages import Way, ways
from config.shell.side_bar import Here, SideBar, side_bar_of

register = template.Library()


@register.simple_tag(takes_context=True)
def side_bar(context: template.Context) -> SideBar | None:
    """Of the page's ``edition``; None on pages of no edition."""
    edition, request = context.get("edition"), context.get("request")
    match: Any = getattr(request, "resolver_match", None)
    if request is None or match is None or not isinstance(edition, Edition):
        return None
    return side_bar_of(edition, request.user, Here(match.view_name, request.GET))


@register.simple_tag
def provider_ways() -> list[Way]:
    """The providers to sign in with, none where none is configured."""
    return ways()
