"""Several names in one cell, as forms write a multiple choice: a name may hold a comma itself."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

SEPARATORS = re.compile(r"([,;\n|、])")


def most_parts(names: Iterable[str]) -> int:
    """Of how many parts the longest of these names is made, where each separator divides."""
    return max((len(SEPARATORS.findall(name)) + 1 for name in names), default=1)


def split_known(text: str, is_known: Callable[[str], bool], most: int) -> list[str]:
    """The names in the text, the longest known one first from each place on; what is
    not known stays as it stands.

    ``most``: see ``most_parts``.
    """
    pieces = SEPARATORS.split(text)  # text, separator, text, …
    found = []
    at = 0
    while at < len(pieces):
        length = known_length(pieces, at, is_known, most)
        name = "".join(pieces[at : at + length]).strip()
        if name:
            found.append(name)
        at += length + 1
    return found


def known_length(
    pieces: list[str], at: int, is_known: Callable[[str], bool], most: int
) -> int:
    """How many pieces, separators included, make the longest known name that begins
    here; 1 where none does.
    """
    for parts in range(most, 1, -1):
        length = 2 * parts - 1
        if at + length <= len(pieces) and is_known(
            "".join(pieces[at : at + length]).strip()
        ):
            return length
    return 1
