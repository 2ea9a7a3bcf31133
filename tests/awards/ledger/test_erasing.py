"""Erasing values where the law asks: what may go, what never goes, and the act without
which nothing goes.
"""

from __future__ import annotations

import pytest
from django.db import DatabaseError, transaction

from awards.ledger.acts import VALUES_ERASED
from awards.ledger.erasable import PERSONAL, as_value, named
from awards.ledger.erasing import erase_values, naming
from awards.ledger.invariants import problems
from awards.ledger.models import Row, Value
from awards.ledger.services import MOMENT, append
from awards.ledger.testing import as_owner
from tests.awards.ledger.tampering import tamper
from tests.factories import made_up, make_user

pytestmark = pytest.mark.django_db
RESULT = (
    "judge",
    "sheet",
    "round",
    "category",
    "version",
    "scores",
    "rules",
    "digest",
    "order",
    "lines",
    "source",
)


def said(number: int = 1) -> Row:
    return append(
        "x",
        made_up(f"act-{number}"),
        None,
        {"score": number, "reason": "เหตุผลของสมมุติ", "email": "a@example.org"},
    )


def test_erased_values_leave_the_chain_whole_and_an_act_that_names_them() -> None:
    row, other = said(1), said(2)
    assert erase_values(Value.objects.filter(number=row.number)) == 2
    assert problems() == []
    left = Value.objects.filter(number=row.number).values_list("name", flat=True)
    assert set(left) == {"score", MOMENT}
    assert Value.objects.filter(number=other.number).count() == 4
    [act] = Row.objects.filter(act=VALUES_ERASED.code)
    assert Value.objects.get(number=act.number, name="rows").value == [
        {"number": row.number, "names": ["email", "reason"]}
    ]


def test_nothing_to_erase_writes_no_act() -> None:
    said()
    assert erase_values(Value.objects.filter(name="score")) == 0
    assert not Row.objects.filter(act=VALUES_ERASED.code).exists()


def test_what_a_result_rests_on_is_no_personal_word() -> None:
    assert PERSONAL.isdisjoint(RESULT)


def test_database_refuses_to_erase_a_score_even_with_an_act_that_names_it() -> None:
    row = said()
    append("x", VALUES_ERASED, None, {"rows": as_value({(row.number, "score")})})
    with (
        as_owner(),
        pytest.raises(DatabaseError, match="never erased"),
        transaction.atomic(),
    ):
        Value.objects.filter(number=row.number, name="score").delete()


@pytest.mark.parametrize("place", [(1, "email"), (2, "reason"), (9, "reason")])
def test_database_refuses_what_the_act_does_not_name(place: tuple[int, str]) -> None:
    said(1), said(2)
    append("x", VALUES_ERASED, None, {"rows": as_value({place})})
    with (
        as_owner(),
        pytest.raises(DatabaseError, match="no act of erasure"),
        transaction.atomic(),
    ):
        Value.objects.filter(number=1, name="reason").delete()


def test_act_of_an_earlier_transaction_lets_nothing_through() -> None:
    row = said()
    append("x", VALUES_ERASED, None, {"rows": as_value({(row.number, "reason")})})
    tamper("UPDATE ledger_row SET at = at - interval '1 second'")
    with (
        as_owner(),
        pytest.raises(DatabaseError, match="no act of erasure"),
        transaction.atomic(),
    ):
        Value.objects.filter(number=row.number, name="reason").delete()


@pytest.mark.parametrize(
    ("place", "found"),
    [
        ((1, "score"), "erases 'score' of row 1, which is never erased"),
        ((1, "reason"), "erases 'reason' of row 1, which is still there"),
        ((7, "reason"), "erases 'reason' of row 7, which is no row before it"),
    ],
)
def test_act_that_says_what_cannot_be_is_found(
    place: tuple[int, str], found: str
) -> None:
    said()
    append("x", VALUES_ERASED, None, {"rows": as_value({place})})
    assert f"x row 2: {found}" in problems()


def test_score_taken_with_all_rights_and_an_act_is_found() -> None:
    row = said()
    tamper("DELETE FROM ledger_value WHERE name = 'score'")
    append("x", VALUES_ERASED, None, {"rows": as_value({(row.number, "score")})})
    assert problems() == ["x row 2: erases 'score' of row 1, which is never erased"]


@pytest.mark.parametrize(
    ("name", "text", "found"),
    [
        ("Som", "Somewhere else", False),
        ("Som", "as Som said", True),
        ("สมหญิง", "คุณสมหญิงบอก", True),
        ("ก", "กรรมการทุกคน", False),
        ("A.B", "AxB", False),
    ],
)
def test_values_that_name_a_person_are_found_and_no_others(
    name: str, text: str, found: bool
) -> None:
    user = make_user("one@example.org", name_th=name)
    append("x", made_up("said"), None, {"reason": text})
    assert naming(user).exists() is found


def test_places_survive_the_way_into_a_value_and_back() -> None:
    places = {(3, "reason"), (3, "email"), (11, "note")}
    assert named({"rows": as_value(places)}) == places


def test_missing_score_is_named() -> None:
    said()
    tamper("DELETE FROM ledger_value WHERE name = 'score'")
    assert problems() == [
        "x row 1: the value of 'score' is missing, and no act says that it was erased"
    ]
