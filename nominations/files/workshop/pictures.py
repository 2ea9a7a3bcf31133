"""Pictures within a document keep their pixels and lose what cameras and programs wrote
beside them.

Sources: ITU-T T.81 (JPEG markers), ITU-T T.800 annex I (boxes of JPEG 2000).
"""

from __future__ import annotations

import base64
import struct
import zlib
from collections.abc import Callable
from typing import Any

from pikepdf import Array, Stream

# JFIF and Adobe's colour transform; every other APP segment and comments go
MARKERS_KEPT = {
    0xE0,
    0xEE,
}
BOXES_KEPT = {b"jP  ", b"ftyp", b"jp2h", b"jp2c"}


def from_base85(raw: bytes) -> bytes:
    return base64.a85decode(raw.strip().removesuffix(b"~>"))


def from_hex(raw: bytes) -> bytes:
    return bytes.fromhex(raw.decode("ascii").strip().removesuffix(">"))


UNWRAP: dict[str, Callable[[bytes], bytes]] = {
    "/FlateDecode": zlib.decompress, "/ASCII85Decode": from_base85, "/ASCIIHexDecode": from_hex,
}  # fmt: skip


def clean_picture(stream: Stream) -> None:
    filters, parameters = wrapping(stream)
    if not filters or filters[-1] not in ("/DCTDecode", "/JPXDecode"):
        return
    raw = stream.read_raw_bytes()
    for name in filters[:-1]:
        if name not in UNWRAP:
            return
        raw = UNWRAP[name](raw)
    clean = without_markers(raw) if filters[-1] == "/DCTDecode" else without_boxes(raw)
    if clean != raw or len(filters) > 1:
        kept: dict[str, Any] = {
            "filter": stream_filter(stream),
            "decode_parms": parameters,
        }
        stream.write(clean, **kept)


def wrapping(stream: Stream) -> tuple[list[str], object]:
    """Names of the filters, the innermost last, and the parameters of that one."""
    own, parameters = stream.get("/Filter"), stream.get("/DecodeParms")
    if isinstance(own, Array):
        last = (
            parameters[-1]
            if isinstance(parameters, Array) and len(parameters) == len(own)
            else None
        )
        return [str(name) for name in own], last
    return ([str(own)] if own is not None else []), parameters


def stream_filter(stream: Stream) -> Any:
    own = stream.Filter
    return own[-1] if isinstance(own, Array) else own


def without_markers(raw: bytes) -> bytes:
    if raw[:2] != b"\xff\xd8":
        return raw
    kept, at = [raw[:2]], 2
    while at + 4 <= len(raw) and raw[at] == 0xFF and raw[at + 1] != 0xDA:
        marker, end = raw[at + 1], at + 2 + int.from_bytes(raw[at + 2 : at + 4], "big")
        if not (0xE0 <= marker <= 0xEF or marker == 0xFE) or marker in MARKERS_KEPT:
            kept.append(raw[at:end])
        at = end
    last = raw.rfind(b"\xff\xd9")
    return b"".join([*kept, raw[at : last + 2 if last > at else len(raw)]])


def without_boxes(raw: bytes) -> bytes:
    """A bare code stream has none. A file that cannot be walked through stays as it is."""
    if raw[4:8] != b"jP  ":
        return raw
    kept, at = [], 0
    while at + 8 <= len(raw):
        size, kind = struct.unpack(">I4s", raw[at : at + 8])
        size = (
            int.from_bytes(raw[at + 8 : at + 16], "big")
            if size == 1
            else size or len(raw) - at
        )
        if size < 8:
            return raw
        if kind in BOXES_KEPT:
            kept.append(raw[at : at + size])
        at += size
    return b"".join(kept)
