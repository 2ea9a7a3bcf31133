"""Reminders that went out before there were rows of them are not said again."""

from datetime import datetime, timedelta, timezone

from django.db import migrations

LONG_AGO = timedelta(days=130)
BANGKOK = timezone(timedelta(hours=7))
# event, how its keys begin, kind; the things of the keys follow
CERTIFICATES = ("dsure-expiry", "dsure-expiry:", "certificate")
BALLOTS = ("judge_reminded", "judge-reminded:", "ballots")


def thing_of(kind, key):
    parts = key.split(":")
    if kind == "certificate":
        return f"certificate{'-over' if parts[-1] == 'over' else ''}:{parts[1]}"
    return f"ballots:{parts[1]}:{parts[2]}"


def write_down(apps, schema_editor):
    message = apps.get_model("outbox", "Message")
    reminded = apps.get_model("awards", "Reminded")
    since = datetime.now(timezone.utc) - LONG_AGO
    rows = []
    for event, begins, kind in (CERTIFICATES, BALLOTS):
        sent = message.objects.filter(
            event=event, dedupe_key__startswith=begins, created_at__gte=since
        )
        for row in sent.only("dedupe_key", "to_email", "recipient", "created_at"):
            rows.append(
                reminded(
                    message_id=row.pk,
                    user_id=row.recipient_id,
                    kind=kind,
                    email=row.to_email.lower(),
                    thing=thing_of(kind, row.dedupe_key),
                    day=row.created_at.astimezone(BANGKOK).date(),
                    until=row.created_at,
                    at=row.created_at,
                )
            )
    reminded.objects.bulk_create(rows, batch_size=1000)


class Migration(migrations.Migration):
    dependencies = [("awards", "0008_reminders"), ("outbox", "0002_delivery")]
    operations = [migrations.RunPython(write_down, migrations.RunPython.noop)]
