from __future__ import annotations

import json
import sys
from argparse import ArgumentParser
from collections.abc import Iterable
from pathlib import Path
from typing import NoReturn, TypedDict, Unpack

from django.core.management.base import BaseCommand
from django.utils import translation

from awards.language.thai import ascii_digits
from awards.spreadsheets import CellError, Table, TableError, read_file
from awards.spreadsheets.tables import text_of_cell
from judging.ranking import Ballot, InvalidInput, Rules, ranking_document, read_ballots
from judging.ranking.shape import Document, EntryLine


class Options(TypedDict):
    file: Path
    weights: Path | None
    places: int
    json: bool


class Command(BaseCommand):
    help = (
        "Rank the ballots of a CSV or XLSX file: judge,entry,score or "
        "judge,entry,criterion,score, and optionally category: each is ranked on its "
        "own, what judges are like is learnt across them. No database."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--weights", type=Path, metavar="FILE.json", help="criterion code to weight"
        )
        parser.add_argument(
            "--places", type=int, default=3, metavar="N", help="winners being decided"
        )
        parser.add_argument(
            "--json",
            action="store_true",
            help="print one JSON document on standard output",
        )

    def handle(self, *args: object, **options: Unpack[Options]) -> None:
        try:
            weights = read_weights(options["weights"]) if options["weights"] else None
            rules = Rules(weights=weights, places=options["places"])
            with translation.override("en"):
                ballots = ballots_in(read_file(options["file"]), weights)
            document = ranking_document(ballots, rules)
        except InvalidInput as error:
            give_up(map(str, error.problems))
        except TableError as error:
            give_up([f"{options['file']}: {error}"])
        except OSError as error:
            give_up([f"{error.filename}: {error.strerror}"])
        if options["json"]:
            self.stdout.write(json.dumps(document, ensure_ascii=False, indent=1))
        else:
            self.stdout.write("\n".join(table_lines(document)))


def ballots_in(table: Table, weights: dict[str, float] | None) -> list[Ballot]:
    """Ends the command where a cell has no value, each named. Raises InvalidInput."""
    rows: list[tuple[int, list[str]]] = []
    broken = []
    for row in table.rows:
        try:
            rows.append(
                (
                    row.number,
                    [
                        ascii_digits(text_of_cell(row.cell(at)))
                        for at in range(len(row.cells))
                    ],
                )
            )
        except CellError as error:
            broken.append(f"row {row.number}: {error}")
    if broken:
        give_up(broken)
    return read_ballots(table.header, rows, weights)


def read_weights(path: Path) -> dict[str, float]:
    """`{"criterion": weight, ...}` with weights on any positive scale. Ends the command
    with the reason otherwise.
    """
    try:
        weights = json.loads(path.read_text(encoding="utf-8-sig"))
    except ValueError as error:
        give_up([f"{path}: not JSON ({error})"])
    if not isinstance(weights, dict) or not weights:
        give_up([f'{path}: expected an object such as {{"impact": 50, "design": 50}}'])
    bad = [
        code
        for code, weight in weights.items()
        if isinstance(weight, bool) or not isinstance(weight, int | float)
    ]
    if bad:
        give_up([f"{path}: the weight of {code} is not a number" for code in bad])
    return {str(code): float(weight) for code, weight in weights.items()}


def give_up(problems: Iterable[str]) -> NoReturn:
    """One line per problem on standard error, exit status 1."""
    sys.stderr.write("".join(f"{problem}\n" for problem in problems))
    raise SystemExit(1)


def table_lines(document: Document) -> Iterable[str]:
    """The document for people: one block per group, entries in order, judges, notes;
    what is not ranked at the end.
    """
    for group in document["groups"]:
        label = group["group"]
        yield (
            f"{label}: {group['entries']} entries, {group['judges']} judges, "
            f"{group['ballots']} ballots"
        )
        rows = [row for row in document["entries"] if row["group"] == label]
        wide = max(len(row["entry"]) for row in rows)
        yield (
            f"{'rank':>5}  {'entry':<{wide}}  {'as given':>9}  {'adjusted':>9}  "
            f"{'se':>6}  {'90 % rank':>11}  winners"
        )
        yield from (entry_line(row, wide) for row in rows)
        for judge in (row for row in document["judges"] if row["group"] == label):
            yield (
                f"  judge {judge['judge']}: {judge['n']} ballots, severity "
                f"{shown(judge['severity'], '+.3f')}, weight {judge['weight']:.2f}"
            )
        yield from (
            f"  {note['text']}" for note in document["notes"] if note["group"] == label
        )
    yield from (note["text"] for note in document["notes"] if note["group"] is None)


def entry_line(row: EntryLine, wide: int) -> str:
    known = row["rank_low"] is not None
    interval = f"{row['rank_low']}-{row['rank_high']}" if known else "?"
    verdict = {True: "decided", False: "too close to call", None: "not known"}[
        row["decided"]
    ]
    figures = (
        f"{row['raw']:>9.3f}  {row['adjusted']:>9.3f}  {shown(row['se'], '.3f'):>6}"
    )
    return f"{row['rank']:>5}  {row['entry']:<{wide}}  {figures}  {interval:>11}  {verdict}"


def shown(value: float | None, spec: str) -> str:
    return "?" if value is None else format(value, spec)
