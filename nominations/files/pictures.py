"""Pictures, encoded anew: nothing that a camera or a program wrote beside the pixels
stays in them.
"""

from __future__ import annotations

import io
from typing import IO, TYPE_CHECKING

if TYPE_CHECKING:
    from PIL import Image

MOST_PIXELS = 40_000_000
THUMBNAIL = (360, 360)
FORMATS = {"image/png": "PNG", "image/jpeg": "JPEG"}
# ISO/IEC 23008-12, annex B: stills in HEVC, one or a sequence
HEIC_BRANDS = {b"heic", b"heix", b"hevc", b"hevx", b"mif1", b"msf1"}
# what Pillow raises, its own among them
UNREADABLE = (
    OSError,
    SyntaxError,
    ValueError,
)


class TooManyPixelsError(Exception):
    """Said by the header alone: nothing was decoded."""


class UnreadableImageError(Exception):
    """Not a whole picture of the type it claims to be."""


def looks_like_heic(head: bytes) -> bool:
    return head[4:8] == b"ftyp" and bool(
        {head[8:12], head[16:20], head[20:24], head[24:28]} & HEIC_BRANDS
    )


def encode_anew(source: IO[bytes], media_type: str) -> bytes:
    """The picture upright, in sRGB, without EXIF, XMP, comments or profile. Raises the
    errors above.
    """
    from PIL import Image

    try:
        with Image.open(source, formats=(FORMATS[media_type],)) as image:
            if image.width * image.height > MOST_PIXELS:
                raise TooManyPixelsError
            image.load()
            return saved(bare(image), media_type)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise TooManyPixelsError from None
    except UNREADABLE:
        raise UnreadableImageError from None


def as_jpeg(source: IO[bytes]) -> bytes:
    """A phone's HEIC picture as JPEG, upright and bare. Raises the errors above.

    The decoder is called by itself and not put into Pillow: no other picture that
    claims to be one of another type reaches it.
    """
    import pi_heif
    from PIL import Image

    try:
        found = pi_heif.open_heif(source, convert_hdr_to_8bit=True)
        width, height = found.size
        if width * height > MOST_PIXELS:
            raise TooManyPixelsError
        image = Image.frombytes(
            found.mode, found.size, bytes(found.data), "raw", found.mode, found.stride
        )
        image.info["icc_profile"] = found.info.get("icc_profile")
        return saved(bare(image), "image/jpeg")
    except (*UNREADABLE, RuntimeError, EOFError):
        raise UnreadableImageError from None


def bare(image: Image.Image) -> Image.Image:
    """Only pixels."""
    from PIL import ImageOps

    profile = image.info.get("icc_profile")
    upright = ImageOps.exif_transpose(image)
    if upright.mode not in ("L", "RGB", "RGBA"):
        see_through = "transparency" in upright.info or upright.mode in ("LA", "PA")
        upright = upright.convert("RGBA" if see_through else "RGB")
        profile = None if image.mode != "CMYK" else profile
    upright = in_srgb(upright, profile)
    upright.info = {}
    return upright


def in_srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    """A profile may carry the name of a device or an office: its colours are kept, the
    profile is not.
    """
    from PIL import ImageCms

    if not profile or image.mode not in ("RGB", "RGBA"):
        return image
    try:
        own = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        done = ImageCms.profileToProfile(
            image, own, ImageCms.createProfile("sRGB"), outputMode=image.mode
        )
    except (ImageCms.PyCMSError, OSError, ValueError):
        return image
    return done or image


def saved(image: Image.Image, media_type: str) -> bytes:
    out = io.BytesIO()
    if media_type == "image/jpeg":
        image.convert("L" if image.mode == "L" else "RGB").save(out, "JPEG", quality=90)
    else:
        image.save(out, "PNG", compress_level=4)
    return out.getvalue()


def thumbnail(source: IO[bytes]) -> bytes:
    """A small JPEG of a picture that was encoded anew before."""
    from PIL import Image

    out = io.BytesIO()
    with Image.open(source, formats=tuple(FORMATS.values())) as image:
        image.draft("RGB", THUMBNAIL)
        small = image.convert("RGBA")
        small.thumbnail(THUMBNAIL)
        paper = Image.new("RGB", small.size, "white")
        paper.paste(small, mask=small.getchannel("A"))
        paper.save(out, "JPEG", quality=80)
    return out.getvalue()
