"""Whether the role that serves may do what it must, and nothing that it must not."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import connection, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.utils import OperationalError

from config.rights.granting import RIGHTS, rights_by_table

WHAT_TO_DO = (
    "The site does not start as this role, so that nobody who gets at its connection "
    "changes the record. Make two roles as deploy/README.md says (Two roles), then run "
    "deploy/update."
)
ROLE = """
SELECT r.rolname, r.rolsuper,
    r.rolcreaterole OR r.rolcreatedb OR r.rolreplication OR r.rolbypassrls,
    has_schema_privilege('public', 'CREATE'),
    EXISTS (
        SELECT FROM pg_class AS c WHERE c.relnamespace = 'public'::regnamespace
        AND c.relname = ANY(%(tables)s) AND pg_has_role(c.relowner, 'MEMBER'))
FROM pg_roles AS r WHERE r.rolname = current_user
"""
# of the tables on which some columns alone may be written
COLUMNS = """
SELECT c.relname, may.verb, a.attname
FROM pg_class AS c JOIN pg_attribute AS a ON a.attrelid = c.oid,
    unnest(ARRAY['INSERT', 'UPDATE']) AS may(verb)
WHERE c.relnamespace = 'public'::regnamespace AND c.relname = ANY(%(tables)s)
    AND a.attnum > 0 AND NOT a.attisdropped
    AND has_column_privilege(c.oid, a.attnum, may.verb)
ORDER BY c.relname, may.verb, a.attnum
"""
MAY = """
SELECT c.relname, may.verb
FROM pg_class AS c,
    unnest(ARRAY['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'TRUNCATE', 'TRIGGER'])
        AS may(verb)
WHERE c.relnamespace = 'public'::regnamespace AND c.relname = ANY(%(tables)s)
    AND CASE WHEN may.verb IN ('SELECT', 'INSERT', 'UPDATE')
        THEN has_any_column_privilege(c.oid, may.verb)
        ELSE has_table_privilege(c.oid, may.verb) END
"""


@dataclass(frozen=True)
class Column:
    """One that may be written."""

    table: str
    verb: str
    name: str


def problems_of_role(database: BaseDatabaseWrapper) -> list[str]:
    """In English, for whoever runs the site; empty where all is well."""
    said = rights_by_table()
    asked = {"tables": list(said)}
    with database.cursor() as cursor:
        cursor.execute(ROLE, asked)
        name, is_super, is_mighty, makes, owns = cursor.fetchone()
        cursor.execute(MAY, asked)
        may: dict[str, set[str]] = {table: set() for table in said}
        for table, verb in cursor.fetchall():
            may[table].add(verb)
        cursor.execute(COLUMNS, {"tables": [m._meta.db_table for m in RIGHTS]})
        written = [Column(*row) for row in cursor.fetchall()]
    if is_super:
        return [f"The role {name} is a superuser: it may do everything."]
    found = {
        "it makes roles or databases, or passes by the rules of rows": is_mighty,
        "it makes tables and functions": makes,
        "it owns the tables": owns,
    }
    problems = [f"The role {name}: {words}." for words, true in found.items() if true]
    if owns:
        return problems
    return [*problems, *too_many(may), *too_wide(written), *too_few(said, may)]


def verbs(rights: tuple[str, ...]) -> set[str]:
    """``UPDATE (length, head)`` is a right to update."""
    return {right.partition(" ")[0] for right in rights}


def too_many(may: dict[str, set[str]]) -> list[str]:
    """On what nobody may change: the tables that say so."""
    return [
        f"On {model._meta.db_table}: {verb} is allowed, which it must not be."
        for model, rights in RIGHTS.items()
        for verb in sorted(may[model._meta.db_table] - verbs(rights))
    ]


def columns_of(rights: tuple[str, ...]) -> dict[str, set[str]]:
    """By verb, where columns are named: ``UPDATE (length, head)``."""
    named = [right.partition(" (") for right in rights]
    return {
        verb: set(columns.rstrip(")").split(", "))
        for verb, _, columns in named
        if columns
    }


def too_wide(written: list[Column]) -> list[str]:
    """Columns that nobody named."""
    said = {
        model._meta.db_table: columns_of(rights) for model, rights in RIGHTS.items()
    }
    return [
        f"On {one.table}: {one.verb} of {one.name} is allowed, which it must not be."
        for one in written
        if one.name not in said[one.table].get(one.verb, {one.name})
    ]


def too_few(said: dict[str, tuple[str, ...]], may: dict[str, set[str]]) -> list[str]:
    lacking = [table for table in said if verbs(said[table]) - may[table]]
    if not lacking:
        return []
    return [
        f"Rights are missing on {len(lacking)} tables ({min(lacking)} …): the owner runs "
        "manage.py grants after every migrate."
    ]


def refuse_too_many_rights() -> None:
    """Before a public site serves, in the process that others are forked from. A
    database that is away is waited for; ``/readyz`` asks again.
    """
    if not settings.SECURE or settings.DEBUG or settings.DEMO:
        return
    try:
        # a connection of its own: none may be open when a process is forked
        with closing(unpooled()) as database:
            problems = problems_of_role(database)
    except OperationalError:
        return
    if problems:
        raise SystemExit("DATABASE_URL: " + " ".join([*problems, WHAT_TO_DO]))


def unpooled() -> BaseDatabaseWrapper:
    database = connections.create_connection("default")
    database.settings_dict = {**connection.settings_dict}
    options: dict[str, Any] = {**connection.settings_dict["OPTIONS"]}
    options.pop("pool", None)
    database.settings_dict["OPTIONS"] = options
    return database
