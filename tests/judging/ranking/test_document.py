"""The ranking document as others rely on it."""

import json

import pytest

from judging.ranking import NAME, VERSION, Rules, ranking_document

from .boards import CRITERIA, award, grid, totals

RULES = Rules(weights=CRITERIA, places=5, levels=(1, 2, 2))
ENTRY_KEYS = {
    "entry",
    "category",
    "n_judges",
    "raw",
    "adjusted",
    "se",
    "rank",
    "rank_low",
    "rank_high",
    "p_first",
    "p_top",
    "decided",
    "group",
}


@pytest.fixture(scope="module")
def document():
    return ranking_document(award(), RULES)


def test_document_has_the_agreed_keys(document):
    assert {
        "method",
        "entries",
        "judges",
        "agreement",
        "variance",
        "ties",
        "notes",
    } <= set(document)
    assert (document["method"]["name"], document["method"]["version"]) == (
        NAME,
        VERSION,
    )
    assert all(set(row) >= ENTRY_KEYS for row in document["entries"])
    assert all(
        set(row) >= {"judge", "n", "severity", "scale", "fit"}
        for row in document["judges"]
    )
    assert set(document["agreement"]) == {"icc1", "icck", "alpha"}
    variances = {"entry", "judge", "residual"}
    assert set(document["variance"]) == variances | {"judge_category"}


def test_document_of_method_1_has_the_keys_that_it_always_had():
    document = ranking_document(award(), Rules(**{**RULES.__dict__, "version": "1.1"}))
    assert set(document["variance"]) == {"entry", "judge", "residual"}
    assert "weight" not in document["judges"][0]
    assert "weight" not in document["entries"][0]["steps"][0]
    assert "calibrating" not in document["groups"][0]


def test_document_is_json_without_nan(document):
    assert json.loads(json.dumps(document, allow_nan=False)) == document


def test_entries_stand_in_rank_order(document):
    ranks = [row["rank"] for row in document["entries"]]
    assert ranks == sorted(ranks)
    assert ranks[0] == 1


def test_chances_add_up(document):
    rows = document["entries"]
    assert sum(row["p_first"] for row in rows) == pytest.approx(1)
    assert sum(row["p_top"] for row in rows) == pytest.approx(5)
    assert all(sum(row["p_levels"]) == pytest.approx(row["p_top"]) for row in rows)


def test_rank_lies_in_its_interval_and_decided_follows_from_it(document):
    for row in document["entries"]:
        assert row["rank_low"] <= row["rank"] <= row["rank_high"]
        assert row["decided"] == (row["rank_high"] <= 5 or row["rank_low"] > 5)


def test_categories_are_ranked_apart():
    both = ranking_document(
        [
            b
            for name in ("x", "y")
            for b in totals(
                [("j", "A", 1), ("k", "A", 2), ("j", "B", 3), ("k", "B", 3)], name
            )
        ]
    )
    assert [
        (row["category"], row["entry"], row["rank"]) for row in both["entries"]
    ] == [
        ("x", "B", 1),
        ("x", "A", 2),
        ("y", "B", 1),
        ("y", "A", 2),
    ]
    assert [group["group"] for group in both["groups"]] == ["x", "y"]
    assert both["agreement"]["icc1"] is None


def test_other_category_changes_nothing_in_method_1():
    own, rules = grid([[1, 2], [4, 3], [5, 5]]), Rules(version="1.1")
    other = totals([("j1", "Z", 9), ("j2", "Z", 0), ("j1", "Y", 0)], "zz")
    both = ranking_document([*other, *own], rules)
    assert both["entries"][:3] == ranking_document(own, rules)["entries"]


def test_winners_hardly_better_than_the_next_are_practically_tied(document):
    close = [tie for tie in document["ties"] if tie["kind"] == "practically_tied"]
    places = {row["entry"]: place for place, row in enumerate(document["entries"])}
    for tie in close:
        upper, lower = (places[name] for name in tie["entries"])
        assert (lower - upper, upper < 5, tie["p"] < 0.6) == (1, True, True)
    assert close


def test_reliability_gains_from_the_correction(document):
    figures = document["groups"][0]["reliability"]
    assert 0 < figures["before"] < figures["after"] < 1


def test_draws_and_seed_move_the_chances_only_a_little(document):
    other = ranking_document(award(), Rules(**{**RULES.__dict__, "seed": 7}))
    for row, again in zip(document["entries"], other["entries"], strict=True):
        assert row["adjusted"] == again["adjusted"]
        assert row["p_top"] == pytest.approx(again["p_top"], abs=0.05)


def test_lenient_judges_with_better_entries_are_warned_of():
    rows = [
        (f"j{judge}", f"{entry:02}", float(entry + judge + (entry * judge) % 3))
        for entry in range(24)
        for judge in range(12)
        if abs(entry / 2 - judge) < 3
    ]
    document = ranking_document(totals(rows))
    assert document["groups"][0]["allocation"] > 0.8
    assert "lenient_saw_better" in [note["code"] for note in document["notes"]]
