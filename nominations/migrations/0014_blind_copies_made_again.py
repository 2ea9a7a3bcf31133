from django.db import migrations
from django.db.models import Q
from django.db.models.functions import Now


def make_again(apps, schema_editor):
    """Documents and videos are looked into once more: copies made before kept annotations, layers, chapters and the
    like. A person's decision stands; what passed by itself passes again or waits for a person."""
    Preparation = apps.get_model("nominations", "Preparation")
    kinds = Q(attachment__media_type="application/pdf") | Q(attachment__media_type__startswith="video/")
    kinds |= Q(replacement_type="application/pdf") | Q(replacement_type__startswith="video/")
    found = Preparation.objects.filter(kinds, state="done").exclude(scan="infected")
    found.update(state="queued", due_at=Now(), attempts=0)


class Migration(migrations.Migration):
    dependencies = [("nominations", "0013_search_texts_again")]

    operations = [migrations.RunPython(make_again, migrations.RunPython.noop)]
