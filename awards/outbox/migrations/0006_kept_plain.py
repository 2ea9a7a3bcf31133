"""The words of mails are kept as they are: to compress them took as long as everything
else that writing a mail needs, and each change of a row's state wrote them again.
"""

from django.db import migrations

COLUMNS = ("text", "html")


def storage(kind: str) -> str:
    each = ", ".join(f'ALTER COLUMN "{name}" SET STORAGE {kind}' for name in COLUMNS)
    return f"ALTER TABLE outbox_message {each}"


class Migration(migrations.Migration):
    dependencies = [("outbox", "0005_bounces")]

    operations = [migrations.RunSQL(storage("EXTERNAL"), storage("EXTENDED"))]
