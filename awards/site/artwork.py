"""Emblems, logos and hero pictures made safe to serve: checked by content, cleaned, and
without what they may carry along.

An SVG is a document that can run and fetch: py-svg-hush keeps only what draws. A picture
is decoded and encoded anew, so that nothing of the file itself comes through.
"""

from __future__ import annotations

import io
from dataclasses import dataclass

import py_svg_hush
from django.utils.translation import gettext_lazy as _

from awards.files.pictures import Picture, artwork, web_picture
from awards.paper.typeset import svg_of
from awards.refusals import Refused
from awards.site.drawing.petals import emblem
from awards.site.face import Face

MOST_BYTES = 300_000  # of an emblem or a logo as SVG
MOST_HERO = 20_000_000  # bytes of a hero picture as it is sent
SVG_STARTS = (b"<svg", b"<?xml", b"<!--", b"<!doctype svg")
EMBEDDED = {"image": ["jpeg", "png", "gif", "webp"]}  # data: pictures an SVG may hold


@dataclass(frozen=True)
class Artwork:
    """``kind`` is ``svg`` or ``png``: the file's ending and what it is served as."""

    content: bytes
    kind: str


def checked_artwork(content: bytes) -> Artwork:
    """An emblem or logo. Raises Refused with what to do instead."""
    if looks_like_svg(content):
        return Artwork(cleaned_svg(content), "svg")
    png = artwork(content)
    if png is None:
        raise Refused(_("Choose a picture: SVG, PNG, JPEG or WebP."))
    return Artwork(png, "png")


def checked_hero(content: bytes) -> Picture:
    """A photograph or drawing for the head of pages, as JPEG. Raises Refused."""
    picture = web_picture(content) if len(content) <= MOST_HERO else None
    if picture is None:
        raise Refused(_("Choose a picture of at most 20 MB: PNG, JPEG or WebP."))
    if picture.width < 1000:
        raise Refused(
            _(
                "This picture is too small for the head of a page: 1,000 points or wider."
            )
        )
    return picture


def looks_like_svg(content: bytes) -> bool:
    start = content[:200].removeprefix(b"\xef\xbb\xbf").lstrip().lower()
    return start.startswith(SVG_STARTS)


def cleaned_svg(content: bytes) -> bytes:
    if len(content) > MOST_BYTES:
        raise Refused(_("This SVG is too large: 300 KB at most. Simplify it first."))
    try:
        cleaned = py_svg_hush.filter_svg(content, EMBEDDED)
    except ValueError:
        raise Refused(
            _("This SVG cannot be read. Save it again as “plain SVG”.")
        ) from None
    if b"<svg" not in cleaned:
        raise Refused(_("This SVG cannot be read. Save it again as “plain SVG”."))
    return bytes(cleaned)


def emblem_drawing(face: Face) -> str:
    """The emblem as SVG text, the way by which a picture reaches a typeset template."""
    file = face.emblem_file
    if file is None:
        return emblem()
    with file.open("rb") as opened:
        return drawing_of(opened.read())


def drawing_of(content: bytes) -> str:
    """A stored emblem (SVG, or a picture) as SVG text."""
    from PIL import Image

    if not looks_like_svg(content):
        with Image.open(io.BytesIO(content)) as image:
            return svg_of(content, "image/png", image.width, image.height)
    drawing = content[content.index(b"<svg") :].decode()
    return drawing.encode("ascii", "xmlcharrefreplace").decode()
