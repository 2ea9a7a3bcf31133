"""An entry that no ballot gives a score stays in the document: at the end, unranked,
with a note that names it.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from judging.ranking import (
    Ballot,
    Rules,
    contenders_of,
    explain,
    ranked_rows,
    ranking_document,
    unscored_count,
    what_if,
)

from .boards import totals

SCORED = totals([("x", "A", 7), ("y", "A", 8), ("x", "B", 5), ("y", "B", 6)])
BLANK = [Ballot(judge, "0-blank") for judge in "xy"]
NOTHING = (
    "raw",
    "adjusted",
    "se",
    "rank",
    "rank_low",
    "rank_high",
    "p_first",
    "p_top",
    "decided",
)


def named_notes(document: dict[str, Any]) -> list[str]:
    return [note["entry"] for note in document["notes"] if note["code"] == "no_scores"]


def test_entry_with_only_blank_scores_stands_last_unranked_and_is_named() -> None:
    document = ranking_document([*BLANK, *SCORED])
    assert [(row["entry"], row["rank"]) for row in document["entries"]] == [
        ("A", 1),
        ("B", 2),
        ("0-blank", None),
    ]
    last = document["entries"][-1]
    assert (last["n_judges"], [last[name] for name in NOTHING]) == (
        0,
        [None] * len(NOTHING),
    )
    assert all(row.keys() == last.keys() for row in document["entries"])
    [note] = [note for note in document["notes"] if note["code"] == "no_scores"]
    assert note["text"].startswith("0-blank ")
    assert json.loads(json.dumps(document, allow_nan=False)) == document


def test_other_entries_are_ranked_as_if_it_were_not_there() -> None:
    with_it, without = ranking_document([*BLANK, *SCORED]), ranking_document(SCORED)
    assert ranked_rows(with_it["entries"]) == without["entries"]
    for part in ("judges", "agreement", "variance", "ties", "groups"):
        assert with_it[part] == without[part]
    assert (named_notes(without), unscored_count(with_it["entries"])) == ([], 1)


def test_one_score_is_enough_to_be_ranked() -> None:
    document = ranking_document(
        [*BLANK, Ballot("z", "0-blank", {"impact": 3}), *SCORED]
    )
    assert named_notes(document) == []
    assert all(row["rank"] for row in document["entries"])


def test_score_on_a_criterion_without_weight_is_none_that_counts() -> None:
    ballots = [
        Ballot("x", "A", {"impact": 5, "extra": 1}),
        Ballot("x", "B", {"impact": None, "extra": 9}),
    ]
    assert named_notes(
        ranking_document(ballots, Rules(weights={"impact": 1, "extra": 0}))
    ) == ["B"]


def test_stands_at_the_end_of_its_own_category_even_alone_there() -> None:
    ballots = [
        *totals([("x", "A", 7)], "b"),
        Ballot("x", "N", {}, category="a"),
        Ballot("x", "M", {}, category="b"),
    ]
    found = [
        (row["category"], row["entry"], row["rank"])
        for row in ranking_document(ballots)["entries"]
    ]
    assert found == [("a", "N", None), ("b", "A", 1), ("b", "M", None)]


def test_only_blank_ballots_make_a_document_without_ranks() -> None:
    document = ranking_document(BLANK)
    assert [row["rank"] for row in document["entries"]] == [None]
    assert (document["groups"], document["judges"], named_notes(document)) == (
        [],
        [],
        ["0-blank"],
    )


def test_method_that_was_locked_with_version_1_0_leaves_it_out_as_ever() -> None:
    document = ranking_document([*BLANK, *SCORED], Rules(version="1.0"))
    assert document == ranking_document(SCORED, Rules(version="1.0"))


def test_close_calls_and_what_ifs_pass_over_it() -> None:
    ballots = [*BLANK, *SCORED]
    assert [one.entry for one in contenders_of(ranking_document(ballots))] == ["A", "B"]
    assert named_notes(what_if(ballots, Rules(), without_judges=["y"])) == ["0-blank"]


@pytest.mark.parametrize(
    ("language", "word"), [("en", "not ranked"), ("th", "ไม่จัดอันดับ")]
)
def test_it_is_said_in_both_languages(language: explain.Language, word: str) -> None:
    document = ranking_document([*BLANK, *SCORED])
    [sentence] = explain.entry_sentences(document["entries"][-1], language)
    note = explain.note_sentence(document["notes"][-1], language)
    assert word in sentence
    assert word in note
    assert "0-blank" in note
    assert all(word in explain.unscored_sentence(count, language) for count in (1, 2))


@pytest.mark.parametrize("header", ["judge,entry,score", "judge,entry,criterion,score"])
def test_rank_command_prints_it_at_the_end(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], header: str
) -> None:
    middle = ",impact" if "criterion" in header else ""
    rows = [
        f"{judge},{entry}{middle},{score}"
        for judge, entry, score in ("xA7", "yA8", "xB5", "yB6")
    ]
    (tmp_path / "b.csv").write_text(
        "\n".join([header, f"x,0{middle},", f"y,0{middle},", *rows, ""])
    )
    call_command("rank", str(tmp_path / "b.csv"), "--json")
    document = json.loads(capsys.readouterr().out)
    assert [(row["entry"], row["rank"]) for row in document["entries"]] == [
        ("A", 1),
        ("B", 2),
        ("0", None),
    ]
    call_command("rank", str(tmp_path / "b.csv"))
    said = capsys.readouterr().out.splitlines()
    assert said[-1] == "0 has no scores that count, so it is not ranked."


def test_rank_command_takes_a_file_of_blank_scores(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "b.csv").write_text("judge,entry,score\nx,A,\ny,A,\n")
    call_command("rank", str(tmp_path / "b.csv"))
    assert (
        capsys.readouterr().out.strip()
        == "A has no scores that count, so it is not ranked."
    )
