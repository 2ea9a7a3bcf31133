from __future__ import annotations

import json
import sys
from typing import TypedDict, Unpack

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from awards.outbox.mailbox import MailboxAway, read_mailbox
from awards.outbox.report_reading import MOST_BYTES
from awards.outbox.reports import hear_of_mail


class Options(TypedDict):
    mailbox: bool
    json: bool


class Command(BaseCommand):
    help = (
        "Read a report on mails that could not be delivered from standard input, as a "
        "mail server pipes it; with --mailbox, all new ones of BOUNCE_MAILBOX."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--mailbox", action="store_true", help="read BOUNCE_MAILBOX"
        )
        parser.add_argument(
            "--json", action="store_true", help="one JSON document on standard output"
        )

    def handle(self, *args: object, **options: Unpack[Options]) -> None:
        """A mail that tells nothing is no failure: the mail server is not to send a
        report on the report.
        """
        if options["mailbox"]:
            read, told = self.of_mailbox()
        else:
            read, told = 1, hear_of_mail(sys.stdin.buffer.read(MOST_BYTES))
        if options["json"]:
            self.stdout.write(json.dumps({"read": read, "told": told}))
        else:
            self.stdout.write(f"{read} read, {told} told something new")

    def of_mailbox(self) -> tuple[int, int]:
        if not settings.BOUNCE_MAILBOX:
            raise CommandError("BOUNCE_MAILBOX names no mailbox")
        try:
            look = read_mailbox(settings.BOUNCE_MAILBOX)
        except MailboxAway as away:
            raise CommandError(str(away)) from away
        return look.read, look.told
