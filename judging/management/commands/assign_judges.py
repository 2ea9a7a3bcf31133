from __future__ import annotations

from argparse import ArgumentParser
from typing import Unpack

from django.core.management.base import BaseCommand

from judging.assigning.services import assign_judges
from judging.management.scope import Scope, add_scope, find_scope, print_json


class Options(Scope):
    per_entry: int
    seed: int
    dry_run: bool


class Command(BaseCommand):
    help = "Fill the empty seats of a round: evenly, without conflicts; standing assignments stay."

    def add_arguments(self, parser: ArgumentParser) -> None:
        add_scope(parser)
        parser.add_argument(
            "--per-entry", type=int, required=True, metavar="K", help="judges per entry"
        )
        parser.add_argument("--seed", type=int, default=0, metavar="N")
        parser.add_argument(
            "--dry-run", action="store_true", help="show what would happen"
        )

    def handle(self, *args: object, **options: Unpack[Options]) -> None:
        edition, round_ = find_scope(options)
        document = assign_judges(
            edition=edition,
            round_=round_,
            per_entry=options["per_entry"],
            seed=options["seed"],
            dry_run=options["dry_run"],
        )
        if options["json"]:
            return print_json(document)
        load = document["load"]
        self.stdout.write(
            f"{document['assignments']} assignments, {load['min']}–{load['max']} per judge"
        )
        for row in document["unfilled"]:
            self.stdout.write(
                f"{row['entry']} ({row['category']}): {row['missing']} judges missing"
            )
