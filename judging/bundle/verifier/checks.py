"""All checks in their order. What comes first decides whether the rest is looked at."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

from .archive import KEY, SIGNATURE, SUMS, Files, NotABundle, read_bundle
from .ballots import ballot_problems, recusal_problems
from .heads import head_problems
from .protocol import (
    chair_problems,
    method_problems,
    missing_problems,
    people_problems,
    winner_problems,
)
from .ranks import Engine, ranking_problems
from .reading import Bundle, sha256
from .record import chain_problems, seal_problems
from .report import Check, failed, run_check
from .signature import is_signed_by, keys_of
from .stated import assignment_problems, person_problems, setting_problems


def verify(
    path: Path, engine: Engine, key: bytes | None = None, heads: bytes | None = None
) -> list[Check]:
    """``key``: a file of public keys in PEM, from the organiser's site. ``heads``: a file
    of signed heads that somebody kept. Raises OSError where there is no such bundle.

    What is no bundle, bears another signature or other checksums is looked at no further.
    """
    try:
        files = read_bundle(path)
    except NotABundle as error:
        return [failed("archive", str(error))]
    return verify_files(files, engine, key, heads)


def verify_files(
    files: Files,
    engine: Engine,
    key: bytes | None = None,
    heads: bytes | None = None,
) -> list[Check]:
    origin = [
        Check("archive", True, f"{len(files)} files"),
        signature_check(files, key),
        run_check(
            "files",
            lambda: file_problems(files),
            f"{len(files)} files, as {SUMS} states",
        ),
    ]
    if not all(check.ok for check in origin):
        return origin
    bundle = Bundle(files)
    checks = [*origin, *content_checks(bundle, engine)]
    return checks if heads is None else [*checks, heads_check(bundle, heads, key)]


def heads_check(bundle: Bundle, heads: bytes, key: bytes | None) -> Check:
    keys = list(keys_of(bundle.files.get(KEY, b"") if key is None else key))
    return run_check(
        "heads",
        lambda: head_problems(bundle, heads, keys),
        "the ledger is the one that these heads were signed for",
    )


def content_checks(bundle: Bundle, engine: Engine) -> Iterator[Check]:
    steps: list[tuple[str, Callable[[Bundle], Iterator[str]], str]] = [
        ("chain", chain_problems, "every act follows the one before it"),
        ("seal", seal_problems, "every file is the one that the ledger sealed"),
        (
            "ballots",
            ballot_problems,
            "every submitted ballot, as the ledger has it; each one left out by an act",
        ),
        ("recusals", recusal_problems, "every recusal, as the ledger has it"),
        ("missing", missing_problems, "who gave no ballot, as the ledger has it"),
        ("people", people_problems, "the judges are those who gave ballots"),
        (
            "persons",
            person_problems,
            "each judge is whom the ledger bound on accepting",
        ),
        (
            "seats",
            assignment_problems,
            "loads, seeds and conflicts, as the ledger has them",
        ),
        ("setting", setting_problems, "names, levels and corrections, as published"),
        ("method", method_problems, "the rules are those locked in the ledger"),
        ("chair", chair_problems, "the chair's votes are those of the ledger"),
        (
            "winners",
            winner_problems,
            "every prize as the ledger has it, with the rank that was recomputed",
        ),
        (
            "ranking",
            lambda one: ranking_problems(one, engine),
            "recomputed: same order, same figures to 6 decimals",
        ),
    ]
    for name, problems, fine in steps:
        yield run_check(name, lambda problems=problems: problems(bundle), fine)  # type: ignore[misc]


def signature_check(files: Files, key: bytes | None) -> Check:
    """Against the key given; without one only against the key in the bundle, which
    proves no origin.
    """
    name = "signature"
    if SIGNATURE not in files:
        return Check(name, key is None, "there is no signature in the bundle")
    if not re.fullmatch(rb"[0-9a-f]{128}\n", files[SIGNATURE]):
        return Check(name, False, f"{SIGNATURE} is not as it was written")
    signature = bytes.fromhex(files[SIGNATURE].decode().strip())
    keys = list(keys_of(files.get(KEY, b"") if key is None else key))
    if not keys:
        return Check(name, False, "there is no Ed25519 public key to check it with")
    if not any(is_signed_by(one, files[SUMS], signature) for one in keys):
        return Check(name, False, "the signature is not by this key")
    if key is None:
        return Check(
            name,
            True,
            "fits the key in the bundle; give the organiser's key (--key) to know who signed",
        )
    return Check(name, True, "signed by the key given")


def sums_of(files: Files) -> bytes:
    """SHA256SUMS as it must be for these files: sorted by name, in the spelling of `sha256sum`."""
    return "".join(
        f"{sha256(files[name])}  {name}\n" for name in sorted(files)
    ).encode()


def file_problems(files: Files) -> Iterator[str]:
    covered = {
        name: content
        for name, content in files.items()
        if name not in {SUMS, SIGNATURE}
    }
    if SUMS not in files:
        yield f"{SUMS} is missing"
        return
    stated = {
        name: digest
        for digest, name in (
            line.split("  ", 1) for line in files[SUMS].decode().splitlines()
        )
    }
    for name in sorted(stated.keys() - covered.keys()):
        yield f"{name} is missing"
    for name in sorted(covered.keys() - stated.keys()):
        yield f"{name} does not belong here"
    for name in sorted(covered.keys() & stated.keys()):
        if sha256(covered[name]) != stated[name]:
            yield f"{name} was changed"
    if files[SUMS] != sums_of(covered):
        yield f"{SUMS} itself is not as it was written"
