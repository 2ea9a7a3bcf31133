"""The one named way for tests to start with an empty ledger: nothing else may take anything out of it."""

from __future__ import annotations

from django.db import connection


def start_clean() -> None:
    """Empty all ledger tables of a test database. Refuses on any other."""
    if not str(connection.settings_dict["NAME"]).startswith("test_"):
        raise RuntimeError("The ledger is emptied in test databases only.")
    tables = "ledger_row, ledger_value, ledger_actor, ledger_chain"
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE ledger_row DISABLE TRIGGER USER")
        cursor.execute(f"TRUNCATE {tables} RESTART IDENTITY")
        cursor.execute("ALTER TABLE ledger_row ENABLE TRIGGER USER")
