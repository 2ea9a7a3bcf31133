"""What was known of judges before the round: counted as far as this round's ballots show
that it lasts, and not at all otherwise.
"""

import json
from dataclasses import replace

import numpy as np
import pytest

from judging.ranking import (
    Ballot,
    Earlier,
    InvalidInput,
    Known,
    Rules,
    known_from,
    ranked,
    ranking_document,
)
from judging.ranking.columns import columns_of
from judging.ranking.earlier import expected, informed, shifted, standing
from judging.ranking.learning import judge
from judging.ranking.simulation import returning

BIAS = np.linspace(-1.5, 1.5, 12)


def edition(seed, bias=BIAS, entries=30, each=3):
    """Every entry before `each` of the judges, in turn."""
    rng = np.random.Generator(np.random.PCG64(seed))
    found = []
    for entry in range(entries):
        quality = float(rng.standard_normal())
        for place in range(each):
            seat = (entry * (each - 1) + 5 * place) % len(bias)
            total = 5 + quality + bias[seat] + rng.standard_normal()
            found.append(Ballot(f"j{seat:02}", f"e{entry:02}", total=float(total)))
    return found


def known(bias=BIAS, se=0.2):
    judges = {f"j{i:02}": Known(float(b), se) for i, b in enumerate(bias)}
    return Earlier(float(np.std(bias)), judges)


def severities_of(ballots, earlier=None):
    (group,) = ranked(ballots, Rules(draws=200, earlier=earlier))
    return group.whole_fit


def test_what_lasted_makes_severity_better_known():
    off = {"alone": [], "known": []}
    for seed in range(8):
        ballots = edition(seed, entries=16)
        for name, earlier in (("alone", None), ("known", known())):
            off[name].append(severities_of(ballots, earlier).severity - BIAS)
    assert np.std(off["known"]) < 0.7 * np.std(off["alone"])


def test_standard_error_of_severity_is_smaller_where_more_was_known():
    ballots = edition(3)
    alone, exact, rough = (
        severities_of(ballots, one).severity_se.mean()
        for one in (None, known(se=0.05), known(se=0.8))
    )
    assert exact < rough < alone * 1.001


def test_what_did_not_last_is_hardly_taken_over():
    """Other judges under the same names: learnt from the ballots, nobody says it."""
    shuffled = np.random.Generator(np.random.PCG64(9)).permutation(BIAS)
    alone = severities_of(edition(4, shuffled, entries=60))
    told = severities_of(edition(4, shuffled, entries=60), known())
    assert told.lasting < 0.3
    lasted = severities_of(edition(4, entries=60), known())
    assert lasted.lasting > 0.7
    moved = np.abs(told.severity - alone.severity).max()
    assert moved < 0.25 * np.std(BIAS)


def test_nothing_known_changes_nothing():
    ballots = edition(5)
    plain = ranking_document(ballots, Rules(draws=200))
    stranger = Earlier(1.0, {"nobody": Known(2.0, 0.1)})
    for earlier in (Earlier(0.0), stranger, replace(known(), spread=0.0)):
        rules = Rules(draws=200, earlier=earlier)
        assert ranking_document(ballots, rules)["entries"] == plain["entries"]


def test_scale_on_which_the_judges_scored_then_does_not_matter():
    ballots, old = edition(6), known()
    in_hundreds = Earlier(
        10 * old.spread,
        {name: Known(10 * k.severity, 10 * k.se) for name, k in old.judges.items()},
    )
    one, other = severities_of(ballots, old), severities_of(ballots, in_hundreds)
    assert other.adjusted == pytest.approx(one.adjusted, abs=1e-9)


def test_whoever_is_new_is_as_unknown_as_without():
    """At any rho a new judge's own share stays open, whatever is known of the others."""
    some = Earlier(1.0, {"a": Known(0.8, 0.3)})
    found = standing(some, ["a", "b"]).expected(0.9)
    assert found.mean.tolist() == [pytest.approx(0.72), 0.0]
    assert found.left.tolist() == [pytest.approx(1 - 0.81 * (1 - 0.09)), 1.0]


def test_nobody_is_less_known_than_a_stranger():
    """A standard error larger than the spread between judges opens no more than all."""
    found = standing(Earlier(1.0, {"a": Known(0.8, 5.0)}), ["a"]).expected(1.0)
    assert found.left.tolist() == [1.0]


def test_severity_is_the_average_by_precision_of_then_and_now():
    """Against generalised least squares written down in full."""
    (group,) = ranked(edition(7), Rules(draws=200))
    columns = columns_of([group.whole])
    z = group.whole.total - group.whole.total.mean()
    judged = judge(columns, z, np.ones(columns.judges))
    at, seen = judged.ratios, judged.seen
    before = expected(seen, at, standing(known(), columns.names))
    n = len(z)
    seats = np.zeros((n, columns.judges))
    seats[np.arange(n), columns.judge] = 1.0
    entries = np.zeros((n, len(group.whole.entries)))
    entries[np.arange(n), group.whole.entry] = 1.0
    prior = np.diag(at.common * at.residual * before.left)
    covariance = seats @ prior @ seats.T + at.residual * np.eye(n)
    shift = np.sqrt(at.common * at.residual) * before.mean
    weigh = np.linalg.inv(covariance)
    rest = z - seats @ shift
    quality = np.linalg.solve(entries.T @ weigh @ entries, entries.T @ weigh @ rest)
    severity = shift + prior @ seats.T @ weigh @ (rest - entries @ quality)
    found = informed(seen, at, before).mean[0]
    assert found == pytest.approx(severity - severity.mean(), abs=1e-9)


def test_shifting_is_as_if_other_scores_had_been_given():
    (group,) = ranked(edition(8), Rules(draws=200))
    columns = columns_of([group.whole])
    z = group.whole.total - group.whole.total.mean()
    ones, by = np.ones(columns.judges), np.linspace(-1, 1, columns.judges)
    moved = shifted(judge(columns, z, ones).seen, by)
    again = judge(columns, z - by[columns.judge], ones).seen
    assert moved.squares == pytest.approx(again.squares, rel=1e-9)
    assert moved.blocks[0].seen == pytest.approx(again.blocks[0].seen, abs=1e-9)


def test_known_from_ballots_says_how_judges_were():
    found = known_from(edition(1, entries=80), Rules())
    names = [f"j{i:02}" for i in range(len(BIAS))]
    severity = np.array([found.judges[name].severity for name in names])
    error = np.array([found.judges[name].se for name in names])
    assert np.corrcoef(severity, BIAS)[0, 1] > 0.95
    assert np.all((error > 0) & (error < found.spread))
    assert found.spread == pytest.approx(np.std(BIAS), rel=0.3)
    assert known_from([], Rules()) == Earlier(0.0)


def test_judges_who_are_alike_tell_nothing():
    ballots = [
        Ballot(f"j{j}", f"e{e}", total=float(e)) for e in range(4) for j in "abc"
    ]
    assert known_from(ballots, Rules()).judges == {}


def test_document_says_what_was_known_and_how_far_it_lasts():
    some = Earlier(1.2, {"j00": Known(-1.5, 0.2)})
    document = ranking_document(edition(2), Rules(draws=200, earlier=some))
    rows = {row["judge"]: row for row in document["judges"]}
    assert (rows["j00"]["earlier"], rows["j00"]["earlier_se"]) == (-1.5, 0.2)
    assert (rows["j01"]["earlier"], rows["j01"]["earlier_se"]) == (None, None)
    assert 0.0 < document["groups"][0]["lasting"] < 1.0
    assert json.loads(json.dumps(document)) == document
    plain = ranking_document(edition(2), Rules(draws=200))
    assert "earlier" not in plain["judges"][0]
    assert "lasting" not in plain["groups"][0]


@pytest.mark.parametrize(
    "earlier",
    [
        Earlier(-1.0),
        Earlier(float("nan")),
        Earlier(1.0, {"a": Known(float("inf"), 0.1)}),
        Earlier(1.0, {"a": Known(0.0, -0.1)}),
    ],
)
def test_figures_that_are_none_are_refused(earlier):
    with pytest.raises(InvalidInput):
        Rules(earlier=earlier)


def test_method_1_knows_nothing_of_before():
    with pytest.raises(InvalidInput):
        Rules(version="1.1", earlier=known())


@pytest.mark.slow
@pytest.mark.parametrize("name", ["few_each", "few_each_of_three"])
def test_gate_it_helps_where_severity_lasts_and_costs_nothing_where_not(name):
    same, other = (
        returning(name, 60, 20_261_129, lasting=lasting, draws=300)
        for lasting in (0.9, 0.0)
    )
    assert same.gain > 0.003
    assert same.gain > 2 * same.error
    assert other.gain > -0.002 - 2 * other.error
    assert same.lasting > other.lasting + 0.3
    for found in (same, other):
        stated = found.known_stated
        assert 0.86 <= stated.covered <= 0.95
        assert abs(stated.covered - found.alone_stated.covered) < 0.02
