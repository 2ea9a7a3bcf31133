"""Numbers as people type them. Python's own readers take more than people mean: 1_000,
1e1, １, nan.
"""

from __future__ import annotations

import re
from decimal import Decimal

from awards.language.thai import ascii_digits, clean_text

PLAIN = re.compile(r"[+-]?\d{1,15}(?:[.,]\d{1,20})?", re.ASCII)
THOUSANDS = re.compile(r"[+-]?\d{1,3}(?:,\d{3})+(?:\.\d{1,20})?", re.ASCII)
LIKE_THOUSANDS = re.compile(r"[+-]?[1-9]\d{0,2},\d{3}", re.ASCII)


def read_decimal(typed: object, *, grouped: bool = False) -> Decimal:
    """Digits with a point or a decimal comma, Thai digits too; with ``grouped`` commas
    part thousands instead.

    Raises ValueError for everything else, and without ``grouped`` for 1,000, which may mean either.
    """
    text = ascii_digits(clean_text(str(typed)))
    if grouped and THOUSANDS.fullmatch(text):
        return Decimal(text.replace(",", ""))
    if not PLAIN.fullmatch(text) or LIKE_THOUSANDS.fullmatch(text):
        raise ValueError(text)
    return Decimal(text.replace(",", "."))
