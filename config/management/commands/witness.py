from __future__ import annotations

import json
from pathlib import Path
from typing import TypedDict, Unpack

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from awards.ledger import signing
from awards.record.witnessing import (
    CannotTellError,
    LiesError,
    Memory,
    cosigned_text,
    own_key_line,
    read_outside,
    witness,
)
from judging.bundle.verifier.signature import keys_of


class Options(TypedDict):
    address: str
    key: Path
    keep: Path
    out: Path | None
    json: bool


class Command(BaseCommand):
    help = (
        "Watch another installation's record: check its newest checkpoint against the "
        "last one seen, and sign it with this site's key. Exit 1 where it contradicts "
        "what was seen, 2 where it could not be asked. Its host is named in "
        "OUTGOING_HOSTS. Run it each day."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "address", help="https://SITE/api/v1/editions/CODE/record/checkpoint"
        )
        parser.add_argument(
            "--key",
            type=Path,
            required=True,
            metavar="FILE",
            help="the public key (PEM) of the site that is watched",
        )
        parser.add_argument(
            "--keep",
            type=Path,
            default=settings.VAR / "witness",
            metavar="FOLDER",
            help="where the last checkpoint seen is kept",
        )
        parser.add_argument(
            "--out",
            type=Path,
            metavar="FILE",
            help="write the signed checkpoint there, to be handed back to the site",
        )
        parser.add_argument(
            "--json", action="store_true", help="one JSON document on standard output"
        )

    def handle(self, *args: object, **options: Unpack[Options]) -> None:
        key = signing.site_keys().signing
        if key is None:
            raise CommandError("SIGNING_KEY_FILE: a witness needs a key", returncode=2)
        base = options["address"].removesuffix("checkpoint").rstrip("/") + "/"
        try:
            keys = list(keys_of(options["key"].read_bytes()))
            shown = witness(Memory(options["keep"], base), keys, read_outside)
        except LiesError as lie:
            raise CommandError(f"CONTRADICTION: {lie}", returncode=1) from lie
        except (CannotTellError, OSError) as problem:
            raise CommandError(str(problem), returncode=2) from problem
        text = cosigned_text(shown, key)
        if options["out"]:
            options["out"].write_text(text)
        told = {"size": shown.head.size, "checkpoint": text, "key": own_key_line(key)}
        self.stdout.write(json.dumps(told) if options["json"] else text)
        if not options["json"]:
            self.stderr.write(f"This witness is known by {told['key']}")
