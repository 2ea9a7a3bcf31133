"""A winner's picture made fit for the web: JPEG, upright, at most 1,600 points wide,
without its metadata.

Metadata go because they can hold a place, a person or a time that nobody meant to
publish.
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL import Image

MOST = (1600, 1600)
MOST_POINTS = 60_000_000  # beyond this a small file can unpack into gigabytes


@dataclass(frozen=True)
class Picture:
    content: bytes
    width: int
    height: int


def web_picture(content: bytes) -> Picture | None:
    """None when it is no picture that can be read: a list is published without it
    rather than not at all.
    """
    from PIL import Image, ImageOps

    try:
        with Image.open(io.BytesIO(content), formats=("JPEG", "PNG", "WEBP")) as source:
            if source.width * source.height > MOST_POINTS:
                return None
            image = ImageOps.exif_transpose(source)
            image = flattened(image)
    except (OSError, ValueError, Image.DecompressionBombError):
        return None
    image.thumbnail(MOST)
    image.info = {}  # the encoder would write a comment that stands there
    out = io.BytesIO()
    image.save(out, "JPEG", quality=85, optimize=True, progressive=True)
    return Picture(out.getvalue(), image.width, image.height)


def flattened(image: Image.Image) -> Image.Image:
    """RGB, on white where the picture was see-through."""
    from PIL import Image

    if image.mode in ("RGBA", "LA", "P"):
        image = image.convert("RGBA")
        ground = Image.new("RGBA", image.size, "white")
        return Image.alpha_composite(ground, image).convert("RGB")
    return image.convert("RGB")


def artwork(content: bytes) -> bytes | None:
    """A logo or a signature as PNG of at most 1,000 points, what is see-through kept;
    None when it is no picture.
    """
    from PIL import Image, ImageOps

    try:
        with Image.open(io.BytesIO(content), formats=("JPEG", "PNG", "WEBP")) as source:
            if source.width * source.height > MOST_POINTS:
                return None
            image = ImageOps.exif_transpose(source).convert("RGBA")
    except (OSError, ValueError, Image.DecompressionBombError):
        return None
    image.thumbnail((1000, 1000))
    image.info = {}
    out = io.BytesIO()
    image.save(out, "PNG", optimize=True)
    return out.getvalue()
