from __future__ import annotations

import json
from pathlib import Path
from typing import TypedDict, Unpack

from django.core.management.base import BaseCommand, CommandError, CommandParser

from config.people.personal_data import Unknown, export_person


class Options(TypedDict):
    email: str
    file: Path
    json: bool


class Command(BaseCommand):
    help = "Write everything held of a person into a ZIP: one JSON file per table, and their files."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email")
        parser.add_argument("file", type=Path, metavar="FILE.zip")
        parser.add_argument(
            "--json", action="store_true", help="one JSON document on standard output"
        )

    def handle(self, *args: object, **options: Unpack[Options]) -> None:
        try:
            tables = export_person(email=options["email"], target=options["file"])
        except Unknown as problem:
            raise CommandError(f"nobody has the address {problem}") from problem
        except OSError as problem:
            raise CommandError(f"{options['file']}: {problem.strerror}") from problem
        if options["json"]:
            self.stdout.write(json.dumps({"tables": tables}))
        else:
            self.stdout.write(
                "\n".join(f"{rows:6d}  {table}" for table, rows in tables.items())
            )
