"""Which drawing stands where a winner has no picture: always the same for an entry."""

from __future__ import annotations

from zlib import crc32

from django.templatetags.static import static

from awards.site.drawing.petals import SMART_COLOURS

SCENES_OF_A_SMART = 6
SCENE_SIZE = (1200, 675)  # points


def scene_url(smart: str, reference: str) -> str:
    """The address of a drawn scene; empty where the category belongs to no Smart."""
    if smart not in SMART_COLOURS:
        return ""
    number = crc32(reference.encode()) % SCENES_OF_A_SMART + 1
    return static(f"scenes/{smart}-{number}.svg")
