"""Names of organisations as they are compared."""

from __future__ import annotations

import re
from functools import lru_cache

from nominations.eligibility.similar_titles import plain

BRACKETS = re.compile(r"[(（\[].*?[)）\]]")


@lru_cache(maxsize=16_384)
def plain_names(*names: str) -> frozenset[str]:
    """Without spaces, signs and what stands in brackets."""
    return frozenset(bare for name in names if (bare := plain(BRACKETS.sub("", name))))
