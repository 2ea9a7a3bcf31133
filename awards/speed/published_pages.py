"""Answers that are the same for everybody: made once per publication, named by an ETag,
never older than the database.

Every request reads from the database what is published now (one query); the answer kept
is found by that. So a page can be cached and still appears, changes or goes to the
second. Such a page holds no token, no nonce and no cookie, and of its reader only whether
somebody is signed in.
"""

from __future__ import annotations

import gzip
import hashlib
import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from django.conf import settings
from django.core.cache import cache
from django.db.models import Model
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.templatetags.static import static
from django.utils.cache import patch_vary_headers

from awards.language.bilingual import reader_language

T = TypeVar("T")
log = logging.getLogger(__name__)
KEPT_SECONDS = 60 * 60
WORDY = ("text/", "application/json", "application/xml", "application/atom+xml")


@dataclass(frozen=True)
class Kept:
    """An answer as it goes out; ``packed``: the same compressed, empty where that saves
    nothing. Such a page holds no secret that its length could tell.
    """

    content: bytes
    headers: dict[str, str]
    packed: bytes

    @classmethod
    def of(cls, made: HttpResponse) -> Kept:
        wordy = made.headers["Content-Type"].startswith(WORDY)
        packed = gzip.compress(made.content, mtime=0) if wordy else b""
        return cls(made.content, dict(made.items()), packed)

    def answer(self, request: HttpRequest) -> HttpResponse:
        accepted = request.headers.get("Accept-Encoding", "")
        is_packed = bool(self.packed) and "gzip" in accepted
        response = HttpResponse(
            self.packed if is_packed else self.content, headers=self.headers
        )
        if is_packed:
            response.headers["Content-Encoding"] = "gzip"
        if self.packed:
            patch_vary_headers(response, ["Accept-Encoding"])
        return response


def columns_of(row: Model) -> list[object]:
    """All that a row holds, as part of a version."""
    return [getattr(row, field.attname) for field in row._meta.concrete_fields]


def etag_of(
    request: HttpRequest, version: object, query_matters: bool, own: bool
) -> str:
    """Named by all that the answer depends on: address, language, what is published,
    the frame of all pages, and this build's style sheet.
    """
    address = request.get_full_path() if query_matters else request.path
    parts = (
        address,
        reader_language(),
        version,
        static("public.css"),
        getattr(request, "frame_version", None),
        own,
        settings.SITE_URL,
        settings.DEMO,
    )
    return hashlib.sha256(repr(parts).encode()).hexdigest()[:32]


def is_signed_in(request: HttpRequest) -> bool:
    """Nothing is asked of the database for whoever has no session: most readers. Kept
    with the request, for the frame.
    """
    known: Any = request
    if not hasattr(known, "signed_in"):
        has_session = settings.SESSION_COOKIE_NAME in request.COOKIES
        known.signed_in = has_session and request.user.is_authenticated
    return bool(known.signed_in)


def answer_published(
    request: HttpRequest,
    version: object,
    make: Callable[[], HttpResponse],
    *,
    query_matters: bool = True,
    framed: bool | None = None,
) -> HttpResponse:
    """The answer for ``version`` (what the database says is published now), from the
    cache where it is kept.

    Queries are as many as anybody likes to write: an answer to one is made anew and not
    kept, and a picture or file that is the same under each of them (``query_matters``
    is False) is known by its path. ``framed``: it has the menu, which differs for those
    who are signed in; pages do, files do not.
    """
    own = (query_matters if framed is None else framed) and is_signed_in(request)
    tag = etag_of(request, version, query_matters, own)
    kept_for_all = not query_matters or not request.META.get("QUERY_STRING")
    if f'"{tag}"' in request.headers.get("If-None-Match", ""):
        return with_headers(HttpResponseNotModified(), tag, own=own)
    kept = kept_under(tag) if kept_for_all else None
    if kept is None:
        made = make()
        if made.status_code != 200:
            return made
        kept = Kept.of(made)
        if kept_for_all:
            keep_under(tag, kept)
    return with_headers(kept.answer(request), tag, own=own)


def kept_part(name: str, version: object, make: Callable[[], T]) -> T:
    """What is the same under every address of a page: made once per publication and
    language.

    Links that are shared carry words of others (``?fbclid=…``), each another address:
    the frame is made for each of them, the part is not. Anything that can be pickled.
    """
    parts = (name, reader_language(), version, settings.SITE_URL, static("public.css"))
    tag = "part:" + hashlib.sha256(repr(parts).encode()).hexdigest()[:32]
    kept: T | None = kept_under(tag)
    if kept is None:
        kept = make()
        keep_under(tag, kept)
    return kept


def kept_under(tag: str) -> Any:
    """A cache that does not answer keeps nobody from reading: the page is then made anew."""
    try:
        return cache.get(f"published:{tag}")
    except Exception as error:  # whatever the cache's own library raises
        log.warning("The cache does not answer: %s", error)
        return None


def keep_under(tag: str, kept: object) -> None:
    try:
        cache.set(f"published:{tag}", kept, KEPT_SECONDS)
    except Exception as error:  # as above
        log.warning("The cache does not answer: %s", error)


def with_headers(
    response: HttpResponse, tag: str, *, own: bool = False
) -> HttpResponse:
    """Anyone may keep it, but for the page of somebody who is signed in (``own``), and
    must ask whether it still stands: a correction is seen at once.
    """
    response.headers["ETag"] = f'"{tag}"'
    who = "private" if own else "public"
    response.headers["Cache-Control"] = f"{who}, no-cache"
    return response
