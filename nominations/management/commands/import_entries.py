"""``import_entries FILE --edition CODE``: entries from a spreadsheet as an online form
exports it.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TypedDict, Unpack

from django.core.management.base import BaseCommand, CommandParser
from django.utils import translation

from awards.models import Edition
from awards.spreadsheets import TableError, read_file
from awards.spreadsheets.problems import Problem
from nominations.importing.outcome import Outcome
from nominations.importing.services import import_entries

UNKNOWN, REFUSED = 2, 1


class Options(TypedDict):
    file: Path
    edition: str
    dry_run: bool
    dates: str | None
    invite: bool
    json: bool
    language: str


class Command(BaseCommand):
    help = (
        "Import entries from an XLSX or CSV file with a header row in Thai or "
        "English. All rows or none: when one is "
        "refused nothing is written, each problem is named by row, column and "
        "reason, and the command exits 1. "
        "A row imported before updates its entry. An unknown edition exits 2."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--edition", required=True, metavar="CODE")
        parser.add_argument(
            "--dry-run",
            action="store_true",
            help="say what would happen and write nothing",
        )
        parser.add_argument(
            "--dates",
            choices=["day-first", "month-first"],
            help="how 8/9/2026 is meant in a column whose dates do not tell; without it, day first",
        )
        parser.add_argument(
            "--invite",
            action="store_true",
            help="send each new owner a mail with how to sign in",
        )
        parser.add_argument(
            "--json",
            action="store_true",
            help="print one JSON document on standard output",
        )
        parser.add_argument(
            "--language",
            choices=["th", "en"],
            default="th",
            help="language of the reasons",
        )

    def handle(self, *args: object, **options: Unpack[Options]) -> None:
        edition = Edition.objects.filter(code=options["edition"]).first()
        if edition is None:
            self.stderr.write(f"unknown edition: {options['edition']}")
            sys.exit(UNKNOWN)
        with translation.override(options["language"]):
            outcome = self.run(edition, options)
        self.report(outcome, options)
        if outcome.rejected:
            sys.exit(REFUSED)

    def run(self, edition: Edition, options: Options) -> Outcome:
        try:
            table = read_file(options["file"])
        except (OSError, TableError) as error:
            return Outcome(rejected=[Problem(1, "", str(error))])
        return import_entries(
            edition=edition,
            table=table,
            actor=None,
            dry_run=options["dry_run"],
            invite=options["invite"],
            month_first=options["dates"] == "month-first",
            name=options["file"].name,
        )

    def report(self, outcome: Outcome, options: Options) -> None:
        for problem in outcome.rejected:
            self.stderr.write(
                f"row {problem.row}, {problem.column or '–'}: {problem.reason}"
            )
        if not outcome.rejected:
            self.warn(outcome)
        if options["json"]:
            self.stdout.write(json.dumps(outcome.as_json(), ensure_ascii=False))
            return
        would = "would be " if options["dry_run"] else ""
        rejected = len({problem.row for problem in outcome.rejected})
        self.stdout.write(
            f"{would}created {outcome.created}, {would}updated {outcome.updated}, "
            f"rejected rows {rejected}"
        )

    def warn(self, outcome: Outcome) -> None:
        """What is taken and worth a second look."""
        for problem in outcome.warnings:
            self.stderr.write(
                f"warning: row {problem.row}, {problem.column or '–'}: {problem.reason}"
            )
        for name, month_first in outcome.dates.items():
            taken = "month/day" if month_first else "day/month"
            self.stderr.write(
                f"warning: {name}: 8/9/2026 may mean two days; read as {taken} "
                "(choose with --dates)"
            )
        for note in outcome.notes:
            self.stderr.write(f"note: {note}")
