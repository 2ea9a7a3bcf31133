"""Spreadsheets of scores that went wrong once, each with what is right."""

from __future__ import annotations

import contextlib
import json
from decimal import Decimal
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from awards.models import Round
from judging.models import Ballot, BallotVersion, Judge, Score
from tests.factories import SMARTS, make_assignment, make_ballot
from tests.trials.conftest import FOLDER

pytestmark = pytest.mark.django_db


def brought(round_: Round, name: str, capsys: Any, **options: Any) -> dict[str, Any]:
    """The command's document; its refusals are in it."""
    capsys.readouterr()
    scope = {"edition": round_.edition.code, "round": round_.code, "json": True}
    with contextlib.suppress(CommandError):
        call_command("import_scores", str(FOLDER / name), **scope, **options)
    document: dict[str, Any] = json.loads(capsys.readouterr().out)
    return document


def scores() -> dict[str, Decimal | None]:
    return dict(Score.objects.values_list("criterion__code", "value"))


def ballot_of(round_: Round, values: list[float | None], **fields: Any) -> Ballot:
    judge = Judge.objects.get()
    return make_ballot(
        make_assignment(judge, judge.edition.entries.get(), round_), values, **fields
    )


@pytest.mark.parametrize(
    "name",
    ["s00_good.xlsx", "s02_dimension_A1.xlsx", "s05_semicolon.csv", "s05b_cp874.csv"],
)
def test_seven_scores_are_read(scored: Round, capsys: Any, name: str) -> None:
    document = brought(scored, name, capsys)
    assert (document["ballots"], document["scores"], document["rejected"]) == (1, 7, [])
    assert scores() == dict.fromkeys(SMARTS, Decimal("7.5"))
    assert set(Score.objects.values_list("comment", flat=True)) == (
        {"ดีมาก"} if "cp874" in name else {""}
    )


def test_formula_without_value_is_no_blank_score(scored: Round, capsys: Any) -> None:
    document = brought(scored, "s01_formula_nocache.xlsx", capsys)
    assert [
        (problem["row"], problem["column"]) for problem in document["rejected"]
    ] == [(2, "score")]
    assert "formula" in document["rejected"][0]["reason"]
    assert not Ballot.objects.exists()


def test_damaged_file_is_one_line(scored: Round, capsys: Any) -> None:
    document = brought(scored, "s03b_damaged_sheet.xlsx", capsys)
    assert len(document["rejected"]) == 1
    assert "damaged" in document["rejected"][0]["reason"]


def test_column_that_stands_twice_is_refused_with_both_named(
    scored: Round, capsys: Any
) -> None:
    ((problem),) = brought(scored, "s04_duplicate_score.xlsx", capsys)["rejected"]
    assert (problem["row"], problem["column"]) == (1, "score")
    assert "D and in E" in problem["reason"]
    assert not Ballot.objects.exists()


def test_other_criteria_stay_unless_they_are_to_go(scored: Round, capsys: Any) -> None:
    ballot_of(scored, [6.0] * 7)
    name = "s09_one_criterion_only.csv"
    before = brought(scored, name, capsys, dry_run=True, replace=True)
    assert (before["changed"], before["erased"], len(before["changes"])) == (1, 6, 7)
    assert scores() == dict.fromkeys(SMARTS, Decimal(6))
    kept = brought(scored, name, capsys)
    assert (kept["changed"], kept["erased"]) == (1, 0)
    assert scores() == {**dict.fromkeys(SMARTS, Decimal(6)), "energy": Decimal(8)}
    gone = brought(scored, name, capsys, replace=True)
    assert (gone["changed"], gone["erased"]) == (0, 6)
    assert scores() == {"energy": Decimal(8)}


def test_draft_of_the_judge_gives_way_and_the_version_equals_the_rows(
    scored: Round, capsys: Any
) -> None:
    ballot = ballot_of(
        scored, [3.0] * 7, submitted=False, comment_panel="ร่างของกรรมการ"
    )
    document = brought(scored, "s20_draft_exists.csv", capsys)
    assert (document["changed"], document["erased"]) == (1, 6)
    assert any("draft" in note for note in document["notes"])
    ballot.refresh_from_db()
    assert (ballot.state, ballot.version, ballot.comment_panel) == (
        "submitted",
        1,
        "ร่างของกรรมการ",
    )
    assert scores() == {"energy": Decimal(8)}
    assert BallotVersion.objects.get().scores == {"energy": "8"}
