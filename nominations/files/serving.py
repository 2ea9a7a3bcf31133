"""Sending a stored file to somebody who was checked to be its reader, as nothing that a
browser would run.

From a disk the site sends it itself, parts of it too, since players ask for a video's
parts. From S3-compatible storage a download is a link that is signed for a minute;
pictures within a page go through the site, since the page's policy lets in nothing from
elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import IO, Any

from django.core.files.storage import FileSystemStorage
from django.db.models.fields.files import FieldFile
from django.http import (
    FileResponse,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseRedirect,
    StreamingHttpResponse,
)
from django.utils.http import content_disposition_header

SANDBOX = "sandbox; default-src 'none'; frame-ancestors 'none'"
# browsers refuse to show a PDF in a sandbox, so it is downloaded
PICTURES = (
    "image/png",
    "image/jpeg",
)
SHOWN_IN_PLACE = (*PICTURES, "video/mp4", "video/webm")
LINK_SECONDS = 60
RANGE = re.compile(r"bytes=([0-9]{0,18})-([0-9]{0,18})", re.ASCII)
CHUNK = 256 * 1024


def serve_file(
    request: HttpRequest, file: FieldFile, media_type: str, name: str
) -> HttpResponseBase:
    """``name`` is what the reader's machine will call it (RFC 6266; Thai names as RFC
    8187 has them).
    """
    if not isinstance(file.storage, FileSystemStorage) and media_type not in PICTURES:
        return HttpResponseRedirect(signed_link(file, media_type, name))
    wanted = range_of(request.headers.get("Range", ""), file.size)
    response = (
        part_response(file, wanted, media_type)
        if wanted
        else whole_response(file, media_type)
    )
    shown = media_type in SHOWN_IN_PLACE
    response.headers["Content-Disposition"] = (
        content_disposition_header(not shown, name) or "inline"
    )
    response.headers["Accept-Ranges"] = "bytes"
    return harmless(response)


def harmless(response: HttpResponseBase) -> HttpResponseBase:
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = SANDBOX
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
    return response


def whole_response(file: FieldFile, media_type: str) -> FileResponse:
    return FileResponse(file.open("rb"), content_type=media_type)


def range_of(header: str, size: int) -> tuple[int, int] | None:
    """First and last byte asked for, None for all of them: several ranges, and such as
    cannot be, are ignored.
    """
    found = RANGE.fullmatch(header.strip())
    if not found or found.groups() == ("", ""):
        return None
    first, last = found.groups()
    if not first:
        return (max(0, size - int(last)), size - 1) if int(last) else None
    start, end = int(first), min(int(last or size), size - 1)
    return (start, end) if start <= end else None


def part_response(
    file: FieldFile, wanted: tuple[int, int], media_type: str
) -> HttpResponseBase:
    start, end = wanted
    response = StreamingHttpResponse(
        slices(file.open("rb"), start, end), status=206, content_type=media_type
    )
    response.headers["Content-Range"] = f"bytes {start}-{end}/{file.size}"
    response.headers["Content-Length"] = str(end - start + 1)
    return response


def slices(source: IO[bytes], start: int, end: int) -> Iterator[bytes]:
    with source:
        source.seek(start)
        left = end - start + 1
        while left > 0 and (chunk := source.read(min(CHUNK, left))):
            left -= len(chunk)
            yield chunk


def signed_link(file: FieldFile, media_type: str, name: str) -> str:
    storage: Any = file.storage
    shown = media_type in SHOWN_IN_PLACE
    parameters = {
        "ResponseContentType": media_type,
        "ResponseContentDisposition": content_disposition_header(not shown, name)
        or "inline",
        "ResponseCacheControl": "private, no-store",
    }
    link: str = storage.url(file.name, parameters=parameters, expire=LINK_SECONDS)
    return link


def serve_bytes(content: bytes, media_type: str, name: str) -> HttpResponseBase:
    """Something made just now, to be downloaded."""
    response = HttpResponse(content, content_type=media_type)
    response.headers["Content-Disposition"] = (
        content_disposition_header(True, name) or "attachment"
    )
    return harmless(response)
