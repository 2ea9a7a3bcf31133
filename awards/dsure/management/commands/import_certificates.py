"""``import_certificates FILE``: a batch of dSURE certificates from a spreadsheet."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TypedDict, Unpack

from django.core.management.base import BaseCommand, CommandParser
from django.utils import translation

from awards.dsure.importing.services import Outcome, import_certificates
from awards.spreadsheets import TableError, read_file
from awards.spreadsheets.problems import Problem


class Options(TypedDict):
    file: Path
    dry_run: bool
    json: bool
    language: str


class Command(BaseCommand):
    help = (
        "Import dSURE certificates from an XLSX or CSV file with a header row in "
        "Thai or English: all rows or none. "
        "A known number amends its certificate. What was imported is public only "
        "after an announcement."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--dry-run",
            action="store_true",
            help="say what would happen and write nothing",
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
        with translation.override(options["language"]):
            outcome = self.run(options)
        for problem in outcome.rejected:
            self.stderr.write(
                f"row {problem.row}, {problem.column or '–'}: {problem.reason}"
            )
        words = (
            f"created {outcome.created}, updated {outcome.updated}, unchanged "
            f"{outcome.unchanged}"
        )
        self.stdout.write(
            json.dumps(outcome.as_json(), ensure_ascii=False)
            if options["json"]
            else words
        )
        if outcome.rejected:
            sys.exit(1)

    def run(self, options: Options) -> Outcome:
        try:
            table = read_file(options["file"])
        except (OSError, TableError) as error:
            return Outcome(rejected=[Problem(1, "", str(error))])
        return import_certificates(table=table, actor=None, dry_run=options["dry_run"])
