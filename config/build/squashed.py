"""Whether a database can go on with the squashed migrations.

Django takes a squashed migration for applied once all that it replaces are, and for new
where none is. Of a database that stopped half way it would say nothing and do nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from django.core.checks import CheckMessage, Error
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

HINT = (
    "Run `manage.py migrate` once with the last version that had these migrations, "
    "then again with this one. Nothing was changed."
)


def check_databases(
    *, databases: Sequence[str] | None = None, **_: object
) -> list[CheckMessage]:
    """Django's check of databases, which ``manage.py migrate`` makes before it begins;
    ``**_`` is whatever else Django hands to checks.
    """
    return [
        problem
        for alias in databases or []
        for problem in half_squashed(connections[alias])
    ]


def half_squashed(connection: BaseDatabaseWrapper) -> list[CheckMessage]:
    """One error for each app of which some replaced migrations are applied and some are
    not.
    """
    replaced: dict[str, set[str]] = defaultdict(set)
    for migration in MigrationLoader(None).replacements.values():
        for app, name in migration.replaces:
            replaced[app].add(name)
    applied = set(MigrationRecorder(connection).applied_migrations())
    problems: list[CheckMessage] = []
    for app, names in sorted(replaced.items()):
        missing = sorted(name for name in names if (app, name) not in applied)
        if missing and len(missing) < len(names):
            problems.append(_half_way(app, missing))
    return problems


def _half_way(app: str, missing: list[str]) -> CheckMessage:
    return Error(
        f"The database stopped half way through the old migrations of {app}: "
        f"{', '.join(missing)} not applied.",
        hint=HINT,
        id="config.E001",
    )
