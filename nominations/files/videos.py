"""MP4 and WebM: known by their structure, and made silent about who made them.

Only the outermost structure is read and nothing is decoded, so a hostile file has little to work on. What tells of
people or devices (``udta``, ``meta`` and ``uuid`` boxes; WebM's tags, attachments and titles) is overwritten in place
with free space of the same length, so that no offset within the file changes.

Sources: ISO/IEC 14496-12 (boxes), RFC 8794 and RFC 9559 (EBML, Matroska).
"""

from __future__ import annotations

import os
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO

MP4_BRANDS = {
    b"isom",
    b"iso2",
    b"iso4",
    b"iso5",
    b"iso6",
    b"mp41",
    b"mp42",
    b"avc1",
    b"M4V ",
    b"dash",
    b"MSNV",
    b"mp71",
}
INSIDE = {b"moov", b"trak", b"mdia"}
TELLING_BOXES = {b"udta", b"meta", b"uuid"}
MOST_BOXES = 10_000
EBML, SEGMENT, INFO, DOC_TYPE, CLUSTER, VOID = 0x1A45DFA3, 0x18538067, 0x1549A966, 0x4282, 0x1F43B675, 0xEC
TELLING_ELEMENTS = {0x1254C367, 0x1941A469}  # Tags, Attachments
TELLING_INFO = {0x7BA9, 0x7384, 0x4D80, 0x5741, 0x73A4, 0x4461}  # title, file name, programs, UID, date
UNKNOWN_SIZE = -1


class NotAVideoError(Exception):
    """Not a whole video of the kind that its first bytes promise."""


@dataclass(frozen=True)
class Part:
    """A box or an element: where it begins, where its content begins, where it ends."""

    name: bytes | int
    start: int
    content: int
    end: int


def looks_like_mp4(head: bytes) -> bool:
    return head[4:8] == b"ftyp" and bool({head[8:12], head[16:20], head[20:24], head[24:28]} & MP4_BRANDS)


def looks_like_webm(head: bytes) -> bool:
    return head.startswith(b"\x1a\x45\xdf\xa3") and b"webm" in head[:64]


def boxes(file: IO[bytes], start: int, end: int) -> Iterator[Part]:
    count, at = 0, start
    while at < end:
        file.seek(at)
        head = file.read(16)
        count += 1
        if len(head) < 8 or count > MOST_BOXES:
            raise NotAVideoError
        size, content = struct.unpack(">I", head[:4])[0], at + 8
        if size == 1 and len(head) == 16:
            size, content = struct.unpack(">Q", head[8:])[0], at + 16
        box_end = end if size == 0 else at + size
        if box_end < content or box_end > end:
            raise NotAVideoError
        yield Part(head[4:8], at, content, box_end)
        at = box_end


def check_mp4(file: IO[bytes]) -> None:
    """Whole, with its index and its data. Raises NotAVideoError."""
    names = {part.name for part in boxes(file, 0, length(file))}
    if not names >= {b"ftyp", b"moov", b"mdat"}:
        raise NotAVideoError


def clean_mp4(file: IO[bytes], start: int = 0, end: int | None = None, depth: int = 0) -> int:
    """Make every telling box free space; the number of them. ``file`` is open for reading and writing."""
    found = 0
    for part in list(boxes(file, start, length(file) if end is None else end)):
        if part.name in TELLING_BOXES:
            file.seek(part.start + 4)
            file.write(b"free")
            wipe(file, part.content, part.end)
            found += 1
        elif part.name in INSIDE and depth < 4:
            found += clean_mp4(file, part.content, part.end, depth + 1)
    return found


def read_number(file: IO[bytes], keep_marker: bool) -> int:
    """An EBML variable-length number at the file's position."""
    first = file.read(1)
    if not first or not first[0]:
        raise NotAVideoError
    size = 9 - first[0].bit_length()
    data = first + file.read(size - 1)
    if len(data) < size:
        raise NotAVideoError
    value = int.from_bytes(data, "big")
    if keep_marker:
        return value
    bits = (1 << (7 * size)) - 1
    return UNKNOWN_SIZE if value & bits == bits else value & bits


def elements(file: IO[bytes], start: int, end: int) -> Iterator[Part]:
    """The elements of one level; one of unknown size reaches to the end, as live recordings write them."""
    at, count = start, 0
    while at < end:
        file.seek(at)
        name = read_number(file, keep_marker=True)
        size = read_number(file, keep_marker=False)
        content = file.tell()
        element_end = end if size == UNKNOWN_SIZE else content + size
        count += 1
        if element_end > end or count > MOST_BOXES:
            raise NotAVideoError
        yield Part(name, at, content, element_end)
        at = element_end


def check_webm(file: IO[bytes]) -> None:
    parts = list(elements(file, 0, length(file)))
    if [part.name for part in parts][:2] != [EBML, SEGMENT]:
        raise NotAVideoError
    kinds = [part for part in elements(file, parts[0].content, parts[0].end) if part.name == DOC_TYPE]
    if not kinds or content_of(file, kinds[0]).rstrip(b"\0") != b"webm":
        raise NotAVideoError
    if CLUSTER not in {part.name for part in elements(file, parts[1].content, parts[1].end)}:
        raise NotAVideoError


def clean_webm(file: IO[bytes]) -> int:
    """Make every telling element void; the number of them."""
    found = 0
    segment = next(part for part in elements(file, 0, length(file)) if part.name == SEGMENT)
    for part in list(elements(file, segment.content, segment.end)):
        if part.name in TELLING_ELEMENTS:
            found += make_void(file, part)
        elif part.name == INFO:
            inner = [p for p in elements(file, part.content, part.end) if p.name in TELLING_INFO]
            found += sum(make_void(file, one) for one in inner)
    return found


def make_void(file: IO[bytes], part: Part) -> int:
    """The same number of bytes as a Void element: its size is written as wide as the room before the content."""
    whole = part.end - part.start
    if whole < 2:
        return 0
    width = 1 if whole - 2 < 127 else 8
    if whole < 1 + width:
        return 0
    size = whole - 1 - width
    file.seek(part.start)
    file.write(bytes([VOID]) + (size | (1 << (7 * width))).to_bytes(width, "big"))
    wipe(file, file.tell(), part.end)
    return 1


def wipe(file: IO[bytes], start: int, end: int) -> None:
    file.seek(start)
    while (left := end - file.tell()) > 0:
        file.write(bytes(min(left, 65536)))


def content_of(file: IO[bytes], part: Part) -> bytes:
    file.seek(part.content)
    return file.read(min(part.end - part.content, 64))


def length(file: IO[bytes]) -> int:
    return file.seek(0, os.SEEK_END)
