from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Unpack

from django.core.management.base import BaseCommand, CommandError

from judging.management.scope import Scope, add_scope, find_scope, print_json
from judging.results.score_export import export_scores


class Options(Scope):
    file: Path


class Command(BaseCommand):
    help = "Write every score of a round as CSV, with comments and whether the ballot counts."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE.csv")
        add_scope(parser)

    def handle(self, *args: object, **options: Unpack[Options]) -> None:
        _edition, round_ = find_scope(options)
        try:
            scores = export_scores(round_=round_, path=options["file"])
        except OSError as error:
            raise CommandError(f"{error.filename}: {error.strerror}") from error
        if options["json"]:
            print_json({"file": str(options["file"]), "scores": scores})
        else:
            self.stdout.write(f"{options['file']}: {scores} scores")
