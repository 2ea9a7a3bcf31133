"""The comments on a whole ballot: which version of one a judge's device has seen."""

from __future__ import annotations

import zlib
from typing import Any

TEXTS = ("comment_panel", "comment_entrant")


def text_version(text: str) -> int:
    """A text of a ballot has no count of its changes: its version is made of its words."""
    return zlib.crc32(text.encode()) % 999_999_937


def standing_text(text: str) -> dict[str, Any]:
    """As `standing`, of a text of the whole ballot."""
    texts = {"comment": text, "reason": "", "specialist": False}
    return {"value": None, **texts, "version": text_version(text)}
