"""How pages show moments, days and numbers to the reader."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from awards.language.bilingual import reader_language
from awards.language.thai import format_date, format_datetime

register = template.Library()


@register.filter
def day(value: date | None) -> str:
    """``1 ธันวาคม 2565`` / ``1 December 2022``"""
    return format_date(value, reader_language()) if value else ""


@register.filter
def short_day(value: date | None) -> str:
    return format_date(value, reader_language(), short=True) if value else ""


@register.filter
def moment(value: datetime | None) -> SafeString | str:
    """A ``<time>`` with the zone said: ``1 ธันวาคม 2565 เวลา 17:00 น.`` / ``1 December
    2022, 17:00 (UTC+7)``.
    """
    if not value:
        return ""
    return format_html(
        '<time datetime="{}">{}</time>',
        value.isoformat(),
        format_datetime(value, reader_language()),
    )


@register.filter
def plain_moment(value: datetime | None) -> str:
    """The same for mails in plain text."""
    return format_datetime(value, reader_language()) if value else ""


@register.filter
def short_number(value: Decimal) -> str:
    """Without the noughts at its end: ``0.5`` for ``0.50``, ``10`` for ``10.00``."""
    return f"{value.normalize():f}"


@register.filter
def item(mapping: Mapping[object, object], key: object) -> object:
    return mapping.get(key)
