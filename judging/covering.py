"""Covering the entrant's names in the entrant's own text: the part of blindness that is no field of its own.

The names, and how one of them is recognised in Thai and Latin letters, are those by which files are searched.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from nominations.files.names import Bearer, names_of_bearer, pattern_of, plain

COVER = "█████"
BETWEEN = re.compile(r"[\s_-]+")


def names_in(names: Iterable[str], people: Iterable[dict[str, str]]) -> tuple[str, ...]:
    """From the columns of ``judging.reads.ENTRANT_NAMES`` and the people of the organisation, the longest first."""
    name_th, name_en, number, website, contact, phone, owner_th, owner_en, email = names
    members = {(row["name_th"], row["name_en"], row["email"]) for row in people} | {(owner_th, owner_en, email)}
    bearer = Bearer((name_th, name_en, number, website), (contact, phone), tuple(sorted(members)))
    return names_of_bearer(bearer)


@lru_cache(maxsize=20_000)
def squeezed(text: str) -> str:
    """Without what may stand between the letters of a name: a name that is not in here is not in the text."""
    return BETWEEN.sub("", plain(text)).casefold()


def cover_names(text: str, names: Iterable[str]) -> str:
    letters = BETWEEN.sub("", plain(text)).casefold()
    for name in names:
        if squeezed(name) in letters:
            text = re.sub(pattern_of(name), COVER, text, flags=re.IGNORECASE)
    return text
