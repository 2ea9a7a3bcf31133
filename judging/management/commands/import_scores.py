from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import translation

from judging.management.scope import add_scope, find_scope, print_json
from judging.services import import_scores
from judging.sheets import UnreadableSheetError, read_rows


class Command(BaseCommand):
    help = "Take submitted ballots from a CSV or XLSX file; nothing is written unless every row is right."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        add_scope(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        edition, round_ = find_scope(options)
        try:
            with translation.override("en"):
                done = import_scores(edition=edition, round_=round_, rows=read_rows(options["file"]))
        except (OSError, UnreadableSheetError) as error:
            raise CommandError(f"{options['file']}: {error}") from error
        if options["json"]:
            print_json({"ballots": done.ballots, "scores": done.scores, "rejected": done.rejected})
        elif not done.rejected:
            self.stdout.write(f"{done.scores} scores on {done.ballots} ballots")
        if done.rejected:
            raise CommandError("\n".join(f"row {p['row']}, {p['column']}: {p['reason']}" for p in done.rejected))
