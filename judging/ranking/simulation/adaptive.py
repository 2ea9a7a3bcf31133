"""An award planned with few ballots for all and the rest where it is close, by the rule
of `close_calls`.
"""

import numpy as np

from judging.ranking.ballots import Floats
from judging.ranking.close_calls import Call, Contender, Reader, StopRule, close_calls
from judging.ranking.draws import draw_ranks
from judging.ranking.fair import Fit, fit

from .awards import Award, make_award
from .measures import Measure, measure
from .scenarios import Scenario

_DRAWS = 500


def adaptive_award(
    stream: np.random.PCG64, first: int, extra: int, batch: int, places: int
) -> Measure:
    """One baseline award with `first` ballots an entry, then `extra` ballots, `batch` at a time."""
    rng = np.random.Generator(stream)
    award = make_award(Scenario(per_entry=first), rng)
    for asked in range(0, extra, batch):
        calls = _asked(award, min(batch, extra - asked), places)
        entry = np.array([int(call.entry) for call in calls], dtype=np.int64)
        judge = np.array([int(call.judge) for call in calls], dtype=np.int64)
        award = award.with_ballots(entry, judge, rng)
    return measure(award.quality, _fit(award).adjusted)


def _fit(award: Award) -> Fit:
    return fit(
        award.entry,
        award.judge,
        award.total,
        len(award.quality),
        len(award.judges.bias),
    )


def _asked(award: Award, count: int, places: int) -> list[Call]:
    fitted = _fit(award)
    ranks = draw_ranks(fitted, award.entry, award.judge, _DRAWS, seed=1)
    assert ranks is not None
    contenders = _contenders(award, ranks.within(places))
    severity_se = (
        np.zeros(len(award.judges.bias))
        if fitted.severity_se is None
        else fitted.severity_se
    )
    loads = np.bincount(award.judge, minlength=len(severity_se)).tolist()
    readers = [
        Reader(f"{j:04}", load, None, se)
        for j, (load, se) in enumerate(zip(loads, severity_se, strict=True))
    ]
    cap = StopRule(cap=len(readers), enough=1.1)
    return close_calls(contenders, readers, count=count, stop=cap).calls


def _contenders(award: Award, chances: Floats) -> list[Contender]:
    found = []
    for entry, p in enumerate(chances.tolist()):
        low, high = np.searchsorted(award.entry, [entry, entry + 1])
        seen = frozenset(f"{judge:04}" for judge in award.judge[low:high].tolist())
        found.append(Contender(f"{entry:06}", p, int(high - low), seen))
    return found
