from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from functools import partial
from statistics import median
from typing import TypedDict, TypeVar, Unpack

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.test.utils import override_settings
from tqdm import tqdm

from config.bench import rush
from config.bench.asking import Sessions, at
from config.bench.crowd import crowd
from config.bench.data import Data, make_data
from config.bench.engine import ran_apart
from config.bench.measuring import (
    BARE,
    Ask,
    Client,
    Figures,
    cpu_of,
    figures_of,
    measure,
    own_database,
    side_by_side,
    timed,
    timed_beside,
    workers_of,
)
from config.bench.rows import (
    BESIDE,
    CROWDS,
    ENGINE,
    JOBS,
    PAGES,
    PREPARED,
    PREPARED_AIM,
    RUSH,
    RUSH_AIM,
    taken,
)
from config.build.serving import Served, served

FULL = {
    "call": 2000,
    "entries": 1000,
    "judges": 60,
    "per_entry": 5,
    "certificates": 5000,
    "winners": 200,
    "large": 10_000,
    "drafts": 560,
}
RUSHING = 500
Row = TypeVar("Row")
HEAD = (
    f"{'':42} {'p50 ms':>8} {'p95 ms':>8} {'CPU ms':>8} {'queries':>7} {'KB':>7} "
    f"{'× bare':>6}   aim"
)


class Options(TypedDict):
    only: str
    scale: float
    json: bool


class Command(BaseCommand):
    help = (
        "Measure pages and jobs on a database of their own; prints a table, writes "
        "var/bench.json."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--only", default="", help="rows whose name holds this word"
        )
        parser.add_argument(
            "--scale",
            type=float,
            default=1.0,
            help="share of the usual numbers of rows",
        )
        parser.add_argument(
            "--json", action="store_true", help="one JSON document on standard output"
        )

    def handle(self, *args: object, **options: Unpack[Options]) -> None:
        sizes = {
            name: max(8, int(size * options["scale"])) for name, size in FULL.items()
        } | {"per_entry": 5}
        call_command("translations", "compile")
        call_command("build_assets", verbosity=0)
        with (
            override_settings(
                EMAIL_BACKEND="django.core.mail.backends.dummy.EmailBackend"
            ),
            own_database() as url,
        ):
            say("making the data …")
            data = make_data(sizes)
            figures = list(measured(data, url, options["only"]))
        document = {"sizes": sizes, "rows": [asdict(row) for row in figures]}
        settings.VAR.mkdir(exist_ok=True)
        (settings.VAR / "bench.json").write_text(json.dumps(document, indent=1))
        self.stdout.write(json.dumps(document) if options["json"] else table(figures))


def say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def measured(data: Data, url: str, only: str) -> Iterator[Figures]:
    """The figures of every row whose name holds ``only``, as they come."""
    sessions = Sessions()
    bare = Ask(BARE, sessions.of(data.organiser))
    with served("config.bench.wsgi", DATABASE_URL=url, DEMO="1") as site:
        yield from pages(Client(site), data, sessions, bare, only)
    yield from crowds(data, url, sessions, bare, only)
    if only in RUSH:
        with served("config.bench.wsgi", workers=2, DATABASE_URL=url, DEMO="1") as site:
            yield from rushed(site, data, sessions)
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
            yield crowd(row.name, site, row.asks(data, sessions), bare, row.requests)


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


def table(figures: list[Figures]) -> str:
    aims = {row.name: row.aim for row in (*PAGES, *CROWDS, *ENGINE, *JOBS, *BESIDE)}
    aims |= {f"prepared: {row.name}: prepared": PREPARED_AIM for row in PREPARED}
    aims |= {f"{RUSH}: {what}": RUSH_AIM for what in ("saving", "submitting")}
    return "\n".join([HEAD, *(line(row, aims.get(row.name, "")) for row in figures)])


def line(row: Figures, aim: str) -> str:
    size = "" if row.bytes is None else f"{row.bytes / 1024:.1f}"
    size = size if row.peak_mb is None else f"{row.peak_mb:.0f} MB"
    cells = (
        f"{row.p50:8.1f} {row.p95:8.1f} {blank(row.cpu):>8} {blank(row.queries):>7} "
        f"{size:>7} {blank(row.ratio):>6}"
    )
    rate = f" {row.rate} a second;" if row.rate else ""
    gain = "" if row.gain is None else f" gains {row.gain:.0%};"
    return f"{row.name:42} {cells}  {rate}{gain} {aim}"


def blank(value: float | None) -> str:
    return "" if value is None else f"{value}"
