"""Days on which a round reminded its judges become the rule of its edition."""

from django.db import migrations

USUAL = [7, 3, 1]


def to_rules(apps, schema_editor):
    rules = apps.get_model("judging", "RoundRules")
    chosen = {}
    for row in rules.objects.exclude(remind_days=None).select_related("round"):
        chosen.setdefault(row.round.edition_id, set()).update(row.remind_days)
    rows = [
        apps.get_model("awards", "ReminderRule")(
            edition_id=edition,
            kind="ballots",
            active=bool(days),
            moments=[str(day) for day in sorted(days, reverse=True) or USUAL],
        )
        for edition, days in chosen.items()
    ]
    apps.get_model("awards", "ReminderRule").objects.bulk_create(rows)


class Migration(migrations.Migration):
    dependencies = [("judging", "0004_jury_imports"), ("awards", "0008_reminders")]
    operations = [migrations.RunPython(to_rules, migrations.RunPython.noop)]
