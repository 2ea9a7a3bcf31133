"""A set of texts in a few bits each (Bloom filter): what was put in is always found;
what was not is found once in a while, as often as was chosen when it was made.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from math import ceil, log

ROUNDS = 10  # of a thousand others, one is found: log2(1000)
BITS_EACH = ROUNDS / log(2)


def places(text: str, bits: int) -> Iterator[int]:
    """By two numbers of one hash (Kirsch and Mitzenmacher, 2006)."""
    digest = hashlib.sha256(text.encode()).digest()
    first = int.from_bytes(digest[:8], "big")
    step = int.from_bytes(digest[8:16], "big") | 1
    return ((first + number * step) % bits for number in range(ROUNDS))


def make_filter(texts: Iterable[str]) -> bytes:
    """Of different texts."""
    known = set(texts)
    filled = bytearray(ceil(len(known) * BITS_EACH / 8))
    bits = len(filled) * 8
    for text in known:
        for place in places(text, bits):
            filled[place >> 3] |= 1 << (place & 7)
    return bytes(filled)


def holds(filled: bytes, text: str) -> bool:
    """``filled`` may be a map of a file's bytes in memory as well."""
    bits = len(filled) * 8
    return all(filled[it >> 3] & (1 << (it & 7)) for it in places(text, bits))
