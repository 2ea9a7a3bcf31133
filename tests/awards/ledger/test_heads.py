from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from pytest_django import Settings

from awards.ledger import signing
from awards.ledger.checkpoint import read_checkpoint
from awards.ledger.heads import ContradictionError, NoKeyError, head_problems, sign_head
from awards.ledger.invariants import problems
from awards.ledger.models import Occasion, Row, SignedHead
from awards.ledger.services import append
from awards.ledger.testing import as_owner
from judging.bundle.verifier.signature import is_signed_by
from tests.awards.ledger.tampering import rewrite, tamper
from tests.factories import made_up

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _key(settings: Settings, tmp_path: Path) -> None:
    settings.SIGNING_KEY_FILE = tmp_path / "key.pem"
    signing.make_key(settings.SIGNING_KEY_FILE)


def write(count: int, chain: str = "x") -> None:
    for number in range(count):
        append(chain, made_up("said"), None, {"n": number})


def test_head_says_how_many_rows_it_stands_for_under_the_sites_key() -> None:
    write(5)
    head = sign_head("x", 3, Occasion.CLOSED)
    read = read_checkpoint(head.note)
    (key,) = signing.site_keys().public
    assert read.is_signed_by(key.public_bytes_raw(), is_signed_by)
    assert (read.head.size, read.head.root.hex()) == (3, head.root)
    assert read.head.origin.endswith("/x")
    assert read.head.said.endswith("Z closed")
    assert problems() == []


def test_later_head_contains_the_earlier_one() -> None:
    write(3)
    first = sign_head("x", 3, Occasion.LOCKED)
    write(4)
    second = sign_head("x", 7, Occasion.CLOSED)
    assert first.root != second.root
    assert [head.size for head in SignedHead.objects.all()] == [3, 7]


@pytest.mark.parametrize(
    ("lie", "words"),
    [
        (lambda: rewrite("x", 2, "other"), "not those that were signed"),
        (lambda: tamper("DELETE FROM ledger_row WHERE number > 2"), "rows are there"),
        (lambda: tamper("DELETE FROM ledger_row WHERE number = 2"), "rows are there"),
    ],
)
def test_nothing_is_signed_that_contradicts_an_earlier_head(
    lie: Any, words: str
) -> None:
    write(5)
    sign_head("x", 4, Occasion.LOCKED)
    lie()
    with pytest.raises(ContradictionError, match=words):
        sign_head("x", 5, Occasion.CLOSED)
    assert SignedHead.objects.count() == 1
    assert "x: the head of 4 rows is not borne out" in problems()


def test_a_smaller_head_is_not_signed() -> None:
    write(5)
    sign_head("x", 5, Occasion.LOCKED)
    with pytest.raises(ContradictionError, match="5 rows were signed"):
        sign_head("x", 4, Occasion.CLOSED)


def test_rewritten_chain_that_holds_in_itself_is_found_by_its_head() -> None:
    """Each link fits, each value, each commitment: only what was signed does not."""
    write(5)
    sign_head("x", 5, Occasion.LOCKED)
    rewrite("x", 2, "other")
    assert problems() == ["x: the head of 5 rows is not borne out"]


def test_chain_that_is_gone_as_a_whole_is_found_by_its_head() -> None:
    write(2)
    sign_head("x", 2, Occasion.LOCKED)
    for table in ("row", "value", "chain"):
        tamper(f"DELETE FROM ledger_{table}")
    assert problems() == ["x: the head of 2 rows is not borne out"]


def test_head_whose_words_were_exchanged_is_found() -> None:
    write(2)
    sign_head("x", 2, Occasion.LOCKED)
    tamper("UPDATE ledger_signedhead SET note = replace(note, E'\\n2\\n', E'\\n3\\n')")
    assert head_problems("x") == ["x: the head of 2 rows is not as it was signed"]


def test_without_a_key_nothing_is_signed(settings: Settings) -> None:
    settings.SIGNING_KEY_FILE = None
    write(1)
    with pytest.raises(NoKeyError):
        sign_head("x", 1, Occasion.LOCKED)


@pytest.mark.parametrize("table", ["signedhead", "headstamp", "cosignature"])
def test_application_may_add_and_nothing_else(table: str) -> None:
    from config.rights.granting import rights_by_table

    assert rights_by_table()[f"ledger_{table}"] == ("SELECT", "INSERT")


def test_owner_cannot_change_a_head_by_accident() -> None:
    from django.db import DatabaseError, connection, transaction

    write(1)
    sign_head("x", 1, Occasion.LOCKED)
    for sql in (
        "UPDATE ledger_signedhead SET size = 2",
        "DELETE FROM ledger_signedhead",
        "TRUNCATE ledger_signedhead CASCADE",
    ):
        with (
            as_owner(),
            pytest.raises(DatabaseError, match="pgtrigger"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(sql)
    assert Row.objects.count() == SignedHead.objects.count() == 1
