"""MP4 and WebM: known by their structure, and made silent about who made them.

Only the structure is read and nothing is decoded, so a hostile file has little to work
on. Kept is what a player needs for pictures and sound; everything else is overwritten
in place with free space of the same length, so that no offset within the file changes:
titles, tags, chapters, names of tracks, subtitles, attached files, private boxes.

Sources: ISO/IEC 14496-12 and 14496-15 (boxes), RFC 8794 and RFC 9559 (EBML, Matroska).
"""

from __future__ import annotations

from typing import IO

from nominations.files.videos import mp4, webm
from nominations.files.videos.parts import NotAVideoError

__all__ = [
    "NotAVideoError",
    "check_video",
    "clean_video",
    "looks_like_mp4",
    "looks_like_webm",
]

looks_like_mp4, looks_like_webm = mp4.looks_like_mp4, webm.looks_like_webm


def check_video(file: IO[bytes], media_type: str) -> None:
    """Whole, and with pictures that a browser can play. Raises NotAVideoError."""
    (mp4.check if media_type == "video/mp4" else webm.check)(file)


def clean_video(file: IO[bytes], media_type: str) -> int:
    """How many things were taken off; ``file`` is open for reading and writing. Raises
    NotAVideoError.
    """
    return (mp4.clean if media_type == "video/mp4" else webm.clean)(file)
