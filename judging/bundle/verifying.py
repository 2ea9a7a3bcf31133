"""Verifying a bundle inside the product: the checks of the stand-alone verifier, our own engine, and the signature."""

from __future__ import annotations

import zipfile
import zlib
from pathlib import Path

from awards.ledger import signing
from judging import ranking
from judging.bundle.archive import engine_files
from judging.bundle.verify import SIGNATURE, SUMS, Check, Engine, Files, read_zip, run_checks

DAMAGED = (zipfile.BadZipFile, zlib.error, ValueError, EOFError, NotImplementedError, RuntimeError)


def verify_bundle(path: Path, key: bytes | None = None) -> list[Check]:
    """``key``: a file of public keys in PEM from elsewhere. Raises OSError when there is no such bundle."""
    try:
        files = read_zip(path)
    except DAMAGED as error:
        return [Check("archive", False, f"the ZIP cannot be read: {error}")]
    return verify_files(files, key)


def verify_files(files: Files, key: bytes | None = None) -> list[Check]:
    engine = Engine(ranking.Ballot, ranking.Rules, ranking.ranking_document)
    checks = [Check("archive", True, f"{len(files)} files"), *run_checks(files, engine)]
    return [*checks, program_check(files), signature_check(files, key)]


def program_check(files: Files) -> Check:
    """Whether the programs in the bundle are those of this installation; another version is no fault by itself."""
    own = engine_files()
    other = sorted(name for name in own if files.get(name) != own[name])
    return Check("programs", True, f"of another version than here: {', '.join(other)}" if other else "as they are here")


def signature_check(files: Files, key: bytes | None) -> Check:
    """Against the key given; without one only against the key in the bundle, which proves no origin."""
    name = "signature"
    if SIGNATURE not in files:
        return Check(name, key is None, "there is no signature in the bundle")
    try:
        keys = signing.public_keys(files["public-key.pem"] if key is None else key)
        sound = signing.is_signed(files[SUMS], bytes.fromhex(files[SIGNATURE].decode().strip()), keys)
    except (KeyError, ValueError) as error:
        return Check(name, False, f"cannot be checked: {error}")
    if not sound:
        return Check(name, False, "the signature is not by this key")
    if key is None:
        return Check(
            name, True, "fits the key in the bundle; give --key FILE with the organiser's key to know who signed"
        )
    return Check(name, True, "signed by the key given")
