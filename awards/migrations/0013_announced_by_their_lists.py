"""Editions whose winners are out were announced when their first list was published."""

from __future__ import annotations

from typing import Any

from django.db import migrations
from django.db.models import Min, OuterRef, Subquery


def date_editions(apps: Any, editor: Any) -> None:
    lists = apps.get_model("awards", "WinnerList").objects.filter(edition=OuterRef("pk")).order_by()
    first = lists.values("edition").annotate(first=Min("published_at")).values("first")
    apps.get_model("awards", "Edition").objects.update(announced_at=Subquery(first))


class Migration(migrations.Migration):
    dependencies = [("awards", "0012_announced_at")]

    operations = [migrations.RunPython(date_editions, migrations.RunPython.noop)]
