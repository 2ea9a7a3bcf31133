"""The searcher is lied to: one secret is hidden in every way that an answer could tell
it, and each is found.
"""

from __future__ import annotations

import base64
import gzip
import io
import json
import zipfile
from collections.abc import Callable

import brotli
import pikepdf
import pytest
import typst
from django.core import signing
from django.http import HttpResponse, HttpResponseRedirect, JsonResponse
from icalendar import Calendar, Event
from openpyxl import Workbook
from PIL import Image, PngImagePlugin

from awards.paper.typeset import fonts
from tests.secrecy.searching import told
from tests.secrecy.walking import texts_of

SECRET = "ผลงานลับสุดยอด marigold"
ELSEWHERE = {"other": ("ไม่มีคำนี้อยู่ที่ใด",), "planted": (SECRET,)}


def answer(body: bytes | str, **headers: str) -> HttpResponse:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return HttpResponse(body, headers=named)


def zipped(name: str, content: bytes | str, comment: str = "") -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
        archive.comment = comment.encode()
    return made.getvalue()


def workbook() -> bytes:
    book, made = Workbook(), io.BytesIO()
    book.active["B7"] = SECRET
    book.save(made)
    return made.getvalue()


def pdf_page() -> bytes:
    words = f'#set text(font: "Sarabun")\n{SECRET}'
    return typst.compile(words.encode(), font_paths=fonts())


def pdf(change: Callable[[pikepdf.Pdf], None]) -> bytes:
    made = io.BytesIO()
    with pikepdf.new() as document:
        document.add_blank_page()
        change(document)
        document.save(
            made, object_stream_mode=pikepdf.ObjectStreamMode.generate, linearize=False
        )
    return made.getvalue()


def author(document: pikepdf.Pdf) -> None:
    document.docinfo["/Author"] = SECRET


def xmp(document: pikepdf.Pdf) -> None:
    with document.open_metadata() as metadata:
        metadata["dc:creator"] = [SECRET]


def attached(document: pikepdf.Pdf) -> None:
    document.attachments["notes.txt"] = SECRET.encode()


def picture(kind: str, **saved: object) -> bytes:
    made = io.BytesIO()
    Image.new("RGB", (4, 4)).save(made, kind, **saved)
    return made.getvalue()


def exif(tag: int, value: str | bytes) -> Image.Exif:
    made = Image.Exif()
    made[tag] = value
    return made


def png_text() -> PngImagePlugin.PngInfo:
    made = PngImagePlugin.PngInfo()
    made.add_itxt("Description", SECRET, zip=True)
    return made


def dates() -> bytes:
    calendar, event = Calendar(), Event()
    event.add("summary", f"{'วันสำคัญ ' * 9}{SECRET}")
    calendar.add_component(event)
    return calendar.to_ical()


def cookie() -> HttpResponse:
    made = answer("")
    made.set_cookie("messages", signing.dumps([SECRET], compress=True))
    return made


def quoted_cookie() -> HttpResponse:
    made = answer("")
    made.set_cookie("last", SECRET)
    return made


def spelled(template: str) -> str:
    return template.format("".join(f"&#{ord(sign)};" for sign in SECRET))


def token(secret: str) -> str:
    return base64.urlsafe_b64encode(json.dumps({"t": secret}).encode()).decode()


QUOTED = "".join(f"%{byte:02X}" for byte in SECRET.encode())

LEAKS: dict[str, Callable[[], HttpResponse]] = {
    "page": lambda: answer(f"<p>{SECRET}</p>"),
    "page, other spaces and case": lambda: answer("ผลงานลับสุดยอด\n  MARIGOLD"),
    "page, line breaks allowed": lambda: answer(
        "ผลงาน<wbr>ลับ\u200bสุด&shy;ยอด marigold"
    ),
    "page, as entities": lambda: answer(spelled('<a title="{}">')),
    "page, link": lambda: answer(f'<a href="/x?q={QUOTED}">'),
    "page, token in a link": lambda: answer(f'<a href="/x/{token(SECRET)}/">'),
    "gzip": lambda: answer(gzip.compress(SECRET.encode()), Content_Encoding="gzip"),
    "brotli": lambda: answer(brotli.compress(SECRET.encode()), Content_Encoding="br"),
    "error page": lambda: HttpResponse(SECRET, status=404),
    "json": lambda: JsonResponse({"a": [{"b": SECRET}]}),
    "jwt": lambda: answer(f"eyJhbGciOiJFUzI1NiJ9.{token(SECRET)}.c2lnbmF0dXJl"),
    "calendar": lambda: answer(dates()),
    "redirect": lambda: HttpResponseRedirect(f"/th/x/?title={SECRET}"),
    "reason phrase": lambda: HttpResponse(reason=SECRET),
    "etag": lambda: answer("", ETag=f'"{QUOTED}"'),
    "link header": lambda: answer("", Link=f"</x/{QUOTED}>; rel=preload"),
    "last modified": lambda: answer("", Last_Modified=SECRET),
    "filename": lambda: answer(
        "", Content_Disposition=f"attachment; filename*=UTF-8''{QUOTED}.pdf"
    ),
    "cookie, packed": cookie,
    "cookie": quoted_cookie,
    "zip, content": lambda: answer(zipped("a.txt", SECRET)),
    "zip, name": lambda: answer(zipped(f"{SECRET}.txt", "")),
    "zip, comment": lambda: answer(zipped("a.txt", "", SECRET)),
    "zip in a zip": lambda: answer(zipped("a.zip", zipped("b.txt", SECRET))),
    "workbook": lambda: answer(workbook()),
    "pdf, words": lambda: answer(pdf_page()),
    "pdf, author": lambda: answer(pdf(author)),
    "pdf, xmp": lambda: answer(pdf(xmp)),
    "pdf, attachment": lambda: answer(pdf(attached)),
    "pdf in a zip": lambda: answer(zipped("a.pdf", pdf(author))),
    "jpeg, exif": lambda: answer(picture("JPEG", exif=exif(0x010E, SECRET.encode()))),
    "jpeg, comment": lambda: answer(picture("JPEG", comment=SECRET.encode())),
    "jpeg, windows title": lambda: answer(
        picture("JPEG", exif=exif(0x9C9B, SECRET.encode("utf-16-le")))
    ),
    "png, packed text": lambda: answer(picture("PNG", pnginfo=png_text())),
    "webp, xmp": lambda: answer(
        picture("WEBP", xmp=f"<x:xmpmeta>{SECRET}</x:xmpmeta>".encode())
    ),
    "svg": lambda: answer(f"<svg><desc>{SECRET}</desc></svg>"),
    "utf-16": lambda: answer(SECRET.encode("utf-16")),
}


@pytest.mark.parametrize("way", LEAKS)
def test_secret_is_found_wherever_an_answer_tells_it(way: str) -> None:
    assert told(texts_of(LEAKS[way]()), ELSEWHERE) == {SECRET: "planted"}


def test_nothing_is_found_where_nothing_is_told() -> None:
    half = SECRET[: len(SECRET) // 2]
    for body in (b"", half.encode(), zipped("a", half), picture("PNG"), b"PK\x03\x04"):
        assert told(texts_of(answer(body, ETag=f'"{half}"')), ELSEWHERE) == {}
