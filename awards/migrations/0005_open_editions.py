"""Editions that were there are open, and who was named first runs them as their owner."""

from django.db import migrations
from django.db.models import F, Min


def open_editions(apps, schema_editor):
    edition = apps.get_model("awards", "Edition")
    edition.objects.filter(opened_at=None).update(opened_at=F("created_at"))
    organiser = apps.get_model("awards", "Organiser")
    organiser.objects.update(role_since=F("created_at"))
    first = organiser.objects.values("edition").annotate(first=Min("pk"))
    organiser.objects.filter(pk__in=first.values("first")).update(role="owner")


class Migration(migrations.Migration):
    dependencies = [("awards", "0004_drafts_and_roles")]
    operations = [migrations.RunPython(open_editions, migrations.RunPython.noop)]
