from __future__ import annotations

import json
import sys
from argparse import ArgumentParser
from typing import TypedDict, Unpack

from django.core.management.base import BaseCommand

from awards.ledger.invariants import problems
from awards.ledger.verifying import chains


class Options(TypedDict):
    edition: str
    json: bool


class Command(BaseCommand):
    help = (
        "Walk the ledger's chains and name the first broken link. Exit 1 if any, 2 "
        "for an unknown edition."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--edition",
            default="",
            help="the code of one edition; without it every chain",
        )
        parser.add_argument(
            "--json", action="store_true", help="print one JSON document"
        )

    def handle(self, *args: object, **options: Unpack[Options]) -> None:
        code = options["edition"]
        if code and code not in chains():
            self.stderr.write(f"There is no chain of {code!r}.")
            sys.exit(2)
        found = problems(code)
        if options["json"]:
            self.stdout.write(
                json.dumps({"ok": not found, "problems": found}, ensure_ascii=False)
            )
        else:
            self.stdout.write("\n".join(found) or "Every chain holds.")
        if found:
            sys.exit(1)
