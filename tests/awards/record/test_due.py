"""When heads are signed, found by what is there."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest
from pytest_django import Settings

from awards.acts import LIST_PUBLISHED, METHOD_LOCKED
from awards.ledger import signing
from awards.ledger.models import SignedHead
from awards.ledger.services import append
from awards.models import Edition
from awards.record.due import STEP, make_due_heads
from judging.acts import RESULT_SEALED
from judging.roof.tasks import OCCASIONS
from tests.awards.ledger.tampering import rewrite, tamper
from tests.factories import ago, ahead, made_up, make_edition, make_round

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _key(settings: Settings, tmp_path: Path) -> None:
    settings.SIGNING_KEY_FILE = tmp_path / "key.pem"
    signing.make_key(settings.SIGNING_KEY_FILE)


@pytest.fixture
def edition() -> Edition:
    """Its call has opened; nothing closed yet."""
    return make_edition("x-2570", opens_at=ago(days=3), closes_at=ahead(days=3))


def write(edition: Edition, count: int) -> None:
    for number in range(count):
        append(edition.code, made_up("said"), None, {"n": number})


def signed(edition: Edition) -> list[tuple[int, str]]:
    make_due_heads(OCCASIONS)
    heads = SignedHead.objects.filter(chain=edition.code).order_by("pk")
    return [(head.size, str(head.occasion)) for head in heads]


@pytest.mark.parametrize(
    ("act", "occasion"),
    [
        (METHOD_LOCKED, "locked"),
        (LIST_PUBLISHED, "published"),
        (RESULT_SEALED, "published"),
    ],
)
def test_act_that_everybody_knows_of_is_signed_once(
    edition: Edition, act: object, occasion: str
) -> None:
    write(edition, 2)
    append(edition.code, act, None, {"round": "online"})  # type: ignore[arg-type]
    write(edition, 3)
    assert signed(edition) == [(3, occasion)]
    assert signed(edition) == [(3, occasion)]


def test_worker_that_was_away_signs_what_it_missed(edition: Edition) -> None:
    for act in (METHOD_LOCKED, LIST_PUBLISHED, RESULT_SEALED):
        write(edition, 1)
        append(edition.code, act, None, {})
    expected = [(2, "locked"), (4, "published"), (6, "published")]
    assert signed(edition) == expected


def test_close_of_judging_is_signed_with_all_that_was_done_until_then(
    edition: Edition,
) -> None:
    write(edition, 4)
    round_ = make_round(edition, opens_at=ago(days=2), closes_at=ahead(hours=1))
    assert signed(edition) == []
    # all rows of a test bear the moment of its one transaction
    round_.closes_at = edition.rounds.model.objects.get(pk=round_.pk).opens_at
    round_.opens_at = ago(days=4)
    round_.save()
    assert signed(edition) == []  # none of them was there when it closed
    tamper("UPDATE ledger_row SET at = at - interval '9 days' WHERE number < 4")
    assert signed(edition) == [(3, "closed")]
    assert signed(edition) == [(3, "closed")]


def test_extended_round_is_signed_again_when_it_closes(edition: Edition) -> None:
    write(edition, 4)
    tamper("UPDATE ledger_row SET at = at - interval '9 days'")
    round_ = make_round(edition, opens_at=ago(days=5), closes_at=ago(days=4))
    assert signed(edition) == [(4, "closed")]
    tamper("UPDATE ledger_signedhead SET at = at - interval '3 days'")
    round_.closes_at = ago(days=1)
    round_.save()
    assert signed(edition) == [(4, "closed"), (4, "closed")]


def test_round_that_is_not_used_closes_nothing(edition: Edition) -> None:
    write(edition, 4)
    tamper("UPDATE ledger_row SET at = at - interval '9 days'")
    make_round(edition, opens_at=ago(days=5), closes_at=ago(days=4), active=False)
    assert signed(edition) == []


def test_night_tells_nothing_finer_than_a_step(edition: Edition) -> None:
    """What the jury does in a day cannot be read from sizes."""
    write(edition, STEP - 1)
    assert signed(edition) == []
    write(edition, STEP + 3)
    assert signed(edition) == [(2 * STEP, "daily")]
    write(edition, STEP)
    assert signed(edition) == [(2 * STEP, "daily")]  # one a day
    tamper("UPDATE ledger_signedhead SET at = at - interval '1 day'")
    assert signed(edition) == [(2 * STEP, "daily"), (3 * STEP, "daily")]


@pytest.mark.parametrize(
    "closed",
    [{"opened_at": None}, {"opens_at": ahead(days=1), "closes_at": ahead(days=9)}],
)
def test_edition_that_nobody_knows_of_has_no_head(closed: dict[str, object]) -> None:
    edition = make_edition("secret-2570", **closed)
    append(edition.code, METHOD_LOCKED, None, {})
    assert signed(edition) == []


def test_contradiction_is_said_and_keeps_no_other_waiting(
    edition: Edition, caplog: pytest.LogCaptureFixture
) -> None:
    append(edition.code, METHOD_LOCKED, None, {})
    signed(edition)
    rewrite(edition.code, 1, "other")
    append(edition.code, LIST_PUBLISHED, None, {})
    later = make_edition("y-2570", opens_at=ago(days=3), closes_at=ahead(days=3))
    append(later.code, METHOD_LOCKED, None, {})
    with caplog.at_level(logging.ERROR, "awards.record.due"):
        assert signed(edition) == [(1, "locked")]
    assert signed(later) == [(1, "locked")]
    assert "not those that were signed" in caplog.text


def test_site_without_a_key_signs_nothing(edition: Edition, settings: Settings) -> None:
    settings.SIGNING_KEY_FILE = None
    append(edition.code, METHOD_LOCKED, None, {})
    assert signed(edition) == []


def test_sweep_asks_the_same_for_a_ledger_of_any_length(
    edition: Edition, django_assert_num_queries: object
) -> None:
    """Nothing to do is the usual case, each minute."""
    append(edition.code, METHOD_LOCKED, None, {})
    signed(edition)
    write(edition, 9)
    make_round(edition, opens_at=ago(days=5), closes_at=ahead(hours=1))
    with django_assert_num_queries(6):  # type: ignore[operator]
        make_due_heads(OCCASIONS)
