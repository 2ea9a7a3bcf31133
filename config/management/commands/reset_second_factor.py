from __future__ import annotations

from typing import TypedDict, Unpack

from django.core.management.base import BaseCommand, CommandError, CommandParser

from awards.accounts.people import person_of
from config.people.second_factors import reset_factors


class Options(TypedDict):
    email: str


class Command(BaseCommand):
    help = (
        "Remove the passkeys, the authenticator app and the recovery codes of a person "
        "who lost them, and sign them out everywhere. Check first that it is them who "
        "asks: a mail tells them."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email")

    def handle(self, *args: object, **options: Unpack[Options]) -> None:
        person = person_of(options["email"])
        if person is None:
            raise CommandError(f"{options['email']}: nobody has this address")
        removed = reset_factors(person=person, by=None)
        if not removed:
            self.stdout.write(f"{person.email} has no second factor")
            return
        self.stdout.write(f"{person.email} has none any more ({removed} removed)")
