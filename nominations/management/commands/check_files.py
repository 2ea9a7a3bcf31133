"""``check_files [--json]``: files without rows, rows without files, files that changed.
Exit code 1 if any.
"""

from __future__ import annotations

import json
import sys
from typing import TypedDict, Unpack

from django.core.management.base import BaseCommand, CommandParser

from nominations.files.invariants import problems


class Options(TypedDict):
    json: bool


class Command(BaseCommand):
    help = "Find files without a row, rows without a file, and files that are not what came in."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--json", action="store_true", help='print {"ok", "problems"} as JSON'
        )

    def handle(self, *args: object, **options: Unpack[Options]) -> None:
        found = problems()
        if options["json"]:
            self.stdout.write(
                json.dumps({"ok": not found, "problems": found}, ensure_ascii=False)
            )
        else:
            self.stdout.write(
                "\n".join(found) or "Every file has its row, and every row its file."
            )
        if found:
            sys.exit(1)
