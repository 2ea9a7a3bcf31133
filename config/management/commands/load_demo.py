from __future__ import annotations

import json
from typing import TypedDict, Unpack

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from config.demonstration.cast import password
from config.demonstration.loading import accounts_text, load_demo


class Options(TypedDict):
    json: bool


class Command(BaseCommand):
    help = (
        "Load the demonstration: invented editions, people and products. Safe to "
        "repeat. Only where DEMO is set."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--json", action="store_true", help="one JSON document on standard output"
        )

    def handle(self, *args: object, **options: Unpack[Options]) -> None:
        if not settings.DEMO:
            raise CommandError(
                "DEMO is not set: a real site gets no invented people with a known password"
            )
        codes = load_demo()
        text = (
            json.dumps({"editions": codes, "password": password()})
            if options["json"]
            else accounts_text(codes)
        )
        self.stdout.write(text)
