"""Lying to the ledger with every right that a database gives."""

from __future__ import annotations

from typing import Any

from django.db import connection

from awards.ledger.models import Row
from awards.ledger.services import row_hash
from awards.ledger.testing import GUARDED, as_owner


def tamper(sql: str, values: list[Any] | None = None) -> None:
    """As somebody with the database in hand would: the triggers off, one change, the
    triggers on.
    """
    with as_owner(), connection.cursor() as cursor:
        # what waits for the end of the transaction keeps triggers where they are
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for table in GUARDED:
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        cursor.execute(
            "SET CONSTRAINTS ALL IMMEDIATE"
        )  # else no trigger can be put back
        cursor.execute(sql, values)
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        for table in GUARDED:
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")


def rewrite(chain: str, number: int, act: str) -> None:
    """A row told otherwise, and all rows after it written anew so that each link fits:
    the chain holds in itself.
    """
    previous = ""
    for row in Row.objects.filter(chain=chain, number__gte=number).order_by("number"):
        row.previous = previous or row.previous
        row.act = act if row.number == number else row.act
        row.hash = previous = row_hash(row)
        tamper(
            "UPDATE ledger_row SET act = %s, previous = %s, hash = %s WHERE id = %s",
            [row.act, row.previous, row.hash, row.pk],
        )
    tamper("UPDATE ledger_chain SET head = %s WHERE code = %s", [previous, chain])
