"""The application's role tries what an intruder would who has its connection: each is
refused. All other tests run as this role, too, and show that its rights are enough.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import closing
from io import StringIO
from typing import Any

import pgtrigger
import psycopg
import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import DatabaseError, ProgrammingError, connection, transaction

from awards.accounts.models import NoticeSeen
from awards.ledger.acts import ACTOR_ERASED, VALUES_ERASED
from awards.ledger.erasable import as_value
from awards.ledger.invariants import problems
from awards.ledger.models import (
    Actor,
    Cosignature,
    HeadStamp,
    Row,
    SignedHead,
    Value,
)
from awards.ledger.services import append, pseudonyms_of
from awards.ledger.testing import as_owner
from config.embedded.place import APPLICATION, place_of
from config.rights.checking import problems_of_role, refuse_too_many_rights
from config.rights.granting import MAY_CALL, RIGHTS, USUAL, rights_by_table
from tests.database import become
from tests.factories import made_up, make_user

pytestmark = pytest.mark.django_db

GUARDED = ("ledger_row", "ledger_value", "ledger_signedhead")
ATTEMPTS = [
    *[
        text.format(table=table)
        for table in GUARDED
        for text in (
            "UPDATE {table} SET chain = 'x'",
            "DELETE FROM {table}",
            "TRUNCATE {table}",
            "SELECT 1 FROM {table} FOR UPDATE",
            "ALTER TABLE {table} DISABLE TRIGGER ALL",
            "ALTER TABLE {table} DISABLE TRIGGER USER",
            "ALTER TABLE {table} ADD COLUMN more int",
            "ALTER TABLE {table} OWNER TO awards_app",
            "DROP TABLE {table}",
            "CREATE TRIGGER mine BEFORE INSERT ON {table} EXECUTE FUNCTION now()",
            "CREATE RULE mine AS ON INSERT TO {table} DO INSTEAD NOTHING",
            "CREATE INDEX ON {table} (chain)",
            "LOCK TABLE {table} IN ACCESS EXCLUSIVE MODE",
            "COPY {table} TO PROGRAM 'true'",
            "COPY {table} FROM '/etc/passwd'",
            "SELECT setval(pg_get_serial_sequence('{table}', 'id'), 1)",
        )
    ],
    "DROP TRIGGER pgtrigger_append_only_cde6c ON ledger_row",
    "MERGE INTO ledger_row r USING ledger_chain c ON r.chain = c.code"
    " WHEN MATCHED THEN DELETE",
    "DELETE FROM ledger_chain",
    "UPDATE ledger_chain SET code = 'x'",
    "UPDATE ledger_chain SET id = 7",
    "TRUNCATE ledger_chain",
    "UPDATE ledger_actor SET user_id = 1",
    "DELETE FROM ledger_actor",
    "TRUNCATE ledger_actor",
    "INSERT INTO ledger_actor (chain, user_id, pseudonym) VALUES ('x', 99, 'p-mine')",
    "INSERT INTO ledger_actor (chain, user_id, pseudonym)"
    " SELECT chain, 99, pseudonym FROM ledger_actor",
    "MERGE INTO ledger_actor a USING ledger_chain c ON a.chain = c.code"
    " WHEN MATCHED THEN DELETE",
    "ALTER TABLE ledger_actor ALTER COLUMN pseudonym SET DEFAULT 'p-mine'",
    "CREATE OR REPLACE FUNCTION ledger_forget(of_chain text, by_act integer)"
    " RETURNS integer LANGUAGE sql AS 'SELECT 1'",
    "DROP FUNCTION ledger_forget(text, integer)",
    "TRUNCATE accounts_user CASCADE",
    "INSERT INTO django_migrations (app, name, applied) VALUES ('a', 'b', now())",
    "DELETE FROM django_migrations",
    "SET session_replication_role = replica",
    "SET SESSION AUTHORIZATION postgres",
    "SET ROLE postgres",
    "CREATE TABLE mine (id int)",
    "CREATE TEMPORARY TABLE ledger_row (id int)",
    "CREATE VIEW mine AS SELECT 1",
    "CREATE SCHEMA mine",
    "CREATE ROLE mine",
    "ALTER ROLE awards_app SUPERUSER",
    "CREATE FUNCTION mine() RETURNS int LANGUAGE sql AS 'SELECT 1'",
    "CREATE OR REPLACE FUNCTION ledger_erase(of_chain text, by_act integer)"
    " RETURNS integer LANGUAGE sql AS 'SELECT 1'",
    "ALTER FUNCTION ledger_erase(text, integer) RESET ALL",
    "DROP FUNCTION ledger_erase(text, integer)",
    "ALTER DATABASE postgres SET session_replication_role = replica",
    "SELECT pg_read_file('/etc/passwd')",
    "SELECT lo_import('/etc/passwd')",
]


@pytest.fixture
def row() -> Row:
    return append("x", made_up("said"), make_user(), {"score": 1, "reason": "เหตุผล"})


def attempt(sql: str) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)


@pytest.mark.parametrize("sql", ATTEMPTS)
def test_application_is_refused(row: Row, sql: str) -> None:
    with pytest.raises(DatabaseError, match=r"denied|must be owner|must have|must be"):
        attempt(sql)
    assert (Row.objects.count(), Value.objects.count()) == (1, 3)
    assert problems() == []


@pytest.mark.parametrize("table", GUARDED)
def test_application_grants_itself_nothing(table: str) -> None:
    """PostgreSQL answers with a warning."""
    with connection.cursor() as cursor:
        cursor.execute(f"GRANT ALL ON {table} TO {APPLICATION}, PUBLIC")
    assert granted(table) == {"SELECT", "INSERT"}


def test_tests_are_the_application() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        assert cursor.fetchone() == (APPLICATION,)


def erase(chain: str, act: int) -> int:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT ledger_erase(%s, %s)", [chain, act])
        return int(cursor.fetchone()[0])


def test_application_erases_what_its_act_names_and_nothing_else(row: Row) -> None:
    other = append("x", made_up("said"), None, {"reason": "อื่น"})
    named = as_value({(row.number, "reason")})
    act = append("x", VALUES_ERASED, None, {"rows": named})
    assert erase("x", act.number) == 1
    assert not Value.objects.filter(number=row.number, name="reason").exists()
    assert Value.objects.filter(number=other.number, name="reason").exists()
    assert problems() == []


def test_a_score_is_not_erased_whatever_an_act_says(row: Row) -> None:
    act = append("x", VALUES_ERASED, None, {"rows": as_value({(row.number, "score")})})
    with pytest.raises(DatabaseError, match="never erased"):
        erase("x", act.number)


@pytest.mark.parametrize("act", [0, 1, 99])
def test_nothing_is_erased_by_what_is_no_act_of_erasure(row: Row, act: int) -> None:
    with pytest.raises(DatabaseError, match="no act of erasure"):
        erase("x", act)
    assert Value.objects.count() == 3


def test_nothing_is_erased_by_an_act_of_before(row: Row) -> None:
    named = as_value({(row.number, "reason")})
    act = append("x", VALUES_ERASED, None, {"rows": named})
    later = "UPDATE ledger_row SET at = at - interval '1 second' WHERE number = 2"
    with as_owner(), connection.cursor() as cursor:
        cursor.execute("ALTER TABLE ledger_row DISABLE TRIGGER USER")
        cursor.execute(later)
        cursor.execute("ALTER TABLE ledger_row ENABLE TRIGGER USER")
    with pytest.raises(DatabaseError, match="no act of erasure"):
        erase("x", act.number)


def test_a_table_that_shadows_the_acts_lets_nothing_through(row: Row) -> None:
    """The function looks into the public schema, whatever the caller's path says."""
    with as_owner(), connection.cursor() as cursor:
        cursor.execute("CREATE SCHEMA mine")
        cursor.execute("CREATE TABLE mine.ledger_row AS SELECT * FROM ledger_row")
        cursor.execute("UPDATE mine.ledger_row SET act = 'values-erased'")
        cursor.execute(f"GRANT ALL ON SCHEMA mine TO {APPLICATION}")
        cursor.execute(f"GRANT ALL ON mine.ledger_row TO {APPLICATION}")
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL search_path = mine, public")
    with pytest.raises(DatabaseError, match="no act of erasure"):
        erase("x", row.number)


def forget(chain: str, act: int) -> int:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT ledger_forget(%s, %s)", [chain, act])
        return int(cursor.fetchone()[0])


def test_link_to_a_person_goes_by_an_act_that_names_it(row: Row) -> None:
    other = append("x", made_up("said"), make_user(), {})
    act = append("x", ACTOR_ERASED, None, {"pseudonym": row.actor})
    assert forget("x", act.number) == 1
    assert [one.pseudonym for one in Actor.objects.all()] == [other.actor]
    assert problems() == []


@pytest.mark.parametrize("act", [0, 1, 99])
def test_no_link_goes_by_another_act(row: Row, act: int) -> None:
    with pytest.raises(DatabaseError, match="no act of this transaction"):
        forget("x", act)
    assert Actor.objects.count() == 1


def test_act_of_one_chain_takes_no_link_of_another(row: Row) -> None:
    act = append("y", ACTOR_ERASED, None, {"pseudonym": row.actor})
    assert forget("y", act.number) == 0
    assert Actor.objects.filter(chain="x").exists()


def test_pseudonyms_are_the_databases_and_each_is_another() -> None:
    people = [make_user().pk for _ in range(20)]
    names = pseudonyms_of("x", people)
    assert pseudonyms_of("x", people) == names
    assert len(set(names.values())) == 20
    assert all(re.fullmatch(r"p-[0-9a-f]{24}", name) for name in names.values())


LIES = {
    "a head further on": "UPDATE ledger_chain SET length = length + 1",
    "a head further back": "UPDATE ledger_chain SET length = 0, head = repeat('0', 64)",
    "another hash": "UPDATE ledger_chain SET head = repeat('a', 64)",
    "a row of no act": "INSERT INTO ledger_row (chain, number, at, act, actor,"
    " commitments, previous, hash) SELECT chain, number + 1, at, act, actor, '{}',"
    " hash, repeat('b', 64) FROM ledger_row",
    "a chain of its own": "INSERT INTO ledger_chain (code, length, head)"
    " VALUES ('mine', 3, repeat('c', 64))",
    "a value of no row": "INSERT INTO ledger_value (chain, number, name, value, salt,"
    " subject) VALUES ('x', 9, 'score', '5', 'salt', '')",
    "a second truth": "INSERT INTO ledger_value (chain, number, name, value, salt,"
    " subject) VALUES ('x', 1, 'more', '5', 'salt', '')",
}


@pytest.mark.parametrize("lie", LIES)
def test_what_the_application_may_write_falsely_is_found(row: Row, lie: str) -> None:
    """Whoever appends must write here: what does not follow is told by the walk."""
    assert problems() == []
    attempt(LIES[lie])
    assert problems() != []


def tables_of_the_database() -> Iterator[str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname FROM pg_class WHERE relkind = 'r'"
            " AND relnamespace = 'public'::regnamespace"
        )
        yield from (name for (name,) in cursor.fetchall())


def granted(table: str) -> set[str]:
    """Rights on the whole table."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT right_ FROM unnest(ARRAY['SELECT', 'INSERT', 'UPDATE', 'DELETE',"
            " 'TRUNCATE', 'REFERENCES', 'TRIGGER']) AS right_"
            " WHERE has_table_privilege(%s, right_)",
            [connection.ops.quote_name(table)],
        )
        return {name for (name,) in cursor.fetchall()}


def test_every_table_has_the_rights_that_are_said_and_no_other() -> None:
    said = rights_by_table()
    for table in tables_of_the_database():
        whole = {right for right in said.get(table, ()) if "(" not in right}
        assert granted(table) == whole, table


def test_every_protected_table_says_what_the_application_may() -> None:
    guarded = {
        model
        for model in apps.get_models()
        for trigger in getattr(model._meta, "triggers", ())
        if isinstance(trigger, pgtrigger.Protect) and trigger.condition is None
    }
    assert guarded == {Row, Value, SignedHead, HeadStamp, Cosignature, NoticeSeen}
    assert guarded <= set(RIGHTS)
    assert all("UPDATE" not in RIGHTS[model] for model in guarded)
    assert RIGHTS[Actor] == ("SELECT", "INSERT (chain, user_id)")


def test_public_may_call_nothing_of_ours() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT oid::regprocedure::text FROM pg_proc"
            " WHERE pronamespace = 'public'::regnamespace"
            " AND has_function_privilege(oid, 'EXECUTE')"
        )
        callable_ = {name.replace(",", ", ") for (name,) in cursor.fetchall()}
    assert callable_ == set(MAY_CALL)


def test_new_table_has_its_rights_with_the_next_grants(settings: Any) -> None:
    settings.APPLICATION_ROLE = APPLICATION  # named by DATABASE_URL on a site
    with as_owner(), connection.cursor() as cursor:
        cursor.execute("REVOKE ALL ON accounts_user FROM awards_app")
        cursor.execute("GRANT ALL ON ledger_row TO awards_app, PUBLIC")
    with pytest.raises(ProgrammingError, match="denied"), transaction.atomic():
        make_user()
    with as_owner():
        call_command("grants", verbosity=0, stdout=StringIO())
    make_user()
    assert granted("accounts_user") == set(USUAL)
    assert granted("ledger_row") == {"SELECT", "INSERT"}


@pytest.mark.parametrize(
    ("role", "words"),
    [("", "DATABASE_OWNER_URL is missing"), ("nobody_here", "knows no role")],
)
def test_grants_say_what_is_missing(settings: Any, role: str, words: str) -> None:
    settings.APPLICATION_ROLE = role
    with pytest.raises(CommandError, match=words):
        call_command("grants")


def test_role_that_owns_the_tables_is_found_out(row: Row) -> None:
    assert problems_of_role(connection) == []
    with as_owner():
        said = problems_of_role(connection)
    assert any("owns the tables" in line for line in said)


@pytest.mark.parametrize(
    ("sql", "words"),
    [
        ("GRANT UPDATE ON ledger_row TO awards_app", "ledger_row: UPDATE"),
        ("GRANT DELETE ON ledger_value TO PUBLIC", "ledger_value: DELETE"),
        ("GRANT TRUNCATE ON ledger_chain TO awards_app", "ledger_chain: TRUNCATE"),
        ("GRANT TRIGGER ON ledger_row TO awards_app", "ledger_row: TRIGGER"),
        ("GRANT UPDATE (hash) ON ledger_row TO awards_app", "ledger_row: UPDATE"),
        ("GRANT UPDATE ON ledger_chain TO awards_app", "UPDATE of code is allowed"),
        ("GRANT UPDATE (id) ON ledger_chain TO PUBLIC", "UPDATE of id is allowed"),
        ("GRANT INSERT ON ledger_actor TO awards_app", "INSERT of pseudonym is"),
        ("GRANT DELETE ON ledger_actor TO PUBLIC", "ledger_actor: DELETE"),
        ("GRANT CREATE ON SCHEMA public TO PUBLIC", "makes tables and functions"),
        ("REVOKE SELECT ON accounts_user FROM awards_app", "manage.py grants"),
        ("REVOKE INSERT ON ledger_row FROM awards_app", "manage.py grants"),
    ],
)
def test_each_right_too_many_or_too_few_is_said(sql: str, words: str) -> None:
    with as_owner(), connection.cursor() as cursor:
        cursor.execute(sql)
    assert words in " ".join(problems_of_role(connection))


def test_public_site_does_not_start_as_the_owner(settings: Any) -> None:
    settings.SECURE = True
    refuse_too_many_rights()  # as the application
    become("")
    try:
        with pytest.raises(SystemExit, match="owns the tables") as refused:
            refuse_too_many_rights()
    finally:
        become(APPLICATION)
    assert "deploy/README.md" in str(refused.value)


def test_site_of_a_developer_starts_as_anybody(settings: Any) -> None:
    settings.SECURE = False
    refuse_too_many_rights()
    settings.SECURE = True
    settings.DEMO = True
    refuse_too_many_rights()


def test_database_that_is_away_at_the_start_is_waited_for(
    settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.SECURE = True
    monkeypatch.setitem(connection.settings_dict, "HOST", "/nonexistent")
    monkeypatch.setitem(
        connection.settings_dict, "ENGINE", "django.db.backends.postgresql"
    )
    refuse_too_many_rights()


def test_check_says_what_is_wrong() -> None:
    said = StringIO()
    call_command("grants", "--check", stdout=said)
    assert "its rights" in said.getvalue()
    with as_owner(), pytest.raises(CommandError, match="owns the tables"):
        call_command("grants", "--check")


# The second pass of `.ci/run` has a server of another make.
@pytest.mark.once
@pytest.mark.skipif("DATABASE_URL" in os.environ, reason="asks the private PostgreSQL")
def test_application_of_the_private_server_never_becomes_its_owner() -> None:
    place = place_of()
    with closing(
        psycopg.connect(
            host=str(place.socket),
            user=APPLICATION,
            dbname=connection.settings_dict["NAME"],
            autocommit=True,
        )
    ) as own:
        assert own.execute("SELECT session_user").fetchone() == (APPLICATION,)
        for sql in ("SET ROLE awards", "SET SESSION AUTHORIZATION awards"):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                own.execute(sql)
        for sql in ("CREATE DATABASE mine", "DELETE FROM ledger_row"):
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                own.execute(sql)
        own.execute("RESET ROLE")
        assert own.execute("SELECT current_user").fetchone() == (APPLICATION,)
