"""MP4: boxes (ISO/IEC 14496-12)."""

from __future__ import annotations

import struct
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

BRANDS = {
    b"isom", b"iso2", b"iso4", b"iso5", b"iso6", b"mp41", b"mp42", b"avc1", b"M4V ", b"dash", b"MSNV", b"mp71", b"qt  ",
}  # fmt: skip
# What stays, level by level; None: whatever is in it.
KEPT: dict[bytes, set[bytes]] = {
    b"": {
        b"ftyp",
        b"moov",
        b"mdat",
        b"moof",
        b"mfra",
        b"sidx",
        b"styp",
        b"ssix",
        b"prft",
    },
    b"moov": {b"mvhd", b"trak", b"mvex", b"iods"},
    b"trak": {b"tkhd", b"edts", b"mdia"},
    b"mdia": {b"mdhd", b"hdlr", b"minf"},
    b"minf": {b"vmhd", b"smhd", b"hdlr", b"dinf", b"stbl"},
    b"moof": {b"mfhd", b"traf"},
    b"traf": {b"tfhd", b"tfdt", b"trun", b"sdtp", b"sbgp", b"sgpd", b"saiz", b"saio"},
}
FREE = {b"free", b"skip", b"wide"}
PICTURES, SOUND = b"vide", b"soun"
# What every browser plays; HEVC (hvc1, hev1) is not among it.
PLAYED = {b"avc1", b"avc3", b"vp08", b"vp09", b"av01"}
QUICKTIME = b"qt  "  # a phone's MOV: the same boxes under another brand
# in a visual sample entry: the name of the program, ISO/IEC 14496-12, 12.1.3
COMPRESSOR = slice(50, 82)
HANDLER_NAME = 24  # bytes of a handler box before the name
MOST_SAMPLES = 1_000_000


def looks_like_mp4(head: bytes) -> bool:
    return head[4:8] == b"ftyp" and bool(
        {head[8:12], head[16:20], head[20:24], head[24:28]} & BRANDS
    )


def boxes(file: IO[bytes], start: int, end: int) -> Iterator[Part]:
    count, at = 0, start
    while at < end:
        file.seek(at)
        head = file.read(16)
        count += 1
        if len(head) < 8 or count > MOST_PARTS:
            raise NotAVideoError
        size, content = struct.unpack(">I", head[:4])[0], at + 8
        if size == 1 and len(head) == 16:
            size, content = struct.unpack(">Q", head[8:])[0], at + 16
        box_end = end if size == 0 else at + size
        if box_end < content or box_end > end:
            raise NotAVideoError
        yield Part(head[4:8], at, content, box_end)
        at = box_end


def inside(file: IO[bytes], outer: Part, *path: bytes) -> Part | None:
    """The first box down this way."""
    for name in path:
        found = next(
            (
                part
                for part in boxes(file, outer.content, outer.end)
                if part.name == name
            ),
            None,
        )
        if found is None:
            return None
        outer = found
    return outer


def top(file: IO[bytes]) -> list[Part]:
    return list(boxes(file, 0, length(file)))


def tracks(file: IO[bytes], parts: list[Part]) -> list[Part]:
    indexes = [part for part in parts if part.name == b"moov"]
    return [
        part
        for index in indexes
        for part in boxes(file, index.content, index.end)
        if part.name == b"trak"
    ]


def kind_of(file: IO[bytes], track: Part) -> bytes:
    """``vide``, ``soun``, ``text``, ``sbtl`` …"""
    handler = inside(file, track, b"mdia", b"hdlr")
    return content_of(file, handler)[8:12] if handler else b""


def check(file: IO[bytes]) -> None:
    parts = top(file)
    if not {part.name for part in parts} >= {b"ftyp", b"moov", b"mdat"}:
        raise NotAVideoError
    pictures = [
        track for track in tracks(file, parts) if kind_of(file, track) == PICTURES
    ]
    if not any(codec_of(file, track) in PLAYED for track in pictures):
        raise NotPlayableError


def codec_of(file: IO[bytes], track: Part) -> bytes:
    entries = inside(file, track, b"mdia", b"minf", b"stbl", b"stsd")
    return content_of(file, entries)[12:16] if entries else b""


def clean(file: IO[bytes]) -> int:
    """Raises NotAVideoError also where subtitles come in fragments: they could not be
    found to be taken out.
    """
    parts = top(file)
    others = [
        track
        for track in tracks(file, parts)
        if kind_of(file, track) not in (PICTURES, SOUND)
    ]
    if others and any(part.name == b"moof" for part in parts):
        raise NotAVideoError
    found = sum(
        wipe_samples(file, track, parts) + make_free(file, track) for track in others
    )
    name_mp4(file, parts)
    return found + clean_level(file, b"", 0, length(file))


def name_mp4(file: IO[bytes], parts: list[Part]) -> None:
    """Browsers take a MOV for what it is, an MP4, where its brand says so."""
    kind = next((part for part in parts if part.name == b"ftyp"), None)
    if kind is None:
        return
    brands = content_of(file, kind, 256)
    for at in range(0, len(brands) // 4 * 4, 4):
        if brands[at : at + 4] == QUICKTIME:
            file.seek(kind.content + at)
            file.write(b"mp42")


def clean_level(file: IO[bytes], level: bytes, start: int, end: int) -> int:
    found = 0
    for part in list(boxes(file, start, end)):
        name = part.name if isinstance(part.name, bytes) else b""
        if name in FREE:
            found += wipe(file, part.content, part.end)
        elif name not in KEPT[level]:
            found += make_free(file, part)
        elif name in KEPT:
            found += clean_level(file, name, part.content, part.end)
        elif name == b"hdlr":
            found += wipe(file, min(part.content + HANDLER_NAME, part.end), part.end)
        elif name == b"stbl":
            found += clean_table(file, part)
    return found


def clean_table(file: IO[bytes], table: Part) -> int:
    """Of a track's table of samples: the name of the program that wrote the pictures,
    and private boxes.
    """
    found = 0
    for part in list(boxes(file, table.content, table.end)):
        if part.name in (b"udta", b"meta", b"uuid"):
            found += make_free(file, part)
        elif part.name == b"stsd" and content_of(file, part)[12:16] in PLAYED:
            entry = part.content + 8
            found += wipe(
                file,
                min(entry + COMPRESSOR.start, part.end),
                min(entry + COMPRESSOR.stop, part.end),
            )
    return found


def make_free(file: IO[bytes], part: Part) -> int:
    file.seek(part.start + 4)
    file.write(b"free")
    wipe(file, part.content, part.end)
    return 1


def wipe_samples(file: IO[bytes], track: Part, parts: list[Part]) -> int:
    """Chapters and subtitles lie among the pictures and sounds: each of their samples
    becomes zeros.
    """
    table = inside(file, track, b"mdia", b"minf", b"stbl")
    if table is None:
        return 0
    data = [part for part in parts if part.name == b"mdat"]
    spans = list(sample_spans(file, table))
    for start, end in spans:
        if any(part.content <= start and end <= part.end for part in data):
            wipe(file, start, end)
    return len(spans)


def sample_spans(file: IO[bytes], table: Part) -> Iterator[tuple[int, int]]:
    """First byte and end of each sample (8.7: stsz, stsc, stco or co64)."""
    sizes, runs, chunks = (
        sample_sizes(file, table),
        chunk_runs(file, table),
        chunk_offsets(file, table),
    )
    sample = 0
    for number, at in enumerate(chunks, 1):
        per_chunk = next(
            (count for first, count in reversed(runs) if first <= number), 0
        )
        for size in sizes[sample : sample + per_chunk]:
            yield at, at + size
            at += size
        sample += per_chunk


def numbers_in(
    file: IO[bytes], table: Part, name: bytes, skip: int, form: str
) -> list[int]:
    """Big-endian numbers of a full box, after ``skip`` bytes of its content; empty
    where there is no such box.
    """
    part = inside(file, table, name)
    if part is None:
        return []
    size = struct.calcsize(f">{form}")
    raw = content_of(file, part, MOST_SAMPLES * size + skip)[skip:]
    return [
        number[0]
        for number in struct.iter_unpack(f">{form}", raw[: len(raw) // size * size])
    ]


def sample_sizes(file: IO[bytes], table: Part) -> list[int]:
    head = numbers_in(file, table, b"stsz", 4, "I")
    if len(head) < 2:
        return []
    common, count = head[0], min(head[1], MOST_SAMPLES)
    return [common] * count if common else head[2 : 2 + count]


def chunk_runs(file: IO[bytes], table: Part) -> list[tuple[int, int]]:
    """(first chunk, samples in each chunk from there on)"""
    flat = numbers_in(file, table, b"stsc", 8, "I")
    return list(zip(flat[0::3], flat[1::3], strict=False))


def chunk_offsets(file: IO[bytes], table: Part) -> list[int]:
    return numbers_in(file, table, b"stco", 8, "I") or numbers_in(
        file, table, b"co64", 8, "Q"
    )
