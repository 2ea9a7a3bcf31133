"""What both kinds of video are walked through with."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import IO

MOST_PARTS = (
    100_000  # of one level: an hour in fragments of a second has some thousands
)


class NotAVideoError(Exception):
    """Not a whole video of the kind that its first bytes promise."""


class NotPlayableError(NotAVideoError):
    """Whole, but no browser would show a picture of it."""


@dataclass(frozen=True)
class Part:
    """A box or an element: where it begins, where its content begins, where it ends."""

    name: bytes | int
    start: int
    content: int
    end: int


def content_of(file: IO[bytes], part: Part, most: int = 64) -> bytes:
    file.seek(part.content)
    return file.read(min(part.end - part.content, most))


def is_blank(file: IO[bytes], start: int, end: int) -> bool:
    file.seek(start)
    while (left := end - file.tell()) > 0:
        if any(file.read(min(left, 65536))):
            return False
    return True


def wipe(file: IO[bytes], start: int, end: int) -> int:
    """Zeros from here to there; 1 where there was anything else, else 0."""
    if is_blank(file, start, end):
        return 0
    file.seek(start)
    while (left := end - file.tell()) > 0:
        file.write(bytes(min(left, 65536)))
    return 1


def length(file: IO[bytes]) -> int:
    return file.seek(0, os.SEEK_END)
