from __future__ import annotations

import json
from typing import TypedDict, Unpack

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from awards.models import Edition, code_validator
from config.rehearsal import Plan, Report, rehearse


class Options(TypedDict):
    entries: int
    judges: int
    per_entry: int
    seed: int
    edition: str
    by_hand: int
    json: bool


class Command(BaseCommand):
    help = (
        "Make a synthetic edition and drive it from its call to its publication "
        "through the real services. "
        "Everything in it is invented and stays in the database; its mails go out as all mails do."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--entries", type=positive, required=True)
        parser.add_argument("--judges", type=positive, required=True)
        parser.add_argument(
            "--per-entry", type=positive, required=True, help="judges per entry"
        )
        parser.add_argument(
            "--seed", type=int, default=0, help="the same seed gives the same scores"
        )
        parser.add_argument(
            "--edition",
            default="",
            help="code of the edition to make; must not exist yet",
        )
        parser.add_argument(
            "--by-hand",
            type=int,
            default=200,
            help="ballots given one by one; the others are imported as sheets (200)",
        )
        parser.add_argument(
            "--json", action="store_true", help="one JSON document on standard output"
        )

    def handle(self, *args: object, **options: Unpack[Options]) -> None:
        code = options["edition"] or f"rehearsal-{timezone.localtime():%Y%m%d-%H%M%S}"
        if options["per_entry"] > options["judges"]:
            raise CommandError("--per-entry: there are not that many judges")
        check_code(code)
        plan = Plan(
            options["entries"],
            options["judges"],
            options["per_entry"],
            code,
            options["seed"],
            by_hand=options["by_hand"],
        )
        report = rehearse(plan)
        self.stdout.write(
            json.dumps(report.as_json(), ensure_ascii=False)
            if options["json"]
            else as_text(report)
        )


def positive(text: str) -> int:
    if not text.isascii() or not text.isdigit() or int(text) < 1:
        raise ValueError(text)
    return int(text)


def check_code(code: str) -> None:
    try:
        code_validator(code)
    except ValidationError as problem:
        raise CommandError(f"--edition: {problem.message}") from problem
    if Edition.objects.filter(code=code).exists():
        raise CommandError(f"--edition: {code} exists already")


def as_text(report: Report) -> str:
    counts = (
        f"{report.entries} entries, {report.ballots} ballots, {report.winners} "
        f"winners, {report.messages} messages"
    )
    steps = "\n".join(
        f"  {seconds:8.3f} s  {step}" for step, seconds in report.seconds.items()
    )
    return f"{report.edition}: {counts}\n{steps}"
