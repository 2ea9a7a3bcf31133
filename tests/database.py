"""The database of the tests: migrated once for each state of the migrations, and kept.

Each process works on a copy, which PostgreSQL makes of the
files in a moment; going through all migrations takes fifteen seconds.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import django
import pytest
from django.apps import apps
from django.conf import settings
from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.db import connection
from django.db.backends.utils import CursorWrapper
from django.db.migrations.executor import MigrationExecutor
from django.db.models import Model
from django.test import TransactionTestCase
from pytest_django import DjangoDbBlocker

from awards.ledger.testing import as_owner, start_clean
from awards.models import Province, Smart
from config.embedded.place import APPLICATION
from config.rights import granting
from config.rights.granting import grant_to, rights_by_table
from tests.config.schema_listing import SQUASHED, schema_lines

SQUASHED_LISTING = "schema_where_the_squashed_migrations_end"
# A test that loses the last moments in a power cut loses nothing.
LOSES_NOTHING = "-c synchronous_commit=off"
LOCK = 2_566_001  # any number that only this module takes
# Rows that migrations made stay when a test that commits is cleaned up after.
MIGRATED = {Province, Smart, ContentType, Permission}

# Rows of tests are taken back. Autovacuum then counts empty tables, and plans made for
# those take minutes in the next test that fills one; uncounted, PostgreSQL estimates.
UNCOUNTED = """
DO $$
DECLARE found regclass;
BEGIN
    FOR found IN
        SELECT oid FROM pg_class
        WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace
    LOOP
        EXECUTE format('ALTER TABLE %s SET (autovacuum_enabled = false)', found);
    END LOOP;
END $$
"""


def migrations_hash() -> str:
    """Twelve digits that change with any migration, of ours or of a package."""
    told = hashlib.sha256((django.get_version() + UNCOUNTED).encode())
    told.update(repr(sorted(rights_by_table().items())).encode())
    told.update(Path(granting.__file__).read_bytes())
    for app in apps.get_app_configs():
        told.update(app.label.encode())
        for path in sorted(Path(app.path, "migrations").glob("*.py")):
            told.update(path.name.encode() + path.read_bytes())
    return told.hexdigest()[:12]


def names_like(cursor: CursorWrapper, prefix: str) -> set[str]:
    cursor.execute(
        "SELECT datname FROM pg_database WHERE starts_with(datname, %s)", [prefix]
    )
    return {name for (name,) in cursor.fetchall()}


def drop(cursor: CursorWrapper, name: str) -> None:
    cursor.execute(f"DROP DATABASE IF EXISTS {connection.ops.quote_name(name)}")


@contextmanager
def alone() -> Iterator[CursorWrapper]:
    """A connection to no database of ours, while no other process makes any."""
    with connection._nodb_cursor() as cursor:
        cursor.execute("SET ROLE NONE")
        cursor.execute("SELECT pg_advisory_lock(%s)", [LOCK])
        yield cursor  # the lock ends with the connection


def migrate_anew(cursor: CursorWrapper, name: str) -> None:
    """Whatever happens on the way, a database of this name has gone through all, and has
    in ``SQUASHED_LISTING`` what it was like where the squashed migrations end.
    """
    usual = connection.settings_dict["NAME"]
    unready = f"{name}_unready"
    quoted = connection.ops.quote_name
    # of a run that was killed half way; its session may outlive it by a moment
    cursor.execute(f"DROP DATABASE IF EXISTS {quoted(unready)} WITH (FORCE)")
    cursor.execute(f"CREATE DATABASE {quoted(unready)}")
    connection.close()
    connection.settings_dict["NAME"] = unready
    try:
        MigrationExecutor(connection).migrate(SQUASHED)
        keep_listing()
        call_command("migrate", verbosity=0)
        grant_to(APPLICATION)
        with connection.cursor() as migrated_one:
            migrated_one.execute(UNCOUNTED)
        connection.close()
    finally:
        connection.settings_dict["NAME"] = usual
    cursor.execute(f"ALTER DATABASE {quoted(unready)} RENAME TO {quoted(name)}")


def keep_listing() -> None:
    lines = schema_lines()
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TABLE {SQUASHED_LISTING} (number int, line text)")
        cursor.executemany(
            f"INSERT INTO {SQUASHED_LISTING} VALUES (%s, %s)", list(enumerate(lines))
        )


def migrated(cursor: CursorWrapper, *, anew: bool) -> str:
    """The name of the database to copy; those of other migrations are dropped."""
    prefix = f"test_{connection.settings_dict['NAME']}_migrated_"
    name = prefix + migrations_hash()
    there = names_like(cursor, prefix)
    for old in there if anew else there - {name}:
        drop(cursor, old)
    if anew or name not in there:
        migrate_anew(cursor, name)
    return name


def is_alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def drop_left_over(cursor: CursorWrapper, prefix: str) -> None:
    """Copies of runs that were killed."""
    cursor.execute("SELECT datname FROM pg_stat_activity WHERE datname IS NOT NULL")
    in_use = {name for (name,) in cursor.fetchall()}
    for name in names_like(cursor, prefix) - in_use:
        process = name.removeprefix(prefix)
        if process.isdigit() and not is_alive(int(process)):
            drop(cursor, name)


def copy(*, anew: bool) -> None:
    """From here on the connection leads to a copy of this process's own, so that two
    runs in one folder do not meet.
    """
    prefix = f"test_{connection.settings_dict['NAME']}_"
    own = f"{prefix}{os.getpid()}"
    quoted = connection.ops.quote_name
    with alone() as cursor:
        template = migrated(cursor, anew=anew)
        drop_left_over(cursor, prefix)
        cursor.execute(f"CREATE DATABASE {quoted(own)} TEMPLATE {quoted(template)}")
        connection.close()
        settings.DATABASES["default"]["NAME"] = own
        connection.settings_dict["NAME"] = own
        cursor.execute(
            f"REVOKE CREATE, TEMPORARY ON DATABASE {quoted(own)} FROM PUBLIC"
        )
        become(APPLICATION)
        connection.ensure_connection()


def become(role: str) -> None:
    """Tests are the application, with its rights and no other; "" is the owner."""
    options = connection.settings_dict["OPTIONS"]
    options["options"] = f"{LOSES_NOTHING} -c role={role}" if role else LOSES_NOTHING
    connection.close()


@pytest.fixture(scope="session")
def django_db_setup(
    request: pytest.FixtureRequest,
    django_test_environment: None,
    django_db_blocker: DjangoDbBlocker,
) -> Iterator[None]:
    """In place of pytest-django's; ``--create-db`` goes through the migrations again."""
    usual = connection.settings_dict["NAME"]
    with django_db_blocker.unblock():
        copy(anew=request.config.getvalue("create_db"))
    yield
    with django_db_blocker.unblock():
        become("")
        connection.creation.destroy_test_db(usual, verbosity=0)


def filled_by_tests() -> list[type[Model]]:
    """The models whose tables are empty when a test begins."""
    return [
        model
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed and not model._meta.proxy and model not in MIGRATED
    ]


def empty_tables(self: TransactionTestCase) -> None:
    """In place of Django's flush, which would take the provinces along and which the
    ledger refuses.
    """
    start_clean()
    tables = [
        connection.ops.quote_name(model._meta.db_table)
        for model in filled_by_tests()
        if model._meta.app_label != "ledger"
    ]
    with as_owner(), connection.cursor() as cursor:
        cursor.execute(f"TRUNCATE {', '.join(tables)}")
