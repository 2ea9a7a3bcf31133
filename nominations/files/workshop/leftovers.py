"""Words that still stand in a finished copy though on no page: names of fonts,
descriptions within colour profiles.

The last look: whoever made the copy may have forgotten something, and then a person is
asked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from pikepdf import Array, Dictionary, Name, Pdf, PdfError, Stream, String

MOST = 200_000  # characters
LARGEST = 1_000_000  # bytes of one stream
DEEPEST = 20
RUNS = re.compile(rb"[ -~]{4,}")
WIDE_RUNS = re.compile(r"[ -~\u0e01-\u0e5b]{4,}")
PAINTED = ("/Image", "/Form")
CONTAINERS = ("/ObjStm", "/XRef")  # hold nothing but other objects
USUAL = set(
    "Type Subtype Pages Page Kids Count Parent Contents Resources Font FontFile "
    "FontFile2 FontFile3 FontDescriptor "
    "FontName FontBBox FontMatrix FontFamily FontStretch FontWeight Flags "
    "ItalicAngle Ascent Descent CapHeight XHeight "
    "StemV StemH AvgWidth MaxWidth MissingWidth Leading CharSet CIDSet "
    "CIDSystemInfo CIDToGIDMap DescendantFonts "
    "ToUnicode Encoding BaseEncoding Differences Widths FirstChar LastChar "
    "BaseFont Registry Ordering Supplement "
    "Identity XObject ExtGState ColorSpace Pattern Shading Filter DecodeParms "
    "FlateDecode DCTDecode JPXDecode Columns "
    "Colors Predictor BitsPerComponent Width Height Image Form FormType Matrix "
    "BBox Length Length1 Length2 Length3 "
    "Group Transparency MediaBox CropBox Rotate Normal Catalog Root Size Index "
    "Name Decode SMask Mask ImageMask "
    "Interpolate Intent Luminosity Alpha".split()
)


def words_left(document: Pdf) -> str:
    contents = {
        page.obj["/Contents"].objgen
        for page in document.pages
        if "/Contents" in page.obj
    }
    found, size = [], 0
    for thing in document.objects:
        for word in words_of(thing, contents):
            found.append(word)
            size += len(word)
        if size > MOST:
            break
    return "\n".join(found)[:MOST]


def words_of(thing: Any, contents: set[tuple[int, int]]) -> Iterator[str]:
    if isinstance(thing, Dictionary | Array | String | Name):
        yield from strings_in(thing)
    if isinstance(thing, Stream) and str(thing.get("/Type", "")) not in CONTAINERS:
        yield from strings_in(thing.stream_dict)
        painted = (
            str(thing.get("/Subtype", "")) in PAINTED
            or "/PatternType" in thing
            or thing.objgen in contents
        )
        if not painted:
            yield from runs_in(thing)


def strings_in(thing: object, depth: int = 0) -> Iterator[str]:
    """Only what stands directly in this object: what it refers to is an object of its own."""
    if isinstance(thing, str | String | Name):
        word = str(thing).lstrip("/")
        if word not in USUAL:
            yield word
    elif depth < DEEPEST and isinstance(thing, Dictionary | Array):
        parts = (
            [part for pair in thing.items() for part in pair]
            if isinstance(thing, Dictionary)
            else list(thing)
        )
        for part in parts:
            if not getattr(part, "is_indirect", False):
                yield from strings_in(part, depth + 1)


def runs_in(stream: Stream) -> Iterator[str]:
    try:
        raw = stream.read_bytes()[:LARGEST]
    except PdfError:
        return
    yield from (run.decode("ascii") for run in RUNS.findall(raw))
    for start in (0, 1):
        wide = raw[start:].decode("utf-16-be", "replace")
        yield from WIDE_RUNS.findall(wide)
