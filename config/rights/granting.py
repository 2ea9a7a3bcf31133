"""The application's rights, made from the models: a new table has them with the next
``manage.py grants``, and none before.
"""

from __future__ import annotations

from collections.abc import Iterator

from django.apps import apps
from django.db import connection, transaction
from django.db.models import Model
from psycopg import sql

from awards.accounts.models import NoticeSeen
from awards.ledger.models import RIGHTS as OF_LEDGER
from awards.models import RowChange

# Besides the ledger's: what somebody was shown is never changed, nor what was told.
RIGHTS: dict[type[Model], tuple[str, ...]] = {
    **OF_LEDGER,
    NoticeSeen: ("SELECT", "INSERT", "DELETE"),
    RowChange: ("SELECT", "INSERT", "DELETE"),
}
USUAL = ("SELECT", "INSERT", "UPDATE", "DELETE")
READ = ("SELECT",)
# Written by migrations alone.
OF_THE_OWNER = ("django_migrations", "django_content_type", "auth_permission")
# The last is asked by every trigger before it acts, and tells nothing.
MAY_CALL = (
    "ledger_erase(text, integer)",
    "ledger_forget(text, integer)",
    "_pgtrigger_should_ignore(name)",
)
# What an administrator's extensions brought is not ours to take away.
OWN = """
SELECT CASE relkind WHEN 'S' THEN 'SEQUENCE' ELSE 'TABLE' END, oid::regclass::text
FROM pg_class
WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p', 'v', 'm', 'S')
    AND pg_get_userbyid(relowner) = current_user
UNION ALL
SELECT 'ROUTINE', oid::regprocedure::text
FROM pg_proc
WHERE pronamespace = 'public'::regnamespace AND pg_get_userbyid(proowner) = current_user
"""

Named = tuple[str, sql.SQL]  # a kind, and the name as PostgreSQL itself writes it


def ensure_role(role: str, password: str) -> bool:
    """Whether it is there; made where the owner may make roles."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role])
        if cursor.fetchone():
            return True
        cursor.execute(
            "SELECT rolsuper OR rolcreaterole FROM pg_roles WHERE rolname = current_user"
        )
        if not (password and cursor.fetchone()[0]):
            return False
        make = sql.SQL("CREATE ROLE {role} LOGIN PASSWORD {password}")
        cursor.execute(
            make.format(role=sql.Identifier(role), password=sql.Literal(password))
        )
    return True


@transaction.atomic
def grant_to(role: str) -> None:
    """All rights of this role, and of everybody, are taken and given anew: those who ask
    meanwhile see the ones of before or the new ones. Call it as the owner.
    """
    whom = sql.Identifier(role)
    with connection.cursor() as cursor:
        cursor.execute(OWN)
        own = [(kind, sql.SQL(name)) for kind, name in cursor.fetchall()]
        for statement in [
            *on_the_place(whom, connection.settings_dict["NAME"]),
            *taken_away(whom, own),
            *given(whom, own),
        ]:
            cursor.execute(statement)


def on_the_place(role: sql.Identifier, database: str) -> Iterator[sql.Composable]:
    for text in (
        "REVOKE CREATE ON SCHEMA public FROM PUBLIC, {role}",
        "REVOKE CREATE, TEMPORARY ON DATABASE {database} FROM PUBLIC, {role}",
        "GRANT CONNECT ON DATABASE {database} TO {role}",
        "GRANT USAGE ON SCHEMA public TO {role}",
    ):
        yield sql.SQL(text).format(role=role, database=sql.Identifier(database))


def taken_away(role: sql.Identifier, own: list[Named]) -> Iterator[sql.Composable]:
    for kind, name in own:
        yield sql.SQL("REVOKE ALL ON {kind} {name} FROM PUBLIC, {role}").format(
            kind=sql.SQL(kind), name=name, role=role
        )


def given(role: sql.Identifier, own: list[Named]) -> Iterator[sql.Composable]:
    for kind, name in own:
        if kind == "SEQUENCE":
            # a backup reads where it stands; a column that counts needs no right
            yield sql.SQL("GRANT SELECT ON SEQUENCE {name} TO {role}").format(
                name=name, role=role
            )
    for table, rights in rights_by_table().items():
        yield sql.SQL("GRANT {rights} ON {table} TO {role}").format(
            rights=sql.SQL(", ").join(map(sql.SQL, rights)),
            table=sql.Identifier(table),
            role=role,
        )
    for function in MAY_CALL:
        yield sql.SQL("GRANT EXECUTE ON FUNCTION {function} TO {role}").format(
            function=sql.SQL(function), role=role
        )


def rights_by_table() -> dict[str, tuple[str, ...]]:
    """Of every table that a model or its migrations made."""
    tables = {model._meta.db_table: rights_on(model) for model in stored_models()}
    return tables | dict.fromkeys(OF_THE_OWNER, READ)


def rights_on(model: type[Model]) -> tuple[str, ...]:
    return RIGHTS.get(model, USUAL)


def stored_models() -> Iterator[type[Model]]:
    for model in apps.get_models(include_auto_created=True):
        if model._meta.managed and not model._meta.proxy:
            yield model
