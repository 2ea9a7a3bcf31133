"""Bundles made so far bring a program and have no seal: all of them are made anew."""

from __future__ import annotations

from typing import Any

from django.db import migrations
from django.db.models.functions import Now


def make_anew(apps: Any, editor: Any) -> None:
    bundles = apps.get_model("judging", "ResultBundle")
    made = bundles.objects.filter(state__in=("done", "failed"), winner_list__superseded_at=None)
    made.update(state="queued", due_at=Now(), attempts=0)


class Migration(migrations.Migration):
    dependencies = [("judging", "0015_judge_without_link")]

    operations = [migrations.RunPython(make_anew, migrations.RunPython.noop)]
