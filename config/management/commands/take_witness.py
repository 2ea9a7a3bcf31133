from __future__ import annotations

from pathlib import Path
from typing import TypedDict, Unpack

from django.core.management.base import BaseCommand, CommandError, CommandParser

from awards.record.cosignatures import NotWitnessedError, store_cosignatures


class Options(TypedDict):
    file: Path
    key: str


class Command(BaseCommand):
    help = (
        "Add a witness's signature to a checkpoint of this site; it is shown on the "
        "record's page. FILE is what `manage.py witness --out` wrote there. Exit 1 "
        "where it does not fit."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument(
            "--key",
            required=True,
            metavar="NAME+NUMBER+KEY",
            help="by which the witness is known, as they say it",
        )

    def handle(self, *args: object, **options: Unpack[Options]) -> None:
        try:
            names = store_cosignatures(
                text=options["file"].read_text(), witnesses=options["key"]
            )
        except (NotWitnessedError, OSError, UnicodeDecodeError) as problem:
            raise CommandError(str(problem)) from problem
        self.stdout.write("\n".join(names) or "It was there already.")
