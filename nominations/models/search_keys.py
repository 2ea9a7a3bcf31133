"""Numbers by which an index finds the texts in which a word may stand: one for every
three letters that follow each other within a word, and one for the edition. Thai has no
spaces, so an index of words would not find a part of one; and nothing of this needs an
extension of the database.

What has the numbers of a word is then read for the word itself: two groups of letters
may have one number, and their order is not kept.
"""

from __future__ import annotations

from collections.abc import Iterable
from zlib import crc32

LETTERS = 3


def keys_of(text: str, edition: int) -> list[int]:
    """Of a text as it is kept, rising, each once; they fit into four bytes."""
    return [key_of_edition(edition), *sorted(keys_within(text.split()))]


def keys_of_words(words: Iterable[str], edition: int | None = None) -> list[int]:
    """What a text must have in which all of these stand, and which is of this edition, or
    of any. Shorter words have none: without an edition there may be nothing to go by.
    """
    of_edition = [] if edition is None else [key_of_edition(edition)]
    return of_edition + sorted(keys_within(words))


def keys_within(words: Iterable[str]) -> set[int]:
    groups = {
        word[start : start + LETTERS]
        for word in words
        for start in range(len(word) - LETTERS + 1)
    }
    return {crc32(group.encode()) >> 1 for group in groups}


def key_of_edition(edition: int) -> int:
    """Below zero, as no key of letters is."""
    return -edition
