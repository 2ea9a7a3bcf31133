"""Personal values that were erased before erasures had an act: each chain gets the act that names them.

What may never be erased and is missing all the same is not excused: ``verify_ledger`` names it.
"""

import hashlib
import json
import secrets
from datetime import UTC

from django.db import connection, migrations

GENESIS = "0" * 64
PERSONAL = ("because", "email", "note", "owner", "reason", "reason_en", "reason_th", "reply", "text")
MISSING = """
SELECT row.chain, row.number, due.name
FROM ledger_row AS row CROSS JOIN LATERAL jsonb_object_keys(row.commitments) AS due(name)
LEFT JOIN ledger_value AS value ON value.chain = row.chain AND value.number = row.number AND value.name = due.name
WHERE value.id IS NULL AND due.name = ANY(%s)
ORDER BY row.chain, row.number, due.name
"""


def canonical(value):
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def sha256(text):
    return hashlib.sha256(text.encode()).hexdigest()


def tell_old_erasures(apps, schema_editor):
    missing = {}
    with connection.cursor() as cursor:
        cursor.execute(MISSING, [list(PERSONAL)])
        for chain, number, name in cursor.fetchall():
            missing.setdefault(chain, {}).setdefault(number, []).append(name)
        cursor.execute("SELECT transaction_timestamp()")
        now = cursor.fetchone()[0].astimezone(UTC)
    for chain, rows in missing.items():
        append(apps, chain, [{"number": number, "names": names} for number, names in rows.items()], now)


def append(apps, chain, rows, now):
    head = apps.get_model("ledger", "Chain").objects.select_for_update().get(code=chain)
    salt, number = secrets.token_hex(16), head.length + 1
    content = {
        "chain": chain,
        "number": number,
        "at": now.strftime("%Y-%m-%dT%H:%M:%S.%fZ"),
        "act": "values-erased",
        "actor": "system",
        "commitments": {"rows": sha256(f"{salt}:{canonical(rows)}")},
        "previous": head.head,
    }
    head.length, head.head = number, sha256(canonical(content))
    apps.get_model("ledger", "Row").objects.create(**{**content, "at": now, "hash": head.head})
    value = {"name": "rows", "value": rows, "salt": salt}
    apps.get_model("ledger", "Value").objects.create(chain=chain, number=number, **value)
    head.save()


class Migration(migrations.Migration):
    dependencies = [
        ("ledger", "0002_values_are_guarded"),
    ]

    operations = [
        migrations.RunPython(tell_old_erasures, migrations.RunPython.noop),
    ]
