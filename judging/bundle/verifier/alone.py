"""The verifier on its own: one file, one bundle, one line per check."""

import json
import sys
from argparse import ArgumentParser
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path

from .checks import verify
from .ranks import Engine
from .report import Check

# no true bundle comes near; a stranger's shall not eat the machine
MEMORY, SECONDS = (
    8 * 1024**3,
    1800,
)


def bound() -> None:
    """Where the system can: an end to memory and time, whatever the bundle holds."""
    with suppress(ImportError, ValueError, OSError):
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))


def main(engine: Engine, arguments: list[str]) -> int:
    """Exit status: 0 sound, 1 not sound, 2 nothing could be checked."""
    parser = ArgumentParser(
        description="Check a published result: see the head of this file."
    )
    parser.add_argument("bundle", type=Path, metavar="BUNDLE.zip")
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
        help="signed checkpoints that you kept: record.json, receipts or a text",
    )
    parser.add_argument("--json", action="store_true", help="print one JSON document")
    chosen = parser.parse_args(arguments)
    bound()
    try:
        key = chosen.key.read_bytes() if chosen.key else None
        heads = chosen.heads.read_bytes() if chosen.heads else None
        checks = verify(chosen.bundle, engine, key, heads)
    except OSError as error:
        print(f"{error.filename}: {error.strerror}", file=sys.stderr)
        return 2
    valid = all(check.ok for check in checks)
    if chosen.json:
        print(
            json.dumps({"valid": valid, "checks": [asdict(check) for check in checks]})
        )
    else:
        print("\n".join([*lines(checks), verdict(valid, key is not None)]))
    return 0 if valid else 1


def lines(checks: list[Check]) -> list[str]:
    return [
        f"{'ok  ' if check.ok else 'FAIL'}  {check.name:<9} {check.detail}"
        for check in checks
    ]


def verdict(valid: bool, known: bool) -> str:
    if not valid:
        return "The bundle is NOT sound."
    if known:
        return "The bundle is sound, and signed by the key given."
    return (
        "The bundle is sound in itself. Whose it is was not checked: give the "
        "organiser's key with --key."
    )
