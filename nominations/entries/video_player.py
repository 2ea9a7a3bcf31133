"""Videos of well-known hosts, shown in place only when a reader asks for it: nothing is
loaded from there before.

A page that offers it names these hosts, and no others, as sources of frames: see
``offers_players``.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, ParamSpec, TypeVar
from urllib.parse import parse_qs, urlsplit

from django.http import HttpResponseBase

P = ParamSpec("P")
R = TypeVar("R", bound=HttpResponseBase)
YOUTUBE, VIMEO = "https://www.youtube-nocookie.com", "https://player.vimeo.com"
SOURCES = (YOUTUBE, VIMEO)
YOUTUBE_NAMES = {
    "youtube.com",
    "www.youtube.com",
    "m.youtube.com",
    "youtu.be",
    "www.youtube-nocookie.com",
}
VIMEO_NAMES = {"vimeo.com", "www.vimeo.com", "player.vimeo.com"}
YOUTUBE_ID = re.compile(r"[A-Za-z0-9_-]{11}", re.ASCII)
VIMEO_ID = re.compile(r"\d{5,12}", re.ASCII)
# parts of a path that an identifier follows
AFTER = (
    "embed",
    "shorts",
    "live",
    "v",
    "video",
)


@dataclass(frozen=True)
class Player:
    host: str
    url: str


def player_of(link: str) -> Player | None:
    """The frame that shows a link's video; None for every address that is not known for certain."""
    try:
        parts = urlsplit(link)
    except ValueError:
        return None
    if parts.scheme not in ("http", "https"):
        return None
    steps = [step for step in parts.path.split("/") if step]
    last = (
        steps[1]
        if len(steps) == 2 and steps[0] in AFTER
        else steps[0]
        if len(steps) == 1
        else ""
    )
    if parts.hostname in YOUTUBE_NAMES:
        found = parse_qs(parts.query).get("v", [""])[0] if last == "watch" else last
        return (
            Player("YouTube", f"{YOUTUBE}/embed/{found}?autoplay=1")
            if YOUTUBE_ID.fullmatch(found)
            else None
        )
    if parts.hostname in VIMEO_NAMES and VIMEO_ID.fullmatch(last):
        return Player("Vimeo", f"{VIMEO}/video/{last}?autoplay=1&dnt=1")
    return None


def offers_players(view: Callable[P, R]) -> Callable[P, R]:
    """For a page that shows entries: its policy lets in frames of these hosts."""

    @wraps(view)
    def answering(*args: P.args, **kwargs: P.kwargs) -> R:
        response: Any = view(*args, **kwargs)
        response.frame_sources = SOURCES
        return response  # type: ignore[no-any-return]

    return answering
