"""Rounds of every kind of ballot are published with a bundle that a stranger can check."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from awards.models import Round
from judging.bundle.gathering import bundle_files, signed_files
from judging.bundle.verifier.archive import BALLOTS, PROTOCOL, RESULTS
from judging.bundle.verifier.ballots import FIXED
from judging.bundle.verify_here import verify_files
from judging.conflicts.services import declare_conflict
from judging.models import Assignment, Ballot
from judging.results.services import compute_results
from tests.judging.answered import compared_round, judges_of, screened_round
from tests.judging.bundle.test_bundle import withdraw
from tests.judging.bundles import Files, changed, failing, sealed_again
from tests.judging.rounds import publish

pytestmark = pytest.mark.django_db


def screened() -> Round:
    return screened_round({0: "pppp", 1: "ppff", 2: "fffu", 3: "uuuu"})


@pytest.fixture(params=[screened, compared_round])
def round_(request: pytest.FixtureRequest) -> Round:
    found: Round = request.param()
    return found


def test_the_bundle_of_each_kind_is_sound(round_: Round) -> None:
    publish(round_.edition)
    checks = verify_files(signed_files(round_))
    assert failing(checks) == []
    assert {"ballots", "missing", "ranking"} <= {check.name for check in checks}


def flipped(rows: list[dict[str, str]]) -> None:
    """One answer of a ballot that counts, turned round."""
    row = next(row for row in rows if row["state"] == "counted")
    given = {name: text for name, text in row.items() if name not in FIXED}
    name = next(name for name, text in given.items() if text in ("0", "1"))
    row[name] = "1" if row[name] == "0" else "0"


def test_one_changed_answer_is_found(round_: Round) -> None:
    publish(round_.edition)
    files = sealed_again(changed(signed_files(round_), BALLOTS, flipped))
    found = failing(verify_files(files))
    assert "ballots" in found
    assert "ranking" in found


@pytest.mark.parametrize("figure", ["adjusted", "share_low", "p_first", "rank_high"])
def test_one_changed_figure_is_found(round_: Round, figure: str) -> None:
    publish(round_.edition)

    def lie(results: dict[str, Any]) -> None:
        results["categories"]["area-0"]["entries"][0][figure] += 1

    files = sealed_again(changed(signed_files(round_), RESULTS, lie))
    assert "ranking" in failing(verify_files(files))


def test_another_threshold_is_found() -> None:
    round_ = screened()
    publish(round_.edition)

    def lie(protocol: dict[str, Any]) -> None:
        protocol["rules"]["pass_percent"] = 75

    files = sealed_again(changed(signed_files(round_), PROTOCOL, lie))
    assert {"method", "ranking"} <= set(failing(verify_files(files)))


def of_first_judge(round_: Round) -> list[Assignment]:
    judge = judges_of(round_)[0]
    rows = Assignment.objects.filter(round=round_, judge=judge)
    return list(rows.select_related("entry_category__entry", "judge__user"))


def recuse(round_: Round) -> None:
    seat = of_first_judge(round_)[1]
    declare_conflict(judge=seat.judge, entry=seat.entry_category.entry, reason="ญาติ")


def leave(round_: Round) -> None:
    withdraw(of_first_judge(round_)[1].entry_category.entry)


@pytest.mark.parametrize("act", [recuse, leave])
def test_a_comparison_falls_with_either_entry(act: Callable[[Round], None]) -> None:
    round_ = compared_round()
    before = Ballot.objects.counted().count()
    act(round_)
    fallen = before - Ballot.objects.counted().count()
    assert fallen == (2 if act is recuse else 6)
    publish(round_.edition)
    files = signed_files(round_)
    assert failing(verify_files(files)) == []
    assert b"other out" in files[BALLOTS]


def counted_after_all(rows: list[dict[str, str]]) -> None:
    row = next(row for row in rows if row["state"] == "other out")
    row["state"], row["because"] = "counted", ""


@pytest.mark.parametrize("act", [recuse])
def test_a_fallen_comparison_that_is_counted_is_found(
    act: Callable[[Round], None],
) -> None:
    round_ = compared_round()
    act(round_)
    publish(round_.edition)
    files = sealed_again(changed(signed_files(round_), BALLOTS, counted_after_all))
    assert "ballots" in failing(verify_files(files))


def left_out_without_reason(rows: list[dict[str, str]]) -> None:
    fallen = next(row for row in rows if row["state"] == "other out")
    row = next(row for row in rows if row["state"] == "counted")
    row["state"], row["because"] = "other out", fallen["because"]


@pytest.mark.parametrize("act", [recuse, leave])
def test_a_comparison_left_out_by_a_strange_act_is_found(
    act: Callable[[Round], None],
) -> None:
    round_ = compared_round()
    act(round_)
    publish(round_.edition)
    lied = changed(signed_files(round_), BALLOTS, left_out_without_reason)
    assert "ballots" in failing(verify_files(sealed_again(lied)))


def test_results_under_references_say_the_same_as_the_bundle(round_: Round) -> None:
    publish(round_.edition)
    files: Files = bundle_files(round_)
    published = json.loads(files[RESULTS])["categories"]["area-0"]["entries"]
    own = compute_results(round_.edition, round_)["categories"]["area-0"]["entries"]
    assert [row["adjusted"] for row in own] == [row["adjusted"] for row in published]
