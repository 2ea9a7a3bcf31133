from django.db import migrations


def name_the_date(apps, schema_editor):
    """The standard rule of months in use says which date it is compared with, where the edition asks for that date."""
    Rule = apps.get_model("nominations", "Rule")
    Question = apps.get_model("nominations", "Question")
    for rule in Rule.objects.filter(code="months-in-use", kind="number").exclude(options__has_key="since"):
        if Question.objects.filter(edition_id=rule.edition_id, code="in-use-since", kind="date").exists():
            rule.options = {**rule.options, "since": "in-use-since"}
            rule.save(update_fields=["options"])


class Migration(migrations.Migration):
    dependencies = [("nominations", "0011_search_texts")]

    operations = [migrations.RunPython(name_the_date, migrations.RunPython.noop)]
