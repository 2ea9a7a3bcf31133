from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Unpack

from django.core.management.base import BaseCommand, CommandError

from judging.bundle.causes import UnsoundError
from judging.bundle.gathering import NotPublishedError, publish_results
from judging.management.scope import Scope, add_scope, find_scope, print_json


class Options(Scope):
    file: Path


class Command(BaseCommand):
    help = "Write the bundle of a published round, by which anybody can recompute its result."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="BUNDLE.zip")
        add_scope(parser)

    def handle(self, *args: object, **options: Unpack[Options]) -> None:
        _edition, round_ = find_scope(options)
        try:
            signed = publish_results(round_=round_, path=options["file"])
        except (NotPublishedError, UnsoundError, ValueError) as error:
            raise CommandError(str(error)) from error
        except OSError as error:
            raise CommandError(f"{error.filename}: {error.strerror}") from error
        if not signed:
            self.stderr.write(
                "The bundle is not signed: the site has no key. Set "
                "SIGNING_KEY_FILE and publish again."
            )
        if options["json"]:
            print_json(
                {
                    "file": str(options["file"]),
                    "bytes": options["file"].stat().st_size,
                    "signed": signed,
                }
            )
        else:
            self.stdout.write(
                f"{options['file']}: {options['file'].stat().st_size} bytes"
            )
