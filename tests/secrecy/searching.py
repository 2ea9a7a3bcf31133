"""What an answer tells: every text that a reader could take out of it, to look for
words in.
"""

from __future__ import annotations

import base64
import binascii
import gzip
import html
import io
import json
import re
import unicodedata
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from email.header import decode_header, make_header
from urllib.parse import unquote

import brotli
import pikepdf
import pypdfium2
from PIL import Image

# What could be packed, in either alphabet: parts of signed values, a data URI, a cookie.
PACKED = (re.compile(r"[A-Za-z0-9_-]{16,}"), re.compile(r"[A-Za-z0-9+/]{16,}"))
INVISIBLE = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]|<wbr ?/?>|&shy;|&#8203;")
FOLDED = re.compile(r"\r?\n[ \t]")
BETWEEN_TAGS = re.compile("[<>]")
DEEPEST = 4


def plain(text: str) -> str:
    """As words are compared: one spelling, small letters, no spaces, nothing invisible."""
    text = INVISIBLE.sub("", text)
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())


class Search:
    """Looks for words in many texts.

    No secret holds "<" or ">", so a text is read part by part between these; most parts
    of a page stood on another page before, and are not read again.
    """

    def __init__(self, secrets: Mapping[str, Iterable[str]]) -> None:
        self.kinds = {words: kind for kind, many in secrets.items() for words in many}
        self.compared = {words: plain(words) for words in self.kinds}
        assert not any(BETWEEN_TAGS.search(words) for words in self.kinds)
        self.silent: set[str] = set()
        self.telling: dict[str, frozenset[str]] = {}

    def told(self, texts: Iterable[str]) -> dict[str, str]:
        """Which of the words stand in the texts: words → their kind."""
        parts: set[str] = set()
        for text in texts:
            parts.update(BETWEEN_TAGS.split(INVISIBLE.sub("", text)))
        parts -= self.silent
        self.read(parts - self.telling.keys())
        heard = {
            words
            for part in parts & self.telling.keys()
            for words in self.telling[part]
        }
        return {words: self.kinds[words] for words in self.kinds if words in heard}

    def read(self, parts: set[str]) -> None:
        """All together first: most tell nothing."""
        if not (heard := self.heard_in(parts)):
            self.silent |= parts
            return
        for part in parts:
            if of_this := self.heard_in([part], among=heard):
                self.telling[part] = of_this
            else:
                self.silent.add(part)

    def heard_in(
        self, parts: Iterable[str], among: Iterable[str] | None = None
    ) -> frozenset[str]:
        read = "\n".join({plain(text) for part in parts for text in readings(part)})
        sought = self.kinds if among is None else among
        return frozenset(words for words in sought if self.compared[words] in read)


def told(texts: Iterable[str], secrets: Mapping[str, Iterable[str]]) -> dict[str, str]:
    """The same, once."""
    return Search(secrets).told(texts)


def readings(text: str, depth: int = 0) -> Iterator[str]:
    """The text as it stands and as whoever unpacks it reads it."""
    yield text
    if "&" in text:
        yield html.unescape(text)
    if "%" in text:
        yield unquote(text)
        yield unquote(text.replace("+", " "))
    if "\\u" in text:
        yield re.sub(r"\\u([0-9a-fA-F]{4})", lambda found: chr(int(found[1], 16)), text)
    if "\n " in text or "\n\t" in text:
        yield FOLDED.sub("", text)
    if "=?" in text:
        with suppress(ValueError, LookupError):
            yield str(make_header(decode_header(text)))
    if "\\3" in text:  # a cookie's octal escapes
        yield octal(text)
    if depth < 2:
        for word in {word for packed in PACKED for word in packed.findall(text)}:
            yield from unpacked(word, depth + 1)


def octal(text: str) -> str:
    raw = re.sub(r"\\([0-3][0-7]{2})", lambda found: chr(int(found[1], 8)), text)
    return raw.encode("latin-1", "ignore").decode("utf-8", "replace")


def unpacked(word: str, depth: int) -> Iterator[str]:
    """Base64 in either alphabet, deflated or not; what is none gives noise or nothing."""
    word = word.replace("-", "+").replace("_", "/")
    with suppress(binascii.Error, ValueError):
        raw = base64.b64decode(word + "=" * (-len(word) % 4))
        with suppress(zlib.error):
            raw = zlib.decompress(raw)
        if is_text(raw):
            yield from readings(raw.decode("utf-8"), depth)


def is_text(raw: bytes) -> bool:
    try:
        return raw.decode("utf-8").isprintable()
    except UnicodeDecodeError:
        return False


def texts_in(raw: bytes, encoding: str = "", depth: int = 0) -> Iterator[str]:
    """All texts in a body or in a file in it; told by the content, not by its type."""
    raw = decompressed(raw, encoding)
    if depth > DEEPEST or not raw:
        return
    if raw.startswith(b"%PDF"):
        yield from in_pdf(raw, depth)
    elif raw.startswith(b"PK\x03\x04"):
        yield from in_zip(raw, depth)
    elif raw.startswith(b"\x1f\x8b"):
        yield from texts_in(gzip.decompress(raw), depth=depth + 1)
    elif picture := opened_picture(raw):
        yield from in_picture(picture)
        yield raw.decode("latin-1")
        yield raw.decode("utf-8", "replace")
    else:
        text = raw.decode("utf-8", "replace")
        yield text
        yield from in_json(text)
        if "\x00" in text:
            yield raw.decode("utf-16", "replace")


def decompressed(raw: bytes, encoding: str) -> bytes:
    if encoding == "gzip":
        return gzip.decompress(raw)
    return brotli.decompress(raw) if encoding == "br" else raw


def in_json(text: str) -> Iterator[str]:
    if text[:1] in "{[":
        with suppress(ValueError):
            yield json.dumps(json.loads(text), ensure_ascii=False)


def in_zip(raw: bytes, depth: int) -> Iterator[str]:
    """Also a workbook; names, comments and contents."""
    with suppress(zipfile.BadZipFile), zipfile.ZipFile(io.BytesIO(raw)) as archive:
        yield archive.comment.decode("utf-8", "replace")
        for one in archive.infolist():
            yield f"{one.filename} {one.comment.decode('utf-8', 'replace')}"
            yield from texts_in(archive.read(one), depth=depth + 1)


def in_pdf(raw: bytes, depth: int) -> Iterator[str]:
    yield raw.decode("latin-1")
    with suppress(pikepdf.PdfError), pikepdf.open(io.BytesIO(raw)) as pdf:
        yield " ".join(f"{key} {value}" for key, value in pdf.docinfo.items())
        for name, spec in pdf.attachments.items():
            yield name
            yield from texts_in(spec.get_file().read_bytes(), depth=depth + 1)
        for thing in pdf.objects:
            if isinstance(thing, pikepdf.Stream) and thing.get("/Subtype") == "/XML":
                yield thing.read_bytes().decode("utf-8", "replace")
            elif isinstance(thing, pikepdf.Dictionary) and "/URI" in thing:
                yield f" {thing.URI} "
    yield from in_pages(raw)


def in_pages(raw: bytes) -> Iterator[str]:
    with suppress(pypdfium2.PdfiumError):
        document = pypdfium2.PdfDocument(raw)
        try:
            for page in document:
                # PDFium's sign for a hyphen at the end of a line
                yield page.get_textpage().get_text_bounded().replace("\x02", "-")
        finally:
            document.close()


def opened_picture(raw: bytes) -> Image.Image | None:
    if raw[:1] in b"<{[":  # most answers: no kind of picture begins so
        return None
    with suppress(OSError, SyntaxError):
        return Image.open(io.BytesIO(raw))
    return None


def in_picture(picture: Image.Image) -> Iterator[str]:
    for name, value in picture.info.items():
        yield f"{name} {as_text(value)}"
    exif = picture.getexif()
    for tags in (exif, exif.get_ifd(0x8769), exif.get_ifd(0x8825)):
        yield " ".join(as_text(value) for value in tags.values())


def as_text(value: object) -> str:
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace") + value.decode("utf-16-le", "replace")
    return str(value)


def in_headers(headers: Iterable[tuple[str, str]]) -> Iterator[str]:
    for name, value in headers:
        yield f"{name}: {value}"
