from __future__ import annotations

import json
from argparse import ArgumentParser
from typing import TypedDict, Unpack

from django.core.management.base import BaseCommand

from judging.management.commands.rank import give_up
from judging.ranking.simulation import SCENARIOS, simulate


class Options(TypedDict):
    scenario: str
    awards: int
    seed: int
    json: bool


class Command(BaseCommand):
    help = "Try every ranking method on made-up awards whose truth is known. Needs no database."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--scenario", required=True, metavar="NAME", help=names())
        parser.add_argument("--awards", required=True, type=int, metavar="N")
        parser.add_argument("--seed", type=int, default=1, metavar="N")
        parser.add_argument(
            "--json",
            action="store_true",
            help="print one JSON document on standard output",
        )

    def handle(self, *args: object, **options: Unpack[Options]) -> None:
        problems = (
            []
            if options["scenario"] in SCENARIOS
            else [f"{options['scenario']}: no such scenario; {names()}"]
        )
        problems += [
            f"--{name}: {options[name]} is too small"
            for name in ("awards", "seed")
            if options[name] < least(name)
        ]
        if problems:
            give_up(problems)
        found = simulate(options["scenario"], options["awards"], options["seed"])
        if options["json"]:
            self.stdout.write(json.dumps(found, indent=1))
            return
        self.stdout.write(f"{'method':<12}  best wins     tau   top 10")
        for method, row in sorted(
            found.items(), key=lambda item: -item[1]["best_wins"]
        ):
            self.stdout.write(
                f"{method:<12}  {row['best_wins']:>9.3f}  {row['tau']:>6.4f}  {row['top10']:>7.3f}"
            )


def names() -> str:
    return "one of: " + ", ".join(sorted(SCENARIOS))


def least(option: str) -> int:
    return 1 if option == "awards" else 0
