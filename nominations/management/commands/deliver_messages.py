from __future__ import annotations

import json
from argparse import ArgumentParser
from typing import TypedDict, Unpack

from django.core.management.base import BaseCommand

from awards.outbox.delivery import deliver_messages
from awards.site.face import email_of_code
from nominations.roof.attachments import MAKERS


class Options(TypedDict):
    limit: int
    json: bool


class Command(BaseCommand):
    help = "One sweep of the outbox, as the periodic task does: sends what is due."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--limit", type=int, default=500, help="at most so many messages (500)"
        )
        parser.add_argument(
            "--json", action="store_true", help="print one JSON document"
        )

    def handle(self, *args: object, **options: Unpack[Options]) -> None:
        sweep = deliver_messages(
            limit=options["limit"], makers=MAKERS, reply_to=email_of_code
        )
        counts = sweep.counts()
        if sweep.busy:
            self.stderr.write("another sweep is at it")
        for error in sweep.errors:
            self.stderr.write(error)
        words = ", ".join(f"{name} {count}" for name, count in counts.items())
        self.stdout.write(json.dumps(counts) if options["json"] else words)
