from __future__ import annotations

from typing import TypedDict, Unpack

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from config.locale import catalog


class Options(TypedDict):
    verb: str


class Command(BaseCommand):
    help = (
        "Extract strings into the Thai catalog (update), compile it, or check that "
        "nothing is left untranslated."
    )
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("verb", choices=["update", "compile", "check"])

    def handle(self, *args: object, **options: Unpack[Options]) -> None:
        {"update": self.update, "compile": self.compile, "check": self.report}[
            options["verb"]
        ]()

    def update(self) -> None:
        catalog.update(settings.BASE_DIR, "th")
        self.compile()
        missing = catalog.problems(settings.BASE_DIR, "th")
        self.stdout.write("\n".join(missing) or "every string is translated")

    def compile(self) -> None:
        catalog.compile_all(
            settings.BASE_DIR / "config" / "locale", settings.LOCALE_PATHS[0]
        )

    def report(self) -> None:
        missing = catalog.problems(settings.BASE_DIR, "th")
        if missing:
            raise CommandError("\n".join(missing))
