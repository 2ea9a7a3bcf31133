"""The picture that a social network shows when somebody shares a winner: 1,200 × 630 points, PNG."""

from __future__ import annotations

import io
from functools import lru_cache
from pathlib import Path

import fontpkg_sarabun
import thaibreak
from PIL import Image, ImageDraw, ImageFont

SIZE = (1200, 630)
EDGE = 80
INK, PAPER, BRAND, GOLD, QUIET = "#16233a", "#ffffff", "#1c3f74", "#b98a2f", "#565f6e"
SMART_COLOURS = {
    "environment": "#009e73",
    "mobility": "#0072b2",
    "living": "#cc79a7",
    "people": "#56b4e9",
    "energy": "#e6c700",
    "economy": "#e69f00",
    "governance": "#d55e00",
}


@lru_cache
def font(weight: str, size: int) -> ImageFont.FreeTypeFont:
    path = Path(fontpkg_sarabun.__file__).parent / "files" / f"Sarabun-{weight}.ttf"
    return ImageFont.truetype(str(path), size)


def pieces(text: str) -> list[str]:
    """The text cut where a line may break; put together again it is the text."""
    ends = [*thaibreak.boundaries(text), len(text)]
    return [text[start:end] for start, end in zip([0, *ends], ends, strict=False) if end > start]


def wrapped(text: str, face: ImageFont.FreeTypeFont, width: int, most: int) -> list[str]:
    """Lines no wider than ``width`` points, broken between words (Thai too), at most so many; "…" where cut."""
    lines, line = [], ""
    for word in pieces(text):
        if line and face.getlength(line + word) > width:
            lines.append(line.strip())
            line = ""
        line += word
    lines.append(line.strip())
    if len(lines) > most:
        lines = [*lines[: most - 1], lines[most - 1] + "…"]
    return [line for line in lines if line]


def share_card(*, title: str, organisation: str, prize: str, edition: str, smart: str) -> bytes:
    image = Image.new("RGB", SIZE, PAPER)
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 0, SIZE[0], 18), BRAND)
    draw.rectangle((0, 18, 26, SIZE[1]), SMART_COLOURS.get(smart, GOLD))
    width = SIZE[0] - 2 * EDGE
    y = 70.0
    y = write(draw, [prize], font("SemiBold", 38), y, GOLD)
    y = write(draw, wrapped(title, font("Bold", 60), width, 3), font("Bold", 60), y + 14, INK)
    write(draw, wrapped(organisation, font("Regular", 40), width, 2), font("Regular", 40), y + 22, INK)
    draw.line((EDGE, 535, SIZE[0] - EDGE, 535), GOLD, 3)
    write(draw, wrapped(edition, font("Regular", 30), width, 1), font("Regular", 30), 552, QUIET)
    out = io.BytesIO()
    image.save(out, "PNG", optimize=True)
    return out.getvalue()


def write(draw: ImageDraw.ImageDraw, lines: list[str], face: ImageFont.FreeTypeFont, y: float, colour: str) -> float:
    for line in lines:
        draw.text((EDGE, y), line, colour, face)
        y += face.size * 1.42
    return y
