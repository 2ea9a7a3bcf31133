"""How alike two titles are. Thai has no spaces, so they are compared by runs of three characters.

Runs that stand in many titles ("อัจฉริยะ", "ระบบ", "smart") weigh little, rare ones much. Pure Python: two thousand
titles take some hundredths of a second.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Generic, TypeVar

RUN = 3
SHARED = 0.25  # of its runs, at least, to be weighed at all
CANDIDATES = 30
NOT_KEPT = re.compile("[^\\w\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]+|_+")
Key = TypeVar("Key", bound=Hashable)


@lru_cache(maxsize=16_384)  # the same titles and names are compared with one entry after the other
def plain(text: str) -> str:
    """Letters, digits and the signs that stand over or under Thai letters, in lower case."""
    return NOT_KEPT.sub("", text.casefold())


def runs(text: str) -> frozenset[str]:
    return runs_in(plain(text))


def runs_in(bare: str) -> frozenset[str]:
    if len(bare) <= RUN:
        return frozenset([bare]) if bare else frozenset()
    return frozenset(bare[at : at + RUN] for at in range(len(bare) - RUN + 1))


@dataclass(frozen=True)
class Match(Generic[Key]):
    key: Key
    title: str
    score: float  # 0 … 1


class Titles(Generic[Key]):
    """Titles to compare with, each under a key; one key may have several, in both languages for example."""

    def __init__(self, titles: Iterable[tuple[Key, str]]) -> None:
        self.titles = [(key, title, bare) for key, title in titles if (bare := plain(title))]
        self.weights: dict[str, float] = {}

    def weigh(self, wanted: set[str]) -> None:
        """Counted only for the runs that are asked for, all of them in one look at each title."""
        counts = Counter(run for _key, _title, bare in self.titles for run in runs_in(bare) & wanted)
        for run in wanted:
            self.weights[run] = math.log(1 + (len(self.titles) + 1) / (counts[run] + 1))

    def weight(self, found: Iterable[str]) -> float:
        return sum(self.weights[run] for run in found)

    def like(self, wanted: Iterable[str], *, least: float = 0.6, most: int = 5) -> list[Match[Key]]:
        """The likest, best first, each key once with its likest title. ``wanted``: the titles of one entry."""
        best: dict[Key, Match[Key]] = {}
        pairs = [(own, self.candidates(own)) for title in wanted if (own := runs(title))]
        if any(found for _own, found in pairs):
            self.weigh({run for own, found in pairs for one in (own, *(runs(t) for _key, t in found)) for run in one})
        for own, found in pairs:
            for key, other in found:
                score = self.score(own, runs(other))
                if score >= least and (key not in best or score > best[key].score):
                    best[key] = Match(key, other, score)
        return sorted(best.values(), key=lambda match: -match.score)[:most]

    def candidates(self, own: frozenset[str]) -> list[tuple[Key, str]]:
        """Those that share the most runs: only they are weighed."""
        shared = [(sum(run in bare for run in own), key, title) for key, title, bare in self.titles]
        fair = [row for row in shared if row[0] >= len(own) * SHARED]
        return [(key, title) for _count, key, title in sorted(fair, key=lambda row: -row[0])[:CANDIDATES]]

    def score(self, own: frozenset[str], found: frozenset[str]) -> float:
        """Twice the weight of what both have over the weight of both."""
        shared = own & found
        if not shared:
            return 0.0
        return 2 * self.weight(shared) / (self.weight(own) + self.weight(found))
