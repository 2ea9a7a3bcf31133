"""What must hold for any round at all."""

import json
import math
from dataclasses import replace

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from judging.ranking import Ballot, Rules, ranked, ranking_document
from judging.ranking.unscored import ranked_rows

from .boards import CRITERIA, award

RULES = Rules(places=2, levels=(1, 2), draws=100)
SCORES = st.one_of(
    st.none(),
    st.integers(0, 10),
    st.floats(-1e6, 1e6),
    st.decimals(0, 100, places=2),
    st.sampled_from([0, 10]),
)


@st.composite
def rounds(draw, scores=SCORES):
    """Up to 8 entries by up to 6 judges, any of them absent, any criterion skipped."""
    entries, judges = draw(st.integers(1, 8)), draw(st.integers(1, 6))
    seats = draw(
        st.sets(
            st.tuples(st.integers(0, entries - 1), st.integers(0, judges - 1)),
            min_size=1,
        )
    )
    category = st.sampled_from(["", "x"])
    found = []
    for entry, judge in sorted(seats):
        given_scores = {name: draw(scores) for name in ("a", "b")}
        found.append(
            Ballot(
                f"judge {judge}",
                f"entry {entry}",
                given_scores,
                category=draw(category),
            )
        )
    return found


def same(one, other):
    return json.dumps(one, sort_keys=True) == json.dumps(other, sort_keys=True)


@settings(max_examples=150, deadline=None)
@given(rounds())
def test_any_valid_round_gives_a_document_without_nan(ballots):
    document = ranking_document(ballots, RULES)
    json.dumps(document, allow_nan=False)
    for row in ranked_rows(document["entries"]):
        assert math.isfinite(row["adjusted"])
        assert (
            row["rank_low"] is None
            or row["rank_low"] <= row["rank"] <= row["rank_high"]
        )


@settings(max_examples=60, deadline=None)
@given(rounds(), st.randoms(use_true_random=False))
def test_order_of_rows_changes_nothing(ballots, random):
    shuffled = random.sample(ballots, len(ballots))
    assert same(ranking_document(ballots, RULES), ranking_document(shuffled, RULES))


@settings(max_examples=40, deadline=None)
@given(st.permutations(range(8)), st.permutations(range(40)), st.integers(1, 50))
def test_names_change_nothing(judge_names, entry_names, seed):
    """Under any renaming the adjusted scores stay (the last bits of sums aside), and so
    do ranks and chances.
    """
    ballots = award(seed=seed)
    renamed = [
        Ballot(
            f"{judge_names[int(b.judge[6:])]}",
            f"{entry_names[int(b.entry[6:])]:02}",
            b.scores,
        )
        for b in ballots
    ]
    rules = Rules(weights=CRITERIA, draws=100)
    before = {
        f"{entry_names[int(row['entry'][6:])]:02}": row
        for row in ranking_document(ballots, rules)["entries"]
    }
    for row in ranking_document(renamed, rules)["entries"]:
        assert abs(row["adjusted"] - before[row["entry"]]["adjusted"]) < 1e-8
        same_figures = ("rank", "rank_low", "rank_high", "p_first", "p_top", "decided")
        assert [row[key] for key in same_figures] == [
            before[row["entry"]][key] for key in same_figures
        ]


@settings(max_examples=60, deadline=None)
@given(rounds())
def test_steps_add_up_on_every_entry(ballots):
    for row in ranked_rows(ranking_document(ballots, RULES)["entries"]):
        size = max(
            1.0, *(abs(step["counted"]) + abs(step["given"]) for step in row["steps"])
        )
        for step in row["steps"]:
            assert (
                abs(step["given"] + step["adjustment"] - step["counted"]) <= 1e-9 * size
            )
        weights = [step["weight"] for step in row["steps"]]
        average = np.average(
            [step["counted"] for step in row["steps"]], weights=weights
        )
        assert abs(average - row["adjusted"]) <= 1e-9 * size
        assert weights == [round(weight, 2) for weight in weights]


@settings(max_examples=60, deadline=None)
@given(rounds())
def test_skipped_criterion_and_absent_ballot_never_act_as_zero(ballots):
    """Leaving the key out, saying None, or adding ballots that score nothing: all the same."""
    bare = [
        Ballot(
            b.judge,
            b.entry,
            {k: v for k, v in b.scores.items() if v is not None},
            category=b.category,
        )
        for b in ballots
    ]
    empty = [
        Ballot("absent", b.entry, {"a": None}, category=b.category)
        for b in {b.entry: b for b in ballots}.values()
    ]
    rules = Rules(weights={"a": 2, "b": 1}, draws=100)
    assert same(ranking_document(ballots, rules), ranking_document(bare + empty, rules))


@settings(max_examples=60, deadline=None)
@given(rounds(st.one_of(st.none(), st.just(8))))
def test_judges_who_say_eight_or_nothing_leave_every_entry_at_eight(ballots):
    """What is skipped pulls nothing down: not a ballot, not an average, not an adjusted score."""
    document = ranking_document(ballots, Rules(weights={"a": 3, "b": 1}, draws=100))
    for row in ranked_rows(document["entries"]):
        assert [step["given"] for step in row["steps"]] == [8.0] * row["n_judges"]
        assert (row["raw"], row["adjusted"], row["rank"]) == (8.0, 8.0, 1)


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 11), st.integers(1, 30))
def test_withdrawing_an_entry_of_a_panel_that_shares_nothing_changes_nothing(
    number, seed
):
    """Method 1. Two panels in one category that no entry links: each is ranked as if the
    other were not there.
    """
    ours, theirs = award(12, 4, 3, seed), award(12, 4, 3, seed + 100)
    theirs = [Ballot(f"z{b.judge}", f"z{b.entry}", b.scores) for b in theirs]
    left = [b for b in theirs if b.entry != f"zentry-{number:03}"]
    rules = Rules(weights=CRITERIA, draws=100, version="1.1")
    before, after = (
        ranking_document(ours + rest, rules)["entries"] for rest in (theirs, left)
    )
    mine = [
        [row for row in rows if row["entry"].startswith("entry")]
        for rows in (before, after)
    ]
    assert len(mine[0]) == 12
    assert mine[0] == mine[1]


@settings(max_examples=60, deadline=None)
@given(rounds(), st.integers(0, 7))
def test_withdrawing_an_entry_of_another_group_changes_nothing_in_method_1(
    ballots, number
):
    left = [
        b for b in ballots if not (b.category == "x" and b.entry == f"entry {number}")
    ]
    rules = replace(RULES, version="1.1")
    before, after = ranking_document(ballots, rules), ranking_document(left, rules)
    mine = [
        [row for row in document["entries"] if row["category"] is None]
        for document in (before, after)
    ]
    assert mine[0] == mine[1]


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 7), st.floats(-30, 30), st.integers(1, 30))
def test_constant_added_to_one_judge_moves_nothing_in_the_unshrunken_limit(
    judge, constant, seed
):
    """With all judges linked and severity learnt freely, leniency cancels to the last digits."""
    ballots = [
        Ballot(b.judge, b.entry, total=sum(b.scores.values()) / 3)
        for b in award(seed=seed)
    ]
    moved = [
        Ballot(
            b.judge, b.entry, total=b.total + constant * (b.judge == f"judge-{judge}")
        )
        for b in ballots
    ]
    one, other = (_unshrunken(rows) for rows in (ballots, moved))
    assert np.allclose(one - one.mean(), other - other.mean(), atol=1e-4)


def _unshrunken(ballots):
    from judging.ranking import fair

    (table,) = [group.table for group in ranked(ballots, Rules(draws=100))]
    plan = fair.design(table.entry, table.judge, len(table.entries), len(table.judges))
    z = fair.rescale(plan, table.total, fair.scales(plan, table.total) ** 0.0)
    within = z - plan.entry_means(z)[plan.entry]
    seen = plan.vectors.T @ np.bincount(plan.judge, within, len(plan.loads))
    ratio = 1e9
    severity = plan.vectors @ (seen * ratio / (1.0 + ratio * plan.values))
    return plan.entry_means(z - severity[plan.judge])


def test_constant_added_to_one_judge_disturbs_the_order_less_than_it_disturbs_the_raw_mean():
    ours, raw = [], []
    for seed in range(12):
        ballots = [
            Ballot(b.judge, b.entry, total=sum(b.scores.values()) / 3)
            for b in award(seed=seed)
        ]
        moved = [
            Ballot(b.judge, b.entry, total=b.total + 2 * (b.judge == "judge-3"))
            for b in ballots
        ]
        before, after = ranking_document(ballots, RULES), ranking_document(moved, RULES)
        ours.append(_moves(before, after, "rank"))
        raw.append(_moves(before, after, "raw_rank"))
    assert np.mean(ours) < 0.25 * np.mean(raw)


def _moves(before, after, key):
    places = {row["entry"]: row[key] for row in before["entries"]}
    return sum(abs(places[row["entry"]] - row[key]) for row in after["entries"])


def test_higher_score_alone_hardly_ever_lowers_its_entry():
    """In plausible rounds never seen in 19,000 tries; here 300 raises, none may lower the rank."""
    rng = np.random.Generator(np.random.PCG64(12))
    for seed in range(60):
        ballots = [
            Ballot(b.judge, b.entry, total=sum(b.scores.values()) / 3)
            for b in award(12, 5, 3, seed)
        ]
        before = {
            row["entry"]: row["rank"]
            for row in ranking_document(ballots, RULES)["entries"]
        }
        for _ in range(5):
            place = int(rng.integers(len(ballots)))
            one = ballots[place]
            higher = Ballot(
                one.judge, one.entry, total=one.total + float(rng.integers(1, 4))
            )
            document = ranking_document(
                [*ballots[:place], higher, *ballots[place + 1 :]], RULES
            )
            assert {row["entry"]: row["rank"] for row in document["entries"]}[
                one.entry
            ] <= before[one.entry]
