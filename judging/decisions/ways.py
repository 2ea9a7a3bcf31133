"""From the decisions on one category to those on each other one."""

from __future__ import annotations

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from awards.models import Category, Edition
from judging.one_category import Said, Way


def category_ways(edition: Edition, current: Category) -> list[Way]:
    """To the decisions on each category, with how many prizes it has. One statement."""
    prizes = Count("standings__decision", filter=Q(standings__entry__state="submitted"))
    rows = edition.categories.select_related("smart").annotate(prizes=prizes)
    return [
        Way(
            row.code,
            str(row.name),
            row.smart.code if row.smart else "",
            reverse("judging:decision-edit", args=[edition.code, row.code]),
            row.pk == current.pk,
            prizes_said(row.prizes),
        )
        for row in rows.order_by("order", "code")
    ]


def prizes_said(count: int) -> Said:
    if not count:
        return Said(_("no prizes yet"), "calm", "circle-dashed")
    words = ngettext("%(n)d prize", "%(n)d prizes", count) % {"n": count}
    return Said(words, "good", "check")
