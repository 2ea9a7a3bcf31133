"""What hangs on one ballot or one judge, against fitting the rest by hand."""

from dataclasses import replace

import numpy as np
import pytest

from judging.ranking import Rules, ranked
from judging.ranking.columns import columns_of
from judging.ranking.influence import (
    ballot_influences,
    deciding_ballots,
    judge_influences,
    scores_without_each,
)
from judging.ranking.learning import rescaled
from judging.ranking.sensitivity import _followed
from judging.ranking.severities import severities
from judging.ranking.two_variances import Block, Seen

from .boards import CRITERIA, award, grid

RULES = Rules(weights=CRITERIA, places=3, draws=100, version="2.0")


@pytest.fixture(scope="module")
def group():
    (found,) = ranked(award(entries=12, judges=5, per_entry=3, seed=4), RULES)
    return found


def by_hand(group, keep):
    """(E,) adjusted scores of the kept ballots; scales, weights and variances as they were."""
    fitted, table = group.whole_fit, group.whole
    kept = table.only(keep)
    columns = columns_of([kept])
    (part,) = columns.parts
    weight, z = fitted.weight[keep], fitted.rescaled[keep]
    values, vectors = np.linalg.eigh(part.information(weight))
    blocks = [Block(part.judge, np.maximum(values, 0), vectors, part.seen(z, weight))]
    mean = severities(Seen(blocks, columns.judges, 1.0, 1), fitted.ratio, 0.0).mean[0]
    scores = part.entry_means(z - mean[part.seat], weight)
    return dict(zip(kept.entries, scores.tolist(), strict=True))


def relative(scores):
    """Against their average: the level common to all means nothing."""
    return scores - scores[np.isfinite(scores)].mean()


def test_ballot_less_moves_its_entry_as_fitting_the_rest_does(group):
    found = {(one.judge, one.entry): one for one in ballot_influences(group, RULES)}
    table = group.whole
    assert len(found) == len(table.total)
    before = dict(zip(table.entries, group.fit.adjusted.tolist(), strict=True))
    for row in range(0, len(table.total), 3):
        left = by_hand(group, np.arange(len(table.total)) != row)
        entry = table.entries[table.entry[row]]
        others = [name for name in table.entries if name != entry]
        level = np.mean([left[name] - before[name] for name in others])
        one = found[table.judges[table.judge[row]], entry]
        moved = left[entry] - before[entry]
        assert one.moved == pytest.approx(moved, abs=abs(level) + 1e-9)
        best = max(left, key=left.get)
        assert one.winners == (best,)


def test_judge_less_gives_the_scores_of_fitting_the_rest(group):
    for place, found in enumerate(scores_without_each(group)):
        left = by_hand(group, group.whole.judge != place)
        wanted = np.array([left.get(name, -np.inf) for name in group.whole.entries])
        assert relative(found) == pytest.approx(relative(wanted), abs=1e-9)


def test_other_weights_give_the_scores_of_fitting_the_new_totals():
    board = award(entries=12, judges=5, per_entry=3, seed=4)
    board = [replace(one, ranked=one.entry != "entry-002") for one in board]
    (group,) = ranked(board, RULES)
    weights = group.whole.weights * np.array([1.25] + [1.0] * (len(CRITERIA) - 1))
    fitted, table = group.whole_fit, group.whole
    columns = columns_of([table])
    totals = table.reweighted(weights).total
    z = rescaled(columns, totals, fitted.scale)
    after = replace(group, whole_fit=replace(fitted, rescaled=z))
    left = by_hand(after, np.ones(len(z), dtype=np.bool_))
    wanted = np.array([left[name] for name in group.table.entries])
    found = _followed(group, weights)
    assert np.abs(found - group.fit.adjusted).max() > 0.01
    assert relative(found) == pytest.approx(relative(wanted), abs=1e-9)


def test_winner_by_one_ballot_is_said():
    """A wins by what j4 alone says of it; without that ballot it is B."""
    board = [
        [6, 6.5, 6, 8.2],
        [6.5, 6, 7, 6],
        [2, 3, 2, 3],
        [4, 4, 5, 4],
        [1, 1.5, 1, 2],
    ]
    (group,) = ranked(grid(board), replace(RULES, weights=None))
    deciding = [one for one in ballot_influences(group, RULES) if one.changed]
    assert [(one.judge, one.entry, one.winners) for one in deciding] == [
        ("j4", "A", ("B",))
    ]
    assert deciding[0].moved < -0.4
    judges = {one.judge: one for one in judge_influences(group, RULES)}
    assert judges["j4"].changed
    assert not judges["j1"].changed


@pytest.mark.parametrize("seed", range(1, 7))
def test_deciding_ballots_are_those_that_change_the_first_place(seed):
    board = award(entries=10, judges=5, per_entry=3, seed=seed)
    (found,) = ranked(board, RULES)
    every = ballot_influences(found, RULES)
    assert deciding_ballots(found, RULES) == [one for one in every if one.changed]


def test_only_ballot_of_an_entry_leaves_it_nowhere():
    board = [[9, 8, 9], [10, None, None], [5, 6, 5], [3, 3, 4]]
    (group,) = ranked(grid(board), replace(RULES, weights=None))
    assert group.standing.rank[1] == 1
    (one,) = [one for one in ballot_influences(group, RULES) if one.entry == "B"]
    assert (one.winners, one.changed) == (("A",), True)


def test_ballots_of_entries_that_are_out_are_left_alone():
    out = [replace(one, ranked=one.entry != "entry-000") for one in award()]
    (group,) = ranked(out, RULES)
    entries = {one.entry for one in ballot_influences(group, RULES)}
    assert entries == set(group.table.entries)
    assert {len(found) for found in scores_without_each(group)} == {39}
