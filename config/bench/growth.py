"""How what a page costs grows with what it is about: the same pages at several sizes,
each size in a database of its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from math import log

from config.bench.asking import Sessions
from config.bench.data import make_data
from config.bench.measuring import (
    BARE,
    Ask,
    Client,
    Figures,
    measure,
    own_database,
)
from config.bench.rows import GROWING, Page, taken
from config.build.serving import served

# Entries, and the judges that so many need. Ten times the usual data is the last.
JUDGES = {1000: 60, 5000: 250, 10_000: 400}
FEWER = {"winners": 200, "large": 8, "drafts": 8, "newcomers": 8}


def sizes_of(entries: int, judges: int) -> dict[str, int]:
    """Everything that grows with the years, as large as the edition is."""
    grown = {"call": entries, "entries": entries, "certificates": entries}
    return {**grown, "judges": judges, "per_entry": 5, **FEWER}


def grown(judges: Mapping[int, int], only: str) -> list[Figures]:
    """Each page's figures at each size, the largest with its exponent."""
    rows = [row for row in GROWING if only in f"growth: {row.name}"]
    found: dict[str, dict[int, Figures]] = {row.name: {} for row in rows}
    for entries, jury in judges.items() if rows else ():
        for figures in at_size(entries, jury, rows):
            found[figures.name][entries] = figures
    return [one for row in rows for one in with_exponent(found[row.name])]


def at_size(entries: int, judges: int, rows: list[Page]) -> Iterator[Figures]:
    with own_database() as url:
        data, sessions = make_data(sizes_of(entries, judges)), Sessions()
        bare = Ask(BARE, sessions.of(data.organiser))
        with served("config.bench.wsgi", DATABASE_URL=url, DEMO="1") as site:
            client = Client(site)
            for _ in range(10):
                client.ask(bare)
            for row in rows:
                yield measure(row.name, client, taken(row, data, sessions), bare)


def with_exponent(by_size: Mapping[int, Figures]) -> Iterator[Figures]:
    power = exponent({size: one.cpu or one.p50 for size, one in by_size.items()})
    for size, figures in by_size.items():
        name = f"growth: {figures.name}, {size:,}"
        is_last = size == max(by_size)
        yield replace(figures, name=name, exponent=power if is_last else None)


def exponent(cost: Mapping[int, float]) -> float | None:
    """0: it costs the same however many there are; 1: twice as much for twice as many."""
    least, most = min(cost), max(cost)
    if least == most or not cost[least]:
        return None
    return round(log(cost[most] / cost[least]) / log(most / least), 2)
