"""The one named way for tests to start with an empty ledger: nothing else may take
anything out of it.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

GUARDED = (
    "ledger_row",
    "ledger_value",
    "ledger_signedhead",
    "ledger_headstamp",
    "ledger_cosignature",
)


def start_clean() -> None:
    """Empty all ledger tables of a test database. Refuses on any other.

    Their rows are not counted from one again: stages that tests keep have their numbers.
    """
    if not str(connection.settings_dict["NAME"]).startswith("test_"):
        raise RuntimeError("The ledger is emptied in test databases only.")
    with as_owner(), connection.cursor() as cursor:
        for table in GUARDED:
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        cursor.execute(f"TRUNCATE {', '.join(GUARDED)}, ledger_actor, ledger_chain")
        for table in GUARDED:
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")


@contextmanager
def as_owner() -> Iterator[None]:
    """Tests are the application, with its rights and no other. For what one needs and no
    site: this connection owns the tables for a while.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        (before,) = cursor.fetchone()
        cursor.execute("SET ROLE NONE")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute(f"SET ROLE {connection.ops.quote_name(before)}")
