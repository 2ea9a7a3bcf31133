"""The estimator: severity from shared entries only, and honest where there is nothing
to learn from.
"""

import numpy as np
import pytest

from judging.ranking import Rules, ranking_document
from judging.ranking import fair as _fair

from .boards import CRITERIA, award, grid, totals

RULES = Rules(weights=CRITERIA, places=5, levels=(1, 2, 2))


def by_entry(document):
    return {row["entry"]: row for row in document["entries"]}


def by_judge(document):
    return {row["judge"]: row for row in document["judges"]}


def severe_board():
    """Judge j3 gives 3 less than the others on everything; E would win the raw mean for
    not being seen by j3.
    """
    rng = np.random.Generator(np.random.PCG64(5))
    quality = dict(
        zip("ABCDEFGHIJKL", [7, 6.6, 4, 5, 6, 3, 4.5, 5.5, 3.5, 4, 5, 6], strict=True)
    )
    return totals(
        [
            (
                f"j{judge}",
                entry,
                value - 3 * (judge == 3) + 0.2 * float(rng.standard_normal()),
            )
            for entry, value in quality.items()
            for judge in (1, 2, 3, 4)
            if not (entry == "B" and judge == 3)
        ]
    )


def test_severe_judge_is_found_and_made_up_for():
    document = ranking_document(severe_board())
    assert by_judge(document)["j3"]["severity"] == pytest.approx(-2.25, abs=0.3)
    assert by_entry(document)["B"]["raw_rank"] == 1
    assert by_entry(document)["A"]["rank"] == 1


def test_judge_of_a_good_pile_is_not_taken_for_lenient():
    """Two panels, one saw the better half; ten bridging entries show that the judges are alike."""
    rng = np.random.Generator(np.random.PCG64(6))
    rows = []
    for entry in range(60):
        quality = 8.0 if entry < 30 else 4.0
        panel = ["a1", "a2", "a3"] if entry < 30 else ["b1", "b2", "b3"]
        panel += (["b1"] if entry < 30 else ["a1"]) if entry % 3 == 0 else []
        own = quality + float(rng.standard_normal())
        rows += [
            (judge, f"{entry:02}", own + 0.3 * float(rng.standard_normal()))
            for judge in panel
        ]
    document = ranking_document(totals(rows))
    assert all(abs(row["severity"]) < 0.3 for row in document["judges"])


def test_given_and_adjustment_add_up_to_counted_and_counted_averages_to_adjusted():
    for row in ranking_document(award(), RULES)["entries"]:
        steps = row["steps"]
        assert [s["given"] + s["adjustment"] for s in steps] == pytest.approx(
            [s["counted"] for s in steps], abs=1e-9
        )
        assert np.mean([s["given"] for s in steps]) == pytest.approx(
            row["raw"], abs=1e-9
        )
        weights = [s["weight"] for s in steps]
        average = np.average([s["counted"] for s in steps], weights=weights)
        assert average == pytest.approx(row["adjusted"], abs=1e-9)
        assert len(steps) == row["n_judges"]


def test_judge_with_a_wide_scale_is_found():
    rng = np.random.Generator(np.random.PCG64(7))
    quality = rng.standard_normal(60)
    rows = [
        (
            f"j{judge}",
            f"{entry:02}",
            5
            + (2.0 if judge == 0 else 1.0)
            * (quality[entry] + 0.4 * rng.standard_normal()),
        )
        for entry in range(60)
        for judge in range(8)
    ]
    judges = by_judge(ranking_document(totals(rows)))
    assert judges["j0"]["scale"] == pytest.approx(1.9, abs=0.25)
    assert all(
        0.8 < row["scale"] < 1.2 for judge, row in judges.items() if judge != "j0"
    )


def test_judge_with_two_ballots_is_not_rescaled():
    ballots = [
        *award(),
        *totals([("guest", "entry-000", 0.0), ("guest", "entry-001", 10.0)]),
    ]
    assert by_judge(ranking_document(ballots, RULES))["guest"]["scale"] == 1.0


def test_judge_who_gives_one_value_to_all_is_not_divided_by_it():
    rng = np.random.Generator(np.random.PCG64(8))
    rows = [
        (f"j{j}", f"{e:02}", float(rng.integers(11)))
        for e in range(20)
        for j in range(4)
    ]
    document = ranking_document(
        totals(rows + [("same", f"{e:02}", 7.0) for e in range(20)])
    )
    assert by_judge(document)["same"]["scale"] == 1.0


def test_severity_shrinks_with_few_shared_entries():
    """A judge seen with others on one entry is corrected less than one seen with them on ten."""
    rng = np.random.Generator(np.random.PCG64(9))
    rows = []
    for entry in range(40):
        own = float(rng.standard_normal())
        rows += [
            (f"j{j}", f"{entry:02}", own + j * 0.8 + float(rng.standard_normal()))
            for j in range(4)
        ]
        rows += (
            [("often", f"{entry:02}", own - 2.5 + float(rng.standard_normal()))]
            if entry < 10
            else []
        )
        rows += [("once", f"{entry:02}", own - 2.5)] if entry == 5 else []
    judges = by_judge(ranking_document(totals(rows)))
    assert judges["often"]["severity"] < judges["once"]["severity"] < 0
    assert judges["once"]["severity_se"] > 2 * judges["often"]["severity_se"]


def test_one_ballot_per_entry_gives_raw_averages_and_no_certainty():
    document = ranking_document(totals([("j", "A", 3), ("j", "B", 5), ("j", "C", 4)]))
    assert [
        (row["entry"], row["rank"], row["adjusted"]) for row in document["entries"]
    ] == [
        ("B", 1, 5.0),
        ("C", 2, 4.0),
        ("A", 3, 3.0),
    ]
    for row in document["entries"]:
        unknown = (
            "se",
            "rank_low",
            "rank_high",
            "p_first",
            "p_top",
            "p_levels",
            "decided",
        )
        assert {row[key] for key in unknown} == {None}
    assert [note["code"] for note in document["notes"]] == ["no_shared_entries"]


def test_disconnected_panels_are_not_ranked_together():
    board = [("a", "A1", 9), ("b", "A1", 8), ("a", "A2", 7), ("b", "A2", 7)]
    board += [("c", "B1", 3), ("d", "B1", 4), ("c", "B2", 2), ("d", "B2", 2)]
    document = ranking_document(totals(board))
    assert [
        (row["entry"], row["group"], row["rank"]) for row in document["entries"]
    ] == [
        ("A1", "all/1", 1),
        ("A2", "all/1", 2),
        ("B1", "all/2", 1),
        ("B2", "all/2", 2),
    ]
    assert [
        note["group"] for note in document["notes"] if note["code"] == "disconnected"
    ] == ["all/1", "all/2"]


def test_two_entries_and_two_judges_are_ranked():
    first, second = ranking_document(grid([[5, 6], [7, 9]]))["entries"]
    assert (first["entry"], first["rank"], second["rank"]) == ("B", 1, 2)
    assert first["p_first"] + second["p_first"] == pytest.approx(1)


def test_everybody_gives_the_maximum():
    document = ranking_document(grid([[10, 10, 10]] * 4), Rules(places=2))
    for row in document["entries"]:
        assert (row["adjusted"], row["rank"], row["rank_low"], row["rank_high"]) == (
            10.0,
            1,
            1,
            4,
        )
        assert row["p_first"] == pytest.approx(0.25, abs=0.05)
        assert row["decided"] is False
    assert "no_variance" in [note["code"] for note in document["notes"]]


def test_perfect_agreement_leaves_nothing_open():
    document = ranking_document(
        grid([[1, 1, 1], [2, 2, 2], [4, 4, 4]]), Rules(places=1)
    )
    assert [
        (row["entry"], row["rank_low"], row["rank_high"]) for row in document["entries"]
    ] == [
        ("C", 1, 1),
        ("B", 2, 2),
        ("A", 3, 3),
    ]
    assert all(row["decided"] for row in document["entries"])


def test_single_entry_is_first():
    (row,) = ranking_document(grid([[5, 7]]))["entries"]
    assert (
        row["rank"],
        row["rank_low"],
        row["rank_high"],
        row["p_first"],
        row["decided"],
    ) == (1, 1, 1, 1.0, True)


def test_chain_without_spare_ballots_is_not_corrected():
    document = ranking_document(grid([[5, 7, None], [None, 3, 4]]))
    assert {row["severity"] for row in document["judges"]} == {0.0}
    assert document["variance"]["judge"] == 0.0
    assert "no_severity" in [note["code"] for note in document["notes"]]


def test_weak_links_are_said():
    rng = np.random.Generator(np.random.PCG64(10))
    rows = [
        (f"{p}{j}", f"{p}{e}", float(rng.integers(11)))
        for p in "ab"
        for e in range(15)
        for j in range(3)
    ]
    document = ranking_document(totals([*rows, ("a0", "b0", 5.0)]))
    assert document["groups"][0]["connectivity"] < 0.5
    assert "weak_links" in [note["code"] for note in document["notes"]]


def test_evenly_linked_judges_have_full_connectivity():
    assert ranking_document(grid([[1, 2, 4], [2, 2, 5], [3, 1, 1]]))["groups"][0][
        "connectivity"
    ] == pytest.approx(1)


def test_higher_score_never_lowers_its_entry_while_scale_and_variance_ratio_stand(
    monkeypatch,
):
    """The bound of the module's docstring: with the two learnt settings held, monotony is exact."""
    monkeypatch.setattr(_fair, "SCALE_MIN_JUDGES", 10**6)
    rng = np.random.Generator(np.random.PCG64(11))
    for ratio in (0.0, 0.1, 1.0, 100.0):
        monkeypatch.setattr(_fair, "RATIOS", np.array([ratio]))
        for _ in range(60):
            _raise_one(rng)


def _raise_one(rng):
    entries, judges = int(rng.integers(2, 9)), int(rng.integers(2, 7))
    seen = np.argwhere(rng.random((entries, judges)) < 0.7)
    if len(seen) < 3:
        return
    entry, judge = (np.unique(column, return_inverse=True)[1] for column in seen.T)
    y = rng.integers(0, 11, len(entry)).astype(float)
    shape = int(entry.max()) + 1, int(judge.max()) + 1
    place, more = int(rng.integers(len(y))), y.copy()
    more[place] += rng.integers(1, 8)
    before, after = (
        _fair.fit(entry, judge, values, *shape).adjusted for values in (y, more)
    )
    gains = after - before
    assert gains[entry[place]] >= gains.max() - 1e-9
