"""Nights that were through before their rows said so are not run again."""

from django.db import migrations


def say_so(apps, schema_editor):
    runs = apps.get_model("awards", "RetentionRun").objects
    runs.filter(finished_at__isnull=False).update(state="done")


class Migration(migrations.Migration):

    dependencies = [
        ('awards', '0014_retention_is_work'),
    ]

    operations = [
        migrations.RunPython(say_so, migrations.RunPython.noop),
    ]
