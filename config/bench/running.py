"""A whole run: the figures of every row, as they come."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from itertools import islice
from statistics import median
from typing import TypeVar

from django.core.management.base import CommandError
from tqdm import tqdm

from config.bench import browser, rush
from config.bench.asking import Sessions, at
from config.bench.crowd import crowd
from config.bench.data import Data
from config.bench.downloads import downloaded
from config.bench.engine import ran_apart
from config.bench.journeys import walk_of
from config.bench.measuring import (
    BARE,
    Ask,
    Client,
    Figures,
    cpu_of,
    figures_of,
    measure,
    side_by_side,
    timed,
    timed_beside,
    workers_of,
)
from config.bench.rows import (
    BESIDE,
    CROWDS,
    DOWNLOADS,
    ENGINE,
    JOBS,
    PAGES,
    PREPARED,
    RUSH,
    WALKS,
    taken,
)
from config.build.serving import Served, served

RUSHING = 500
Row = TypeVar("Row")


def measured(data: Data, url: str, only: str) -> Iterator[Figures]:
    """The figures of every row whose name holds ``only``, as they come."""
    sessions = Sessions()
    bare = Ask(BARE, sessions.of(data.organiser))
    with served("config.bench.wsgi", DATABASE_URL=url, DEMO="1") as site:
        client = Client(site)
        yield from pages(client, data, sessions, bare, only)
        for file in watched([row for row in DOWNLOADS if only in row.name], "files"):
            yield downloaded(file.name, client, taken(file, data, sessions), bare)
    if only in browser.NAME and (seen := browser.checked_in_browser(data, url)):
        yield seen
    yield from crowds(data, url, sessions, bare, only)
    if only in RUSH:
        with served("config.bench.wsgi", workers=2, DATABASE_URL=url, DEMO="1") as site:
            yield from rushed(site, data, sessions)
    yield from walked(data, url, sessions, bare, only)
    for apart in watched([row for row in ENGINE if only in row.name], "engine"):
        ran = ran_apart(*apart.what)
        yield figures_of(apart.name, ran.seconds, ran.cpu, ran.peak_mb)
    for job in watched([row for row in JOBS if only in row.name], "jobs"):
        yield timed(job.name, lambda job=job: job.act(data), job.times)
    for row in watched([row for row in BESIDE if only in row.name], "beside a floor"):
        act, floor = partial(row.act, data), partial(row.floor, data)
        yield timed_beside(row.name, act, floor, row.things, row.times)


def watched(rows: list[Row], label: str) -> Iterable[Row]:
    """With a progress bar where somebody looks on."""
    return tqdm(rows, desc=label, leave=False, unit="", disable=None)


def pages(
    client: Client, data: Data, sessions: Sessions, bare: Ask, only: str
) -> Iterator[Figures]:
    """The bare view first, since every other page is told as a multiple of it."""
    for _ in range(10):
        client.ask(bare)
    yield measure("bare signed-in view", client, [bare] * 41, bare)
    for row in watched([row for row in PAGES if only in row.name], "pages"):
        yield measure(row.name, client, taken(row, data, sessions), bare)
    for row in PREPARED:
        name = f"prepared: {row.name}"
        if only in name:
            yield from side_by_side(name, client, taken(row, data, sessions))


def crowds(
    data: Data, url: str, sessions: Sessions, bare: Ask, only: str
) -> Iterator[Figures]:
    rows = [row for row in CROWDS if only in row.name]
    if not rows:
        return
    with served("config.bench.wsgi", workers=2, DATABASE_URL=url, DEMO="1") as site:
        for row in rows:
            asks = row.asks(data, sessions)
            yield crowd(row.name, site, asks, bare, row.requests, row.connections)


def walked(
    data: Data, url: str, sessions: Sessions, bare: Ask, only: str
) -> Iterator[Figures]:
    rows = [row for row in WALKS if only in row.name or only in row.last]
    if not rows:
        return
    with served("config.bench.wsgi", DATABASE_URL=url, DEMO="1") as site:
        client = Client(site)
        for _ in range(10):
            client.ask(bare)
        for row in rows:
            walks = list(islice(row.walks(data, sessions), row.times + 1))
            yield from walk_of(row.name, row.last, client, walks, bare)


def rushed(site: Served, data: Data, sessions: Sessions) -> Iterator[Figures]:
    """The drafts that no other row has sent in. Stops with what was lost, refused
    wrongly or accepted too late.

    The processor's time is of all requests together, savings and submissions, by their number.
    """
    entries = data.drafts[-RUSHING:]
    paths = {
        what: [at(f"nominations:entry-{what}", entry.reference) for entry in entries]
        for what in ("save", "submit")
    }
    steps = rush.plan(entries, [sessions.of(entry.owner) for entry in entries], paths)
    workers = workers_of(site.process.pid)
    before = cpu_of(workers)
    done = rush.run(site, entries[0].edition, entries, steps)
    spent = cpu_of(workers) - before
    cpu = round(spent / len(steps) * 1000, 2) if workers else None
    if problems := done.problems():
        raise CommandError(
            "\n".join([f"{RUSH}: {len(problems)} problems", *problems[:20]])
        )
    for what, spans in done.seconds.items():
        p50, p95 = round(median(spans) * 1000, 1), round(rush.p95(spans) * 1000, 1)
        yield Figures(f"{RUSH}: {what}", p50, p95, cpu, None, None, None, len(spans))
