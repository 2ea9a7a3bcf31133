"""Each process of the tests has a copy of the migrated database to itself."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from django.db import connection

from tests.database import alone, drop_left_over, migrations_hash, names_like

pytestmark = pytest.mark.django_db


def prefix() -> str:
    return str(connection.settings_dict["NAME"]).removesuffix(str(os.getpid()))


def test_this_process_works_on_a_copy_of_what_was_migrated() -> None:
    with alone() as cursor:
        there = names_like(cursor, prefix())
    assert connection.settings_dict["NAME"] == f"{prefix()}{os.getpid()}"
    assert f"{prefix()}migrated_{migrations_hash()}" in there


def test_copy_of_a_run_that_was_killed_is_dropped_and_no_other() -> None:
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    left_over = f"{prefix()}{ended.pid}"
    with alone() as cursor:
        cursor.execute(f'CREATE DATABASE "{left_over}"')
        drop_left_over(cursor, prefix())
        there = names_like(cursor, prefix())
    assert left_over not in there
    own = connection.settings_dict["NAME"]
    assert {own, f"{prefix()}migrated_{migrations_hash()}"} <= there


@pytest.mark.django_db
def test_no_table_is_counted_while_rows_are_taken_back() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_class WHERE relkind = 'r'"
            " AND relnamespace = 'public'::regnamespace"
            " AND NOT coalesce(reloptions, '{}') @> '{autovacuum_enabled=false}'"
        )
        assert cursor.fetchone() == (0,)
