"""Asking ClamAV's daemon whether a file is clean, over its socket (``CLAMD_URL``).

The INSTREAM command of clamd(8): ``zINSTREAM\\0``, then chunks each behind its length
as four bytes, a chunk of no length at the end; the answer is ``stream: OK`` or
``stream: <signature> FOUND``. It needs no library of its own.
"""

from __future__ import annotations

import socket
import struct
from typing import IO
from urllib.parse import urlsplit

CHUNK = 64 * 1024
PATIENCE = 60.0  # seconds without a byte


class ScannerAwayError(Exception):
    """The scanner did not say whether the file is clean: it is asked again later."""


def connect(url: str) -> socket.socket:
    """``tcp://host:3310`` or ``unix:///run/clamav/clamd.ctl``"""
    parts = urlsplit(url)
    if parts.scheme == "tcp":
        return socket.create_connection(
            (parts.hostname or "", parts.port or 3310), timeout=PATIENCE
        )
    line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    line.settimeout(PATIENCE)
    line.connect(parts.path)
    return line


def scan(url: str, file: IO[bytes]) -> str:
    """The name of what was found, empty for a clean file. Raises ScannerAwayError."""
    try:
        with connect(url) as line:
            line.sendall(b"zINSTREAM\0")
            while chunk := file.read(CHUNK):
                line.sendall(struct.pack(">I", len(chunk)) + chunk)
            line.sendall(struct.pack(">I", 0))
            return verdict(answer(line))
    except OSError as error:
        raise ScannerAwayError(f"{type(error).__name__}: {error}") from error


def answer(line: socket.socket) -> str:
    parts = []
    while part := line.recv(4096):
        parts.append(part)
    return b"".join(parts).decode("utf-8", "replace").strip("\0\r\n ")


def verdict(said: str) -> str:
    """An answer of any other form is not taken for a clean file."""
    if said.endswith(" FOUND"):
        return said.removeprefix("stream: ").removesuffix(" FOUND")
    if said == "stream: OK":
        return ""
    raise ScannerAwayError(said or "no answer")
