from __future__ import annotations

import sys
from argparse import ArgumentParser
from dataclasses import asdict
from pathlib import Path
from typing import TypedDict, Unpack

from django.core.management.base import BaseCommand, CommandError

from judging.bundle.verify_here import verify_bundle
from judging.management.scope import print_json


class Options(TypedDict):
    file: Path
    key: Path | None
    heads: Path | None
    json: bool


class Command(BaseCommand):
    help = (
        "Check a bundle: checksums, ledger, ballots, signature, and the ranking "
        "recomputed. Needs no database."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="BUNDLE.zip")
        parser.add_argument(
            "--key",
            type=Path,
            metavar="FILE",
            help="the organiser's public key (PEM), from their site",
        )
        parser.add_argument(
            "--heads",
            type=Path,
            metavar="FILE",
            help="signed checkpoints that somebody kept: record.json, receipts or a text",
        )
        parser.add_argument(
            "--json",
            action="store_true",
            help="print one JSON document on standard output",
        )

    def handle(self, *args: object, **options: Unpack[Options]) -> None:
        try:
            key = options["key"].read_bytes() if options["key"] else None
            heads = options["heads"].read_bytes() if options["heads"] else None
            checks = verify_bundle(options["file"], key, heads)
        except OSError as error:
            raise CommandError(f"{error.filename}: {error.strerror}") from error
        valid = all(check.ok for check in checks)
        if options["json"]:
            print_json({"valid": valid, "checks": [asdict(check) for check in checks]})
        else:
            for check in checks:
                self.stdout.write(
                    f"{'ok  ' if check.ok else 'FAIL'}  {check.name:<10} {check.detail}"
                )
        if not valid:
            sys.stderr.writelines(
                f"{check.name}: {check.detail}\n" for check in checks if not check.ok
            )
            raise SystemExit(1)
