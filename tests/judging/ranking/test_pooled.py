"""Method 2: judges learnt from all categories, weighed, and from entries that are out."""

from dataclasses import replace

import numpy as np
import pytest

from judging.ranking import (
    Ballot,
    Rules,
    category_documents,
    ranked,
    ranking_document,
    two_variances,
)
from judging.ranking import learning as _learning
from judging.ranking.ballots import tables
from judging.ranking.columns import columns_of
from judging.ranking.learning import judge
from judging.ranking.linked import components
from judging.ranking.pooled import fit_round
from judging.ranking.severities import Response, severities

from .boards import CRITERIA, award

RULES = Rules(weights=CRITERIA, places=3, draws=200)


def by_name(rows, key):
    return {row[key]: row for row in rows}


def across(seed=3, categories=4, entries=6, judges=6, own=0.0, quiet=()):
    """Every judge in every category, with one leniency for all, or one more per category."""
    rng = np.random.Generator(np.random.PCG64(seed))
    bias = rng.standard_normal(judges)
    found = []
    for category in range(categories):
        local = bias + own * rng.standard_normal(judges)
        for entry in range(entries):
            quality = float(rng.standard_normal())
            for seat in rng.permutation(judges)[:3].tolist():
                noise = 0.1 if seat in quiet else 0.7
                total = 5 + quality + local[seat] + noise * rng.standard_normal()
                name = f"e{category}-{entry}"
                found.append(
                    Ballot(f"j{seat}", name, total=total, category=f"c{category}")
                )
    return found, bias


def test_severity_is_one_thing_across_categories():
    """Three ballots in one category tell less of a judge than the twelve in all of them."""
    ballots, bias = across()
    off = {"1.1": [], "2.0": []}
    for version, errors in off.items():
        document = ranking_document(ballots, Rules(version=version, draws=100))
        for category in range(4):
            own = [
                row for row in document["judges"] if row["category"] == f"c{category}"
            ]
            seats = [int(row["judge"][1:]) for row in own]
            found = np.array([row["severity"] for row in own])
            errors.append(found - (bias[seats] - bias[seats].mean()))
    old, new = (np.std(np.concatenate(errors)) for errors in off.values())
    assert new < 0.8 * old


def test_one_category_alone_is_ranked_as_before_but_for_the_weights(monkeypatch):
    monkeypatch.setattr(_learning, "WEIGHT_PASSES", 0)
    old = ranking_document(award(), replace(RULES, version="1.1"))
    new = ranking_document(award(), RULES)
    for before, after in zip(old["entries"], new["entries"], strict=True):
        assert before["entry"] == after["entry"]
        assert before["adjusted"] == pytest.approx(after["adjusted"], abs=2e-3)
        assert before["se"] == pytest.approx(after["se"], rel=0.01)


def test_both_variances_are_where_the_restricted_likelihood_has_its_top():
    """Looked up and down in both directions: lower nowhere, level to the last digits."""
    ballots, _ = across(seed=5, own=0.6, entries=10)
    parts = [part for one in tables(ballots, RULES) for part in components(one)]
    columns = columns_of(parts)
    z = np.concatenate([part.total for part in parts])
    judged = judge(columns, z, np.ones(columns.judges))
    best = judged.ratios
    assert best.common > 0.05
    assert best.own > 0.05
    for up in (0.97, 1.03):
        aside = two_variances.at_ratios(judged.seen, best.common * up, best.own)
        below = two_variances.at_ratios(judged.seen, best.common, best.own * up)
        assert min(aside.deviance, below.deviance) > best.deviance
    for which in (1, 2):
        shift = np.array([best.common, best.own])
        step = np.where(np.arange(2) == which - 1, 1e-4 * shift, 0.0)
        high, low = (
            two_variances.at_ratios(judged.seen, *(shift + sign * step)).deviance
            for sign in (1, -1)
        )
        assert abs(high - low) < 1e-9


def test_ratio_of_one_category_is_settled_to_eight_digits():
    (group,) = ranked(award(), replace(RULES, version="2.0"))
    values, ratio = group.fit.eigenvalues, group.fit.ratio
    assert ratio > 0
    parts = tables(award(), RULES)
    columns = columns_of(parts)
    z = (parts[0].total - parts[0].total.mean()) / parts[0].total.std()
    judged = judge(columns, z, np.ones(columns.judges))
    seen = judged.seen.blocks[0].vectors.T @ judged.seen.blocks[0].seen

    def slope(at):
        left = 1.0 / (1.0 + at * values)
        noise = (judged.seen.squares - np.sum(seen**2 * at * left)) / columns.freedom
        return np.sum(values * left) - np.sum((seen * left) ** 2) / noise

    best = judged.ratios.common
    assert slope(best * (1 - 1e-8)) < 0 < slope(best * (1 + 1e-8))


def test_judge_who_strays_less_counts_more():
    ballots, _ = across(seed=7, entries=40, quiet=(2,))
    weights = {
        row["judge"]: row["weight"] for row in ranking_document(ballots)["judges"]
    }
    assert max(weights, key=weights.get) == "j2"
    assert weights["j2"] > 1.2
    assert 1 / 3 <= min(weights.values()) <= max(weights.values()) <= 3


def test_judges_alike_weigh_alike():
    assert {row["weight"] for row in ranking_document(award())["judges"]} == {1.0}


def test_entry_that_is_out_still_tells_what_its_judges_are_like():
    """Whoever withdraws changes no score of another, as if nothing had happened."""
    ballots, last = award(), "entry-039"
    out = [replace(one, ranked=one.entry != last) for one in ballots]
    before = by_name(ranking_document(ballots, RULES)["entries"], "entry")
    document = ranking_document(out, RULES)
    after = by_name(document["entries"], "entry")
    assert before.keys() - after.keys() == {last}
    for name, row in after.items():
        assert row["adjusted"] == before[name]["adjusted"]
        assert row["steps"] == before[name]["steps"]
    gone = {one.judge for one in ballots if one.entry == last}
    told = {row["judge"] for row in document["judges"] if row["calibrating"]}
    assert told == gone
    assert document["groups"][0]["calibrating"] == len(gone)
    assert document["groups"][0]["entries"] == 39


def test_method_1_forgets_entries_that_are_out():
    rules = replace(RULES, version="1.1")
    out = [replace(one, ranked=one.entry != "entry-039") for one in award()]
    left = [one for one in award() if one.entry != "entry-039"]
    assert ranking_document(out, rules) == ranking_document(left, rules)


def test_category_whose_entries_are_all_out_has_no_line_but_is_learnt_from():
    ballots, _ = across()
    out = [replace(one, ranked=one.category != "c0") for one in ballots]
    found = category_documents(out, Rules(draws=100))
    assert (found["c0"]["entries"], found["c0"]["groups"]) == ([], [])
    alone = category_documents(
        [one for one in ballots if one.category != "c0"], Rules(draws=100)
    )
    assert found["c1"]["entries"] != alone["c1"]["entries"]


def test_documents_of_categories_are_the_parts_of_the_whole():
    ballots, _ = across()
    whole, apart = ranking_document(ballots), category_documents(ballots, Rules())
    assert [row for one in apart.values() for row in one["entries"]] == whole["entries"]
    assert [row for one in apart.values() for row in one["judges"]] == whole["judges"]


def test_chair_of_one_category_says_nothing_in_another():
    rows = [("j1", "A", 5), ("j1", "B", 5), ("j2", "A", 5), ("j2", "B", 5)]
    ballots = [
        Ballot(j, e, total=t, category=c) for c in ("x", "y") for j, e, t in rows
    ]
    rules = Rules(ties=("chair",), category_chair={"x": (("B", "A"),)}, draws=100)
    ranks = {
        code: {row["entry"]: row["rank"] for row in one["entries"]}
        for code, one in category_documents(ballots, rules).items()
    }
    assert ranks == {"x": {"B": 1, "A": 2}, "y": {"A": 1, "B": 1}}


@pytest.mark.parametrize("own", [0.0, 0.4])
@pytest.mark.parametrize("categories", [1, 3])
def test_severities_follow_scores_as_they_are_found(categories, own):
    """What is made once for many rounds of scores, against each round by itself."""
    ballots, _ = across(categories=categories)
    columns = columns_of(
        [part for one in tables(ballots, RULES) for part in components(one)]
    )
    rng, even = np.random.Generator(np.random.PCG64(5)), np.ones(columns.judges)
    scores = rng.standard_normal((len(columns.judge), 2))
    seen = [judge(columns, column, even).seen for column in scores.T]
    blocks = zip(seen[0].blocks, seen[1].blocks, strict=True)
    both = [np.stack([one.seen, other.seen], axis=1) for one, other in blocks]
    found = Response(seen[0], 0.8, own).means(both)
    for number, one in enumerate(seen):
        for mean, wanted in zip(found, severities(one, 0.8, own).mean, strict=True):
            assert mean[:, number] == pytest.approx(wanted, abs=1e-12)


def test_raise_never_lowers_while_scales_weights_and_variances_stand(monkeypatch):
    """The bound of the module's docstring, in one category and in three."""
    monkeypatch.setattr(_learning, "SCALE_PASSES", 0)
    monkeypatch.setattr(_learning, "WEIGHT_PASSES", 0)
    rng = np.random.Generator(np.random.PCG64(11))
    for common, own in ((0.0, 0.0), (0.1, 0.0), (1.0, 0.5), (100.0, 3.0)):
        held = two_variances.Ratios(common, own, 1.0, 0.0)
        monkeypatch.setattr(_learning, "restricted", lambda seen, held=held: held)
        for _ in range(12):
            raise_one(rng)


def raise_one(rng):
    judges, categories = int(rng.integers(2, 6)), int(rng.integers(1, 4))
    ballots = [
        Ballot(f"j{j}", f"e{e}", total=float(rng.integers(11)), category=f"c{c}")
        for c in range(categories)
        for e in range(int(rng.integers(2, 6)))
        for j in range(judges)
        if rng.random() < 0.8
    ]
    if len(ballots) < 4:
        return
    place = int(rng.integers(len(ballots)))
    one = ballots[place]
    raised = replace(one, total=one.total + int(rng.integers(1, 8)))
    before, after = (
        scores_of(rows)
        for rows in (ballots, [*ballots[:place], raised, *ballots[place + 1 :]])
    )
    gains = {
        name: after[name] - before[name] for name in before if name[0] == one.category
    }
    assert gains[one.category, one.entry] >= max(gains.values()) - 1e-9


def scores_of(ballots):
    parts = [part for one in tables(ballots, Rules()) for part in components(one)]
    return {
        (part.category, name): score
        for part, fitted in zip(parts, fit_round(parts), strict=True)
        for name, score in zip(part.entries, fitted.adjusted.tolist(), strict=True)
    }
