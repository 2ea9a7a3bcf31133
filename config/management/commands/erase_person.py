from __future__ import annotations

import json
from dataclasses import asdict
from typing import TypedDict, Unpack

from django.core.management.base import BaseCommand, CommandError, CommandParser

from config.people.personal_data import Unknown, erase_person


class Options(TypedDict):
    email: str
    json: bool


class Command(BaseCommand):
    help = (
        "Erase what is held of a person, as far as the law lets it go; says what was "
        "kept, and why."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email")
        parser.add_argument(
            "--json", action="store_true", help="one JSON document on standard output"
        )

    def handle(self, *args: object, **options: Unpack[Options]) -> None:
        try:
            erased = erase_person(email=options["email"])
        except Unknown as problem:
            raise CommandError(f"nobody has the address {problem}") from problem
        if options["json"]:
            self.stdout.write(json.dumps(asdict(erased), ensure_ascii=False))
            return
        lines = [f"{rows:6d}  {table}" for table, rows in erased.tables.items()]
        lines += [
            f"  kept  {kept['what']}: {kept['reason']}" for kept in erased.refused
        ]
        self.stdout.write("\n".join(lines))
