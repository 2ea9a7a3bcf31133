from django.db import migrations
from django.db.models.functions import Now


def again(apps, schema_editor):
    """Stored results have more in them now: the worker computes each of them again."""
    queued = {"state": "queued", "due_at": Now(), "attempts": 0, "chain_length": 0}
    apps.get_model("judging", "ResultTable").objects.all().delete()
    apps.get_model("judging", "ResultRun").objects.update(**queued)


class Migration(migrations.Migration):
    dependencies = [("judging", "0006_fingerprint")]

    operations = [migrations.RunPython(again, migrations.RunPython.noop)]
