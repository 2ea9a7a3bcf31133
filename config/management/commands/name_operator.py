from __future__ import annotations

import json
from dataclasses import asdict
from typing import TypedDict, Unpack

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser

from config.people.operators import name_operator


class Options(TypedDict):
    email: str
    language: str
    json: bool


class Command(BaseCommand):
    help = (
        "Make a person, new or known, an operator of the site, and mail them a link "
        "to set a password."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email")
        parser.add_argument(
            "--language",
            choices=["th", "en"],
            default="th",
            help="of a new person's mails (th)",
        )
        parser.add_argument(
            "--json", action="store_true", help="one JSON document on standard output"
        )

    def handle(self, *args: object, **options: Unpack[Options]) -> None:
        try:
            named = name_operator(email=options["email"], language=options["language"])
        except ValidationError as problem:
            raise CommandError(
                f"{options['email']}: {' '.join(problem.messages)}"
            ) from problem
        if options["json"]:
            self.stdout.write(json.dumps(asdict(named)))
            return
        self.stdout.write(
            f"{named.email} is an operator; a mail with a link to set a password is on its way"
        )
