"""Files of every kind, as small as they can be, and files that mean harm."""

from __future__ import annotations

import io
import struct
from typing import Any

import pikepdf
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from awards.accounts.typeset import typeset_pdf
from awards.outbox.work import WorkState
from nominations import services
from nominations.files.preparing import prepare_files
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
    (folder / "templates" / "p.typ").write_text('#set text(font: "Sarabun")\n#json(bytes(sys.inputs.data)).text')
    base, settings.BASE_DIR = settings.BASE_DIR, folder
    try:
        return typeset_pdf("p.typ", {"text": text}, made_at=database_now())
    finally:
        settings.BASE_DIR = base


def image_bytes(format_: str = "PNG", size: tuple[int, int] = (8, 8), **more: Any) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size).save(out, format_, **more)
    return out.getvalue()


def box(name: bytes, content: bytes = b"") -> bytes:
    return struct.pack(">I", len(content) + 8) + name + content


def mp4_bytes(author: bytes = b"Somchai") -> bytes:
    """Not to be played, but built as an MP4 is."""
    tags = box(b"udta", box(b"meta", b"\0\0\0\0" + author))
    moov = box(b"moov", box(b"mvhd", bytes(100)) + box(b"trak", box(b"tkhd", bytes(80)) + tags) + tags)
    return box(b"ftyp", b"isom\0\0\2\0isomiso2") + moov + box(b"mdat", b"pictures and sounds")


def element(name: int, content: bytes) -> bytes:
    size = (len(content) | (1 << 56)).to_bytes(8, "big")
    return name.to_bytes((name.bit_length() + 7) // 8, "big") + size + content


def webm_bytes(author: bytes = b"Somchai") -> bytes:
    head = element(0x1A45DFA3, element(0x4282, b"webm"))
    info = element(0x1549A966, element(0x2AD7B1, b"\x0f\x42\x40") + element(0x7BA9, author))
    tags = element(0x1254C367, author * 40)
    return head + element(0x18538067, info + tags + element(0x1F43B675, b"frames"))


def upload(content: bytes, name: str) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, content_type="application/octet-stream")


def attach(entry: Entry, content: bytes, name: str) -> Attachment:
    return services.attach_file(entry=entry, user=entry.owner, upload=upload(content, name))


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
