from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TypedDict, Unpack

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.test.utils import override_settings

from config.bench import browser
from config.bench.data import make_data
from config.bench.growth import JUDGES, grown
from config.bench.history import compared, document_of, keep
from config.bench.measuring import Figures, own_database
from config.bench.rows import (
    BESIDE,
    CROWDS,
    DOWNLOADS,
    ENGINE,
    JOBS,
    PAGES,
    PREPARED,
    PREPARED_AIM,
    RUSH,
    RUSH_AIM,
    WALKS,
)
from config.bench.running import measured
from config.bench.statements import MOST

FULL = {
    "call": 2000,
    "entries": 1000,
    "judges": 60,
    "per_entry": 5,
    "certificates": 5000,
    "winners": 200,
    "large": 10_000,
    "drafts": 560,
    "newcomers": 20,
}
# Ten times the usual: 10,000 entries, 400 judges, 5 ballots, 7 criteria.
TEN = {**FULL, "call": 10_000, "entries": 10_000, "judges": 400, "winners": 2000}
SIZES = {"usual": FULL, "ten": TEN}
HEAD = (
    f"{'':42} {'p50 ms':>8} {'p95 ms':>8} {'CPU ms':>8} {'queries':>7} {'KB':>7} "
    f"{'× bare':>6}   aim"
)


class Options(TypedDict):
    only: str
    scale: float
    size: str
    growth: bool
    compare: str
    json: bool


class Command(BaseCommand):
    help = (
        "Measure pages and jobs on a database of their own; prints a table, writes "
        "var/bench.json and a file of its own in var/bench/."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        add = parser.add_argument
        add("--only", default="", help="rows whose name holds this word")
        add("--scale", type=float, default=1.0, help="share of the numbers of rows")
        add("--size", choices=SIZES, default="usual", help="ten: ten times the data")
        add(
            "--growth",
            action="store_true",
            help="the pages that list at 1,000, 5,000 and 10,000 entries, with exponents",
        )
        add("--compare", default="", help="an earlier run's file, told beside this one")
        add("--json", action="store_true", help="one JSON document on standard output")

    def handle(self, *args: object, **options: Unpack[Options]) -> None:
        before = read(options["compare"])
        sizes = {
            name: max(8, int(size * options["scale"]))
            for name, size in SIZES[options["size"]].items()
        } | {"per_entry": 5}
        call_command("translations", "compile")
        call_command("build_assets", verbosity=0)
        with override_settings(
            EMAIL_BACKEND="django.core.mail.backends.dummy.EmailBackend"
        ):
            figures = measured_all(sizes, options)
        document = document_of(sizes, figures)
        say(f"kept as {keep(document)}")
        if options["json"]:
            self.stdout.write(json.dumps(document))
            return
        self.stdout.write(table(figures))
        if before:
            self.stdout.write("\n".join(["", *compared(before, document)]))


def measured_all(sizes: dict[str, int], options: Options) -> list[Figures]:
    with own_database() as url:
        say("making the data …")
        figures = list(measured(make_data(sizes), url, options["only"]))
    if options["growth"]:
        say("growth …")
        judges = {
            max(8, int(entries * options["scale"])): max(8, int(n * options["scale"]))
            for entries, n in JUDGES.items()
        }
        figures += grown(judges, options["only"])
    return figures


def read(path: str) -> dict[str, object]:
    """Before anything is measured: a name that is mistyped is said at once."""
    if not path:
        return {}
    try:
        found = json.loads(Path(path).read_text())
    except (OSError, ValueError) as error:
        raise CommandError(f"--compare: {path} cannot be read: {error}") from None
    if not isinstance(found, dict) or "rows" not in found:
        raise CommandError(f"--compare: {path} is no file of the benchmark")
    return found


def say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def aims() -> dict[str, str]:
    named = (*PAGES, *CROWDS, *DOWNLOADS, *ENGINE, *JOBS, *BESIDE, *WALKS)
    found = {row.name: row.aim for row in named}
    found |= {row.last: row.last_aim for row in WALKS}
    found[browser.NAME] = browser.AIM
    found |= {f"prepared: {row.name}: prepared": PREPARED_AIM for row in PREPARED}
    return found | {f"{RUSH}: {what}": RUSH_AIM for what in ("saving", "submitting")}


def table(figures: list[Figures]) -> str:
    known = aims()
    return "\n".join([HEAD, *(line(row, known.get(row.name, "")) for row in figures)])


def line(row: Figures, aim: str) -> str:
    size = "" if row.bytes is None else f"{row.bytes / 1024:.1f}"
    size = size if row.peak_mb is None else f"{row.peak_mb:.0f} MB"
    cells = (
        f"{row.p50:8.1f} {row.p95:8.1f} {blank(row.cpu):>8} {statements(row):>7} "
        f"{size:>7} {blank(row.ratio):>6}"
    )
    return f"{row.name:42} {cells}  {''.join(extras(row))} {aim}"


def extras(row: Figures) -> Iterator[str]:
    if row.rate:
        yield f" {row.rate} a second;"
    if row.gain is not None:
        yield f" gains {row.gain:.0%};"
    if row.p99 is not None:
        yield f" p99 {row.p99:.0f} ms;"
    if row.first is not None:
        yield f" first byte {row.first:.1f} ms;"
    if row.exponent is not None:
        yield f" exponent {row.exponent};"


def statements(row: Figures) -> str:
    """With the most that there may be."""
    if row.queries is None or row.name not in MOST:
        return blank(row.queries)
    return f"{row.queries}/{MOST[row.name]}"


def blank(value: float | None) -> str:
    return "" if value is None else f"{value}"
