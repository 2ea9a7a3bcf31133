"""Lying to the ledger with every right that a database gives."""

from __future__ import annotations

from typing import Any

from django.db import connection

from awards.ledger.testing import GUARDED, as_owner


def tamper(sql: str, values: list[Any] | None = None) -> None:
    """As somebody with the database in hand would: the triggers off, one change, the
    triggers on.
    """
    with as_owner(), connection.cursor() as cursor:
        for table in GUARDED:
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        cursor.execute(sql, values)
        for table in GUARDED:
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
