"""Which edition and round a command is about, and how it answers: one JSON document on
standard output.
"""

from __future__ import annotations

import json
import sys
from argparse import ArgumentParser
from collections.abc import Mapping
from typing import TypedDict

from django.core.management.base import CommandError

from awards.models import Edition, Round


class Scope(TypedDict):
    """What ``add_scope`` asks for."""

    edition: str
    round: str
    json: bool


def add_scope(parser: ArgumentParser) -> None:
    parser.add_argument("--edition", required=True, metavar="CODE")
    parser.add_argument("--round", required=True, metavar="CODE")
    parser.add_argument(
        "--json", action="store_true", help="print one JSON document on standard output"
    )


def find_scope(options: Scope) -> tuple[Edition, Round]:
    """The edition and the round; ends the command with exit status 2 where there is none."""
    edition = Edition.objects.filter(code=options["edition"]).first()
    if edition is None:
        raise CommandError(f"There is no edition {options['edition']}.", returncode=2)
    round_ = (
        edition.rounds.select_related("edition").filter(code=options["round"]).first()
    )
    if round_ is None:
        known = ", ".join(edition.rounds.values_list("code", flat=True))
        raise CommandError(
            f"{edition.code} has no round {options['round']} (it has: {known}).",
            returncode=2,
        )
    return edition, round_


def print_json(document: Mapping[str, object]) -> None:
    sys.stdout.write(json.dumps(document, ensure_ascii=False, indent=1) + "\n")
