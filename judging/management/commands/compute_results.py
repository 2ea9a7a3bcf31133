from __future__ import annotations

from argparse import ArgumentParser
from typing import Unpack

from django.core.management.base import BaseCommand

from judging.management.scope import Scope, add_scope, find_scope, print_json
from judging.ranking.shape import EntryLine
from judging.results.services import compute_results


class Command(BaseCommand):
    help = "The ranking of each category from the ballots submitted so far."

    def add_arguments(self, parser: ArgumentParser) -> None:
        add_scope(parser)

    def handle(self, *args: object, **options: Unpack[Scope]) -> None:
        document = compute_results(*find_scope(options))
        if options["json"]:
            return print_json(document)
        for code, ranking in document["categories"].items():
            self.stdout.write(f"{code}:")
            for row in ranking["entries"]:
                self.stdout.write(line_of(row))


def line_of(row: EntryLine) -> str:
    if row["rank"] is None:
        return f"    –  {row['entry']}  no scores"
    return f"  {row['rank']:>3}  {row['entry']}  {row['adjusted']:.3f}  {row['n_judges']} judges"
