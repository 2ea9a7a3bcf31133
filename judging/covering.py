"""Covering the entrant's names in the entrant's own text: the part of blindness that is no field of its own."""

from __future__ import annotations

import re
from collections.abc import Iterable

COVER = "█████"
SHORTEST_NAME = 4  # shorter names would cover parts of ordinary words
FREE_DOMAINS = frozenset(
    "gmail.com hotmail.com outlook.com yahoo.com icloud.com example.org example.com example.net".split()
)


def worth_covering(names: Iterable[str]) -> list[str]:
    """The names that can be covered, the longest first, so that no part of a longer one stays."""
    kept = {name.strip() for name in names if len(name.strip()) >= SHORTEST_NAME}
    return sorted(kept - FREE_DOMAINS, key=len, reverse=True)


def cover_names(text: str, names: list[str]) -> str:
    """``names`` as from ``worth_covering``; upper and lower case are the same."""
    lowered = text.casefold()
    for name in names:
        if name.casefold() in lowered:
            text = re.sub(re.escape(name), COVER, text, flags=re.IGNORECASE)
            lowered = text.casefold()
    return text
