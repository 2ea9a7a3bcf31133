from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection

from config.rights.checking import problems_of_role
from config.rights.granting import ensure_role, grant_to

NO_ROLE = (
    "DATABASE_OWNER_URL is missing: the owner grants, to the role of DATABASE_URL "
    "(deploy/README.md, Two roles)"
)


class Command(BaseCommand):
    help = (
        "Gives the application's role its rights on every table, and takes all others "
        "from it. Run by the owner of the tables after each migrate."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--check",
            action="store_true",
            help="say what is wrong with the role that runs this; run by the application",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        role = settings.APPLICATION_ROLE
        if options["check"]:
            if problems := problems_of_role(connection):
                raise CommandError("\n".join(problems))
            self.stdout.write("The role has its rights and no others.")
            return
        if not role:
            raise CommandError(NO_ROLE)
        if not ensure_role(role, settings.APPLICATION_PASSWORD):
            raise CommandError(f"the server knows no role {role!r}: createuser it")
        grant_to(role)
        self.stdout.write(f"{role} has its rights.")
