"""The one named way past append-only: for the databases of tests, never for a site's."""

from __future__ import annotations

import pgtrigger
from django.db import connection, transaction

from awards.ledger.models import Actor, Chain, Row, Value


def start_clean() -> None:
    """Empty every chain. Refuses on any database that is not a test's own (their names begin with ``test_``)."""
    name = str(connection.settings_dict["NAME"])
    if not name.startswith("test_"):
        raise RuntimeError(f"{name} is not the database of a test")
    with transaction.atomic(), pgtrigger.ignore("ledger.Row:append_only", "ledger.Row:never_truncated"):
        tables = ", ".join(connection.ops.quote_name(model._meta.db_table) for model in (Row, Value, Actor, Chain))
        with connection.cursor() as cursor:
            cursor.execute(f"TRUNCATE {tables}")
