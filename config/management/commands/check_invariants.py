from __future__ import annotations

import json
import sys
from typing import TypedDict, Unpack

from django.core.management.base import BaseCommand, CommandParser

from config.people.invariants import problems


class Options(TypedDict):
    json: bool


class Command(BaseCommand):
    help = (
        "Check what must hold of the data: chains, weights, ballots, lists. Exit 1 "
        "when anything does not."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--json", action="store_true", help="one JSON document on standard output"
        )

    def handle(self, *args: object, **options: Unpack[Options]) -> None:
        found = problems()
        if options["json"]:
            self.stdout.write(
                json.dumps({"ok": not found, "problems": found}, ensure_ascii=False)
            )
        else:
            self.stdout.write("\n".join(found) or "everything holds")
        if found:
            sys.exit(1)
