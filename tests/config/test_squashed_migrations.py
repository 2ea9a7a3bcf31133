"""Before the first release the migrations were squashed: whoever starts from the new ones
and whoever went all the way through the old ones stand in the same place.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from awards.ledger.testing import as_owner
from awards.models import Province, Smart
from config.build.squashed import half_squashed
from tests.config.schema_listing import SQUASHED, schema_lines
from tests.database import SQUASHED_LISTING

# Read from a database that the 60 migrations of before the squash had made.
BEFORE = Path(__file__).parent / "schema_before_squash.txt"

pytestmark = pytest.mark.django_db


def test_squashed_migrations_make_the_schema_of_the_old_ones() -> None:
    """As listed when this database went through them: ``tests/database.py``."""
    with as_owner(), connection.cursor() as cursor:
        cursor.execute(f"SELECT line FROM {SQUASHED_LISTING} ORDER BY number")
        lines = [line for (line,) in cursor.fetchall()]
    assert lines == BEFORE.read_text().splitlines()
    assert (Smart.objects.count(), Province.objects.count()) == (7, 77)


@pytest.mark.parametrize(
    "change",
    [
        "ALTER TABLE judging_score ALTER COLUMN version DROP NOT NULL",
        "ALTER TABLE ledger_row DROP CONSTRAINT row_number_unique_in_chain",
        "DROP INDEX message_next",
        "DROP TRIGGER pgtrigger_append_only_cde6c ON ledger_row",
        "ALTER TABLE nominations_searchtext ALTER COLUMN text SET STORAGE EXTENDED",
    ],
)
def test_listing_tells_schemas_apart(change: str) -> None:
    before = schema_lines()
    with as_owner(), connection.cursor() as cursor:
        cursor.execute(change)
    assert schema_lines() != before


def forget(app: str, name: str) -> None:
    with as_owner():
        MigrationRecorder(connection).record_unapplied(app, name)


def test_database_of_the_old_migrations_has_nothing_to_do() -> None:
    loader = MigrationLoader(connection)
    assert set(SQUASHED) <= set(loader.applied_migrations)
    assert half_squashed(connection) == []


def test_database_that_stopped_half_way_is_refused_by_name() -> None:
    forget("judging", "0018_late_files")
    (problem,) = half_squashed(connection)
    assert "judging" in problem.msg
    assert "0018_late_files" in problem.msg


def test_database_without_any_of_an_apps_migrations_starts_from_the_new_ones() -> None:
    loader = MigrationLoader(connection)
    for name in loader.get_migration("judging", "0001_schema").replaces:
        forget(*name)
    assert half_squashed(connection) == []
