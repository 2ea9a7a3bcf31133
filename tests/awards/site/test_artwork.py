"""What an emblem, a logo or a picture may carry along, and what of it is served."""

from __future__ import annotations

import io
from collections.abc import Iterator

import pytest
from django.utils.translation import override
from PIL import Image

from awards.refusals import Refused
from awards.site.artwork import checked_artwork, checked_hero

DRAWING = b"""<?xml version="1.0"?>
<!DOCTYPE svg [<!ENTITY word "x">]>
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9" onload="alert(1)">
<script>alert(2)</script><a href="javascript:alert(3)"><path d="M0 0h3v3z" fill="#c00"/></a>
<image href="https://elsewhere.example/spy.png"/><foreignObject><b>4</b></foreignObject>
<style>@import url(https://elsewhere.example/a.css); path { fill: url(https://elsewhere.example/b) }</style>
</svg>"""


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    with override("en"):
        yield


def picture(width: int, height: int, kind: str = "PNG") -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (width, height), "teal").save(out, kind)
    return out.getvalue()


def test_svg_keeps_what_draws_and_nothing_that_runs_or_fetches() -> None:
    made = checked_artwork(DRAWING)
    assert made.kind == "svg"
    assert b"M0 0h3v3z" in made.content
    for gone in (b"script", b"onload", b"javascript", b"foreignObject", b"@import"):
        assert gone not in made.content
    assert b"url(https:" not in made.content
    assert b'href="https:' not in made.content


def test_picture_is_encoded_anew_as_png() -> None:
    made = checked_artwork(picture(40, 30, "JPEG") + b"<script>tail</script>")
    assert made.kind == "png"
    assert b"script" not in made.content
    with Image.open(io.BytesIO(made.content)) as image:
        assert (image.format, image.size) == ("PNG", (40, 30))


@pytest.mark.parametrize(
    "content",
    [b"", b"%PDF-1.7", b"<html>", b"<svg><g></svg>", b"<svg" + b" " * 400_000],
)
def test_what_is_no_picture_is_refused_with_what_to_do(content: bytes) -> None:
    with pytest.raises(Refused, match=r"Choose|Save it again|Simplify"):
        checked_artwork(content)


def test_hero_is_made_fit_and_a_small_one_is_refused() -> None:
    made = checked_hero(picture(2400, 1200))
    assert (made.width, made.height) == (1600, 800)
    with pytest.raises(Refused, match="too small"):
        checked_hero(picture(600, 400))
    with pytest.raises(Refused, match="Choose a picture"):
        checked_hero(b"<svg xmlns='http://www.w3.org/2000/svg'/>")
