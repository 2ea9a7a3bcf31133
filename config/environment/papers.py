"""The keys with which identity papers are encrypted: in a file of their own, outside the
database and beside no file that they open.
"""

from __future__ import annotations

import base64
import binascii
import secrets
from collections.abc import Mapping
from pathlib import Path

from config.environment.kept_secret import kept_secret
from config.environment.reading import fail, read_text

NAME = "PAPERS_KEY_FILE"
BYTES = 32


def read_papers_keys(
    source: Mapping[str, str], var: Path, *, demo: bool = False
) -> tuple[bytes, ...]:
    """One key a line, 32 bytes in base64: the first one encrypts, all of them open.
    Empty where no identity papers are asked for. A demonstration makes a key of its own
    beside the files, which protects nothing: its papers are invented.
    """
    value = read_text(source, NAME)
    if value is None:
        return (_key(kept_secret(var / "demo_papers.key", new_key), 1),) if demo else ()
    path = Path(value)
    if not path.is_absolute() or var in path.resolve().parents:
        fail(NAME, f"expected the full path of a file outside {var}, got {value!r}")
    try:
        lines = path.read_text().split()
    except (OSError, UnicodeDecodeError) as problem:
        fail(NAME, f"{value} cannot be read: {type(problem).__name__}")
    keys = tuple(_key(line, number) for number, line in enumerate(lines, 1))
    if not keys:
        fail(NAME, f"{value} holds no key: make one with openssl rand -base64 32")
    return keys


def new_key() -> str:
    return base64.b64encode(secrets.token_bytes(BYTES)).decode()


def _key(line: str, number: int) -> bytes:
    try:
        key = base64.b64decode(line, validate=True)
    except binascii.Error:
        key = b""
    if len(key) != BYTES:
        fail(NAME, f"line {number} is no key: expected 32 bytes in base64")
    return key
