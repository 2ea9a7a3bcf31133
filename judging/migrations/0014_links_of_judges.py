"""Links that are on their way stay good."""

from __future__ import annotations

from typing import Any

from django.db import migrations


def copy_links(apps: Any, editor: Any) -> None:
    judges = apps.get_model("judging", "Judge").objects.exclude(invitation_hash="").exclude(invitation_expires_at=None)
    link = apps.get_model("judging", "JudgeLink")
    link.objects.bulk_create(
        link(judge=judge, token_hash=judge.invitation_hash, expires_at=judge.invitation_expires_at)
        for judge in judges.iterator()
    )


class Migration(migrations.Migration):
    dependencies = [("judging", "0013_judge_links")]

    operations = [migrations.RunPython(copy_links, migrations.RunPython.noop)]
