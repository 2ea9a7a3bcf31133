"""Pictures of products: what they are is decided from their content, and they are
stored drawn anew.
"""

from __future__ import annotations

import io
import secrets
import warnings
from typing import TYPE_CHECKING

from django.core.files.base import ContentFile, File
from django.utils.translation import gettext as _

if TYPE_CHECKING:
    from PIL import Image

MOST_BYTES = 5 * 1024 * 1024
MOST_PIXELS = 40_000_000
LONGEST_SIDE = 1200


class PictureRefused(Exception):
    """The message is for the person who chose the file."""


def normalised_picture(upload: File[bytes]) -> ContentFile[bytes]:
    """WebP, at most 1200 pixels a side, without the camera's notes (they may tell where
    it was taken).
    """
    if upload.size > MOST_BYTES:
        raise PictureRefused(
            _("This picture is larger than 5 MB. Choose a smaller one.")
        )
    try:
        picture = opened(upload)
    except (OSError, ValueError, SyntaxError, Warning):
        raise PictureRefused(
            _("Choose a PNG, JPEG or WebP picture that is not damaged.")
        ) from None
    target = io.BytesIO()
    picture.save(target, "WEBP", quality=82, method=4)
    return ContentFile(target.getvalue(), name=f"{secrets.token_hex(12)}.webp")


def opened(upload: File[bytes]) -> Image.Image:
    from PIL import Image, ImageOps

    with warnings.catch_warnings():
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        picture = Image.open(upload, formats=["PNG", "JPEG", "WEBP"])
        if picture.width * picture.height > MOST_PIXELS:
            raise ValueError("too many pixels")
        upright = ImageOps.exif_transpose(picture)
        upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
        return upright.convert(
            "RGBA"
            if "A" in upright.getbands() or "transparency" in upright.info
            else "RGB"
        )
