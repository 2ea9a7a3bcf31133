"""Where prizes are still to be awarded."""

from __future__ import annotations

from django.db.models import QuerySet

from awards.models import Category, Edition
from judging.models import Decision
from nominations.models import EntryCategory, in_running


def without_prizes(edition: Edition) -> QuerySet[Category]:
    """Categories in which entries compete and none has a prize."""
    prized = Decision.objects.filter(
        in_running("entry_category__entry__"), entry_category__entry__edition=edition
    )
    competing = EntryCategory.objects.filter(
        in_running("entry__"), entry__edition=edition
    )
    categories = Category.objects.filter(pk__in=competing.values("category"))
    return categories.exclude(pk__in=prized.values("entry_category__category"))
