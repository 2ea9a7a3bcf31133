"""Covering the entrant's names in the entrant's own text: the part of blindness that is
no field of its own.

The names, and how one of them is recognised in Thai and Latin letters, are those by
which files are searched.
"""

from __future__ import annotations

from collections.abc import Iterable

from awards.language.plain_text import plain
from nominations.files.entrant_names import (
    Bearer,
    compiled,
    names_of_bearer,
    skeleton,
    skeleton_of_name,
)

COVER = "█████"
TITLE = 300  # letters


def names_in(names: Iterable[str], people: Iterable[dict[str, str]]) -> tuple[str, ...]:
    """From the columns of ``judging.dossiers.reads.ENTRANT_NAMES`` and the people of the
    organisation, the longest first.
    """
    name_th, name_en, number, website, contact, phone, owner_th, owner_en, email = names
    members = {(row["name_th"], row["name_en"], row["email"]) for row in people} | {
        (owner_th, owner_en, email)
    }
    bearer = Bearer(
        (name_th, name_en, number, website), (contact, phone), tuple(sorted(members))
    )
    return names_of_bearer(bearer)


def cover_names(text: str, names: Iterable[str]) -> str:
    """As it was typed but for the names; where one is written in odd letters, all of it
    in plain ones.
    """
    # titles come again with every list: kept as names are
    letters = skeleton_of_name(text) if len(text) <= TITLE else skeleton(text)
    for name in names:
        if skeleton_of_name(name) in letters:
            text = without_name(text, name)
    return text


def without_name(text: str, name: str) -> str:
    text = compiled(name).sub(COVER, text)
    if skeleton_of_name(name) not in skeleton(text):
        return text
    written_plainly, more = compiled(name).subn(COVER, plain(text))
    return written_plainly if more else text
