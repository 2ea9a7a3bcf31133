from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, connections, transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from awards.ledger.invariants import problems
from awards.ledger.models import Chain, Row, Value
from awards.ledger.services import (
    MOMENT,
    append,
    commit_to,
    content,
    row_hash,
    stamp,
)
from awards.ledger.testing import as_owner, start_clean
from awards.ledger.verifying import verify
from tests.awards.ledger.tampering import tamper
from tests.factories import made_up, make_user

pytestmark = pytest.mark.django_db


def write(count: int = 3, chain: str = "x", actor: Any = None) -> list[Row]:
    said = [{"score": number, "reason": "เหตุผล"} for number in range(count)]
    return [
        append(chain, made_up(f"act-{n}"), actor, values, subject=f"entry:{n}")
        for n, values in enumerate(said)
    ]


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE ledger_row SET act = 'x'",
        "DELETE FROM ledger_row",
        "TRUNCATE ledger_row",
        "TRUNCATE ledger_row CASCADE",
        "UPDATE ledger_value SET value = '1'",
        "UPDATE ledger_value SET salt = 'x'",
        "UPDATE ledger_value SET subject = 'x'",
        "DELETE FROM ledger_value",
        "DELETE FROM ledger_value WHERE name = 'reason'",
        "TRUNCATE ledger_value",
    ],
)
def test_database_refuses_to_change_or_empty_the_chain(sql: str) -> None:
    """Even to its owner; what the application may do: tests/config/rights."""
    write()
    with (
        as_owner(),
        pytest.raises(DatabaseError, match="pgtrigger"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(sql)
    assert (Row.objects.count(), Value.objects.count()) == (3, 9)


def test_untouched_chain_holds() -> None:
    write()
    assert problems() == []


def test_rows_tell_the_day_and_commit_to_the_moment() -> None:
    """Colleagues must not tell a judge by the hour."""
    row = write(1)[0]
    assert content(row)["at"] == row.at.astimezone(UTC).date().isoformat()
    kept = Value.objects.get(number=1, name=MOMENT)
    assert row.commitments[MOMENT] == commit_to(stamp(row.at), kept.salt)
    tamper("UPDATE ledger_row SET at = date_trunc('day', at, 'UTC') WHERE number = 1")
    assert problems() == ["x row 1: it has another moment than was committed to"]


def test_rows_from_before_the_moment_was_a_value_hold() -> None:
    row = write(1)[0]
    row.commitments.pop(MOMENT)
    assert content(row)["at"] == stamp(row.at)
    tamper(
        "UPDATE ledger_row SET commitments = commitments - 'moment', hash = %s",
        [row_hash(row)],
    )
    tamper("DELETE FROM ledger_value WHERE name = 'moment'")
    tamper("UPDATE ledger_chain SET head = %s", [row_hash(row)])
    assert problems() == []


@pytest.mark.parametrize(
    ("sql", "named"),
    [
        (
            "UPDATE ledger_row SET act = 'other' WHERE number = 2",
            "x row 2: its content does not match its hash",
        ),
        (
            "UPDATE ledger_row SET at = at - interval '1 day' WHERE number = 2",
            "x row 2: its content does not match its hash",
        ),
        (
            "UPDATE ledger_row SET at = '2026-01-01 12:00Z' WHERE number = 2;"
            "UPDATE ledger_value SET value = '\"2026-01-01T12:00:00.000000Z\"'"
            " WHERE number = 2 AND name = 'moment'",
            "x row 2: its content does not match its hash",
        ),
        (
            "UPDATE ledger_value SET value = '\"2026-01-01T12:00:00.000000Z\"'"
            " WHERE number = 2 AND name = 'moment'",
            "x row 2: the value of 'moment'",
        ),
        (
            "UPDATE ledger_row SET actor = 'p-1' WHERE number = 2",
            "x row 2: its content does not match its hash",
        ),
        (
            "UPDATE ledger_row SET previous = repeat('0', 64) WHERE number = 3",
            "x row 3: does not follow",
        ),
        ("DELETE FROM ledger_row WHERE number = 2", "x row 3: row 2 is missing"),
        (
            "DELETE FROM ledger_row WHERE number = 3",
            "x: the head says row 3, the chain ends at row 2",
        ),
        (
            "UPDATE ledger_value SET value = '9' WHERE number = 2 AND name = 'score'",
            "x row 2: the value of 'score'",
        ),
        (
            "DELETE FROM ledger_value WHERE number = 2 AND name = 'score'",
            "x row 2: the value of 'score' is missing",
        ),
        (
            "DELETE FROM ledger_value WHERE number = 2 AND name = 'reason'",
            "x row 2: the value of 'reason' is missing",
        ),
        ("DELETE FROM ledger_chain", "x: has rows and no head"),
    ],
)
def test_tampering_is_found_at_the_right_place(sql: str, named: str) -> None:
    write()
    tamper(sql)
    assert problems()[0].startswith(named)


def test_values_left_behind_by_a_cut_off_end_are_found() -> None:
    write()
    tamper("DELETE FROM ledger_row WHERE number = 3")
    tamper(
        "UPDATE ledger_chain SET length = 2, head = (SELECT hash FROM ledger_row WHERE number = 2)"
    )
    assert problems() == ["x row 3: its values stand there without it"]


def test_pseudonyms_differ_from_chain_to_chain() -> None:
    person = make_user()
    rows = [append(chain, made_up("act"), person, {}) for chain in ("x", "y")]
    assert rows[0].actor != rows[1].actor


def test_command_says_ok_as_json() -> None:
    write()
    out = StringIO()
    call_command("verify_ledger", "--edition", "x", "--json", stdout=out)
    assert json.loads(out.getvalue()) == {"ok": True, "problems": []}


def test_command_exits_1_on_a_broken_link_and_2_on_an_unknown_edition() -> None:
    write()
    tamper("UPDATE ledger_row SET act = 'other' WHERE number = 1")
    out = StringIO()
    with pytest.raises(SystemExit) as broken:
        call_command("verify_ledger", "--json", stdout=out)
    with pytest.raises(SystemExit) as unknown:
        call_command("verify_ledger", "--edition", "nowhere", stderr=StringIO())
    assert (broken.value.code, unknown.value.code) == (1, 2)
    assert "row 1" in json.loads(out.getvalue())["problems"][0]


JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**12), 10**12)
    | st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00")),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.text("abc", max_size=3), inner, max_size=3)
    ),
    max_leaves=6,
)


@given(
    values=st.lists(
        st.dictionaries(st.text("abcd", min_size=1, max_size=4), JSON, max_size=3),
        max_size=6,
    )
)
@settings(
    max_examples=30,
    deadline=None,
)
def test_chain_of_any_values_holds_after_a_journey_through_the_database(
    values: list[dict[str, Any]],
) -> None:
    with transaction.atomic():
        for each in values:
            append("any", made_up("act"), None, each)
        assert verify("any") == []
        transaction.set_rollback(True)


@settings(deadline=None)
@given(
    value=JSON, other=JSON, salt=st.text("0123456789abcdef", min_size=32, max_size=32)
)
def test_commitment_binds_to_its_value_and_salt(
    value: Any, other: Any, salt: str
) -> None:
    same = json.dumps(value, sort_keys=True) == json.dumps(other, sort_keys=True)
    assert (commit_to(value, salt) == commit_to(other, salt)) == same


@pytest.mark.django_db(transaction=True)
def test_concurrent_appends_keep_one_chain() -> None:
    def many(worker: int) -> None:
        for number in range(5):
            append("crowd", made_up(f"{worker}-{number}"), None, {"n": number})
        connections.close_all()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(many, range(4)))
    assert verify("crowd") == []
    assert Chain.objects.get(code="crowd").length == 20
    start_clean()
    assert not Row.objects.exists()


def test_start_clean_refuses_any_but_a_test_database(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(connection.settings_dict, "NAME", "awards")
    with pytest.raises(RuntimeError):
        start_clean()
