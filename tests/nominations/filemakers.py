"""Files of every kind, as small as they can be, and files that mean harm."""

from __future__ import annotations

import io
import struct
from typing import Any

import pikepdf
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from awards.outbox.work import WorkState
from awards.paper.typeset import typeset_pdf
from nominations.files.preparing import prepare_files
from nominations.files.services import attach_file
from nominations.models import Attachment, Entry, Preparation


def pdf_bytes(pages: int = 1, change: Any = None) -> bytes:
    """Blank pages; ``change`` gets the document before it is saved."""
    document = pikepdf.new()
    for _ in range(pages):
        document.add_blank_page()
    if change:
        change(document)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def pdf_of(text: str, settings: Any, folder: Any) -> bytes:
    """A page with this text on it, typeset as any."""
    from awards.ledger.services import database_now

    (folder / "templates").mkdir(exist_ok=True)
    (folder / "templates" / "p.typ").write_text(
        '#set text(font: "Sarabun")\n#json(bytes(sys.inputs.data)).text'
    )
    base, settings.BASE_DIR = settings.BASE_DIR, folder
    try:
        return typeset_pdf("p.typ", {"text": text}, made_at=database_now())
    finally:
        settings.BASE_DIR = base


def image_bytes(
    format_: str = "PNG", size: tuple[int, int] = (8, 8), **more: Any
) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size).save(out, format_, **more)
    return out.getvalue()


def box(name: bytes, content: bytes = b"") -> bytes:
    return struct.pack(">I", len(content) + 8) + name + content


def track_box(kind: bytes, codec: bytes, name: bytes, chunk: tuple[int, int]) -> bytes:
    """``chunk``: where its one sample begins and how long it is."""
    at, size = chunk
    entry = (
        box(codec, bytes(42) + name[:32].ljust(32, b"\0") + bytes(4))
        if kind == b"vide"
        else box(codec, bytes(20))
    )
    table = box(b"stsd", bytes(4) + struct.pack(">I", 1) + entry)
    table += box(b"stsz", bytes(4) + struct.pack(">III", 0, 1, size))
    table += box(b"stsc", bytes(4) + struct.pack(">IIII", 1, 1, 1, 1))
    table += box(b"stco", bytes(4) + struct.pack(">II", 1, at))
    handler = box(b"hdlr", bytes(8) + kind + bytes(12) + name + b"\0")
    tags = box(b"udta", box(b"name", name))
    return box(
        b"trak",
        box(b"tkhd", bytes(80))
        + tags
        + box(b"mdia", handler + box(b"minf", box(b"stbl", table))),
    )


def mp4_bytes(author: bytes = b"Somchai", codec: bytes = b"avc1") -> bytes:
    """Built as an MP4 is; the author stands in tags, names of tracks, a chapter's title
    and free space.
    """
    head = box(b"ftyp", b"isom\0\0\2\0isomiso2") + box(b"free", author)
    data = b"pictures and sounds" + author
    at = len(head) + 8
    tags = box(b"udta", box(b"meta", b"\0\0\0\0" + author))
    chapters = track_box(
        b"text", b"text", author, (at + len(data) - len(author), len(author))
    )
    pictures = track_box(b"vide", codec, author, (at, len(data) - len(author)))
    moov = box(b"moov", box(b"mvhd", bytes(100)) + pictures + chapters + tags)
    return head + box(b"mdat", data) + moov + box(b"uuid", bytes(16) + author)


def element(name: int, content: bytes) -> bytes:
    size = (len(content) | (1 << 56)).to_bytes(8, "big")
    return name.to_bytes((name.bit_length() + 7) // 8, "big") + size + content


def webm_bytes(author: bytes = b"Somchai", kind: int = 1) -> bytes:
    """The author stands in title, tags, the name of a track, a chapter's title and a subtitle."""
    head = element(0x1A45DFA3, element(0x4282, b"webm"))
    info = element(
        0x1549A966, element(0x2AD7B1, b"\x0f\x42\x40") + element(0x7BA9, author)
    )
    entries = [(1, kind), (2, 0x11)]  # pictures and subtitles
    tracks = b"".join(
        element(
            0xAE,
            element(0xD7, bytes([number]))
            + element(0x83, bytes([type_]))
            + element(0x536E, author),
        )
        for number, type_ in entries
    )
    blocks = element(0xA3, b"\x81\0\0\0frames") + element(
        0xA0, element(0xA1, b"\x82\0\0\0" + author)
    )
    chapters = element(0x1043A770, element(0x45B9, author))
    more = (
        element(0x1654AE6B, tracks)
        + chapters
        + element(0x1254C367, author * 40)
        + element(0xEC, author)
    )
    return head + element(0x18538067, info + more + element(0x1F43B675, blocks))


def upload(content: bytes, name: str) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, content_type="application/octet-stream")


def attach(entry: Entry, content: bytes, name: str) -> Attachment:
    return attach_file(entry=entry, user=entry.owner, upload=upload(content, name))


def prepared(attachment: Attachment) -> Preparation:
    """After the worker was there."""
    prepare_files()
    row = Preparation.objects.get(attachment=attachment)
    assert row.state == WorkState.DONE, row.last_error
    return row


def stored(field: Any) -> bytes:
    with field.open("rb") as file:
        content: bytes = file.read()
    return content
