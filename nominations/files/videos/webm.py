"""WebM: elements of Matroska (RFC 9559) in EBML (RFC 8794)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import IO

from nominations.files.videos.parts import (
    MOST_PARTS,
    NotAVideoError,
    NotPlayableError,
    Part,
    content_of,
    length,
    wipe,
)

EBML, SEGMENT, DOC_TYPE, VOID, CHECKSUM = 0x1A45DFA3, 0x18538067, 0x4282, 0xEC, 0xBF
SEEK_HEAD, INFO, TRACKS, CLUSTER, CUES = (
    0x114D9B74,
    0x1549A966,
    0x1654AE6B,
    0x1F43B675,
    0x1C53BB6B,
)
TRACK_ENTRY, TRACK_NUMBER, TRACK_TYPE = 0xAE, 0xD7, 0x83
BLOCK_GROUP, BLOCK, SIMPLE_BLOCK = 0xA0, 0xA1, 0xA3
SEGMENT_KEPT = {SEEK_HEAD, INFO, TRACKS, CLUSTER, CUES}
# title, file name, programs, UID, date
TELLING_INFO = {
    0x7BA9,
    0x7384,
    0x4D80,
    0x5741,
    0x73A4,
    0x4461,
}
# names of track and codec, links
TELLING_TRACK = {
    0x536E,
    0x258688,
    0x7446,
    0x3A9697,
    0x3B4040,
    0x26B240,
}
VIDEO, AUDIO = 1, 2
UNKNOWN_SIZE = -1


def looks_like_webm(head: bytes) -> bool:
    return head.startswith(b"\x1a\x45\xdf\xa3") and b"webm" in head[:64]


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
    """The elements of one level; one of unknown size reaches to the end, as live
    recordings write them.
    """
    at, count = start, 0
    while at < end:
        file.seek(at)
        name = read_number(file, keep_marker=True)
        size = read_number(file, keep_marker=False)
        content = file.tell()
        element_end = end if size == UNKNOWN_SIZE else content + size
        count += 1
        if element_end > end or count > MOST_PARTS:
            raise NotAVideoError
        yield Part(name, at, content, element_end)
        at = element_end


def segment_of(file: IO[bytes]) -> Part:
    parts = list(elements(file, 0, length(file)))
    if [part.name for part in parts][:2] != [EBML, SEGMENT]:
        raise NotAVideoError
    return parts[1]


def check(file: IO[bytes]) -> None:
    segment, head = segment_of(file), next(elements(file, 0, length(file)))
    kinds = [
        part for part in elements(file, head.content, head.end) if part.name == DOC_TYPE
    ]
    if not kinds or content_of(file, kinds[0]).rstrip(b"\0") != b"webm":
        raise NotAVideoError
    if CLUSTER not in {
        part.name for part in elements(file, segment.content, segment.end)
    }:
        raise NotAVideoError
    if VIDEO not in {kind for _number, kind, _part in tracks(file, segment)}:
        raise NotPlayableError


def tracks(file: IO[bytes], segment: Part) -> list[tuple[int, int, Part]]:
    """Number, type and place of each track."""
    found = []
    for group in elements(file, segment.content, segment.end):
        if group.name == TRACKS:
            entries = [
                part
                for part in elements(file, group.content, group.end)
                if part.name == TRACK_ENTRY
            ]
            found += [
                (
                    number_in(file, one, TRACK_NUMBER),
                    number_in(file, one, TRACK_TYPE),
                    one,
                )
                for one in entries
            ]
    return found


def number_in(file: IO[bytes], outer: Part, name: int) -> int:
    found = next(
        (
            part
            for part in elements(file, outer.content, outer.end)
            if part.name == name
        ),
        None,
    )
    return int.from_bytes(content_of(file, found, 8), "big") if found else 0


def clean(file: IO[bytes]) -> int:
    segment = segment_of(file)
    others = {
        number: part
        for number, kind, part in tracks(file, segment)
        if kind not in (VIDEO, AUDIO)
    }
    if others:
        wipe_blocks(file, segment, set(others))
    found = sum(make_void(file, part) for part in others.values())
    for part in list(elements(file, segment.content, segment.end)):
        if part.name == VOID:
            found += wipe(file, part.content, part.end)
        elif part.name not in SEGMENT_KEPT:
            found += make_void(file, part)
        elif part.name == INFO:
            found += clean_level(file, part, TELLING_INFO)
        elif part.name == TRACKS:
            entries = [
                one
                for one in elements(file, part.content, part.end)
                if one.name == TRACK_ENTRY
            ]
            found += sum(clean_level(file, one, TELLING_TRACK) for one in entries)
    return found


def clean_level(file: IO[bytes], outer: Part, telling: set[int]) -> int:
    """A checksum over what was changed would be wrong, so it goes along with it."""
    inner = list(elements(file, outer.content, outer.end))
    told = [part for part in inner if part.name in telling]
    checksums = [part for part in inner if part.name == CHECKSUM] if told else []
    blank = [part for part in inner if part.name == VOID]
    wiped = sum(wipe(file, part.content, part.end) for part in blank)
    return wiped + sum(make_void(file, part) for part in [*told, *checksums])


def wipe_blocks(
    file: IO[bytes], outer: Part, numbers: set[int], depth: int = 0
) -> None:
    """Subtitles lie among the pictures and sounds, in blocks that begin with their
    track's number.
    """
    for part in list(elements(file, outer.content, outer.end)):
        if part.name in (CLUSTER, BLOCK_GROUP) and depth < 4:
            wipe_blocks(file, part, numbers, depth + 1)
        elif part.name in (BLOCK, SIMPLE_BLOCK):
            file.seek(part.content)
            if read_number(file, keep_marker=False) in numbers:
                make_void(file, part)


def make_void(file: IO[bytes], part: Part) -> int:
    """The same number of bytes as a Void element: its size is written as wide as the
    room before the content.
    """
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
