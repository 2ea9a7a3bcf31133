"""How alike two titles are. Thai has no spaces, so they are compared by runs of three
characters.

Runs that stand in many titles ("อัจฉริยะ", "ระบบ", "smart") weigh little, rare ones
much. Setting ten thousand titles in order takes half a second, looking one up among
them two thousandths.
"""

from __future__ import annotations

import math
import re
from array import array
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import Generic, TypeVar

import numpy as np

RUN = 3
SHARED = 0.25  # of its runs, at least, to be weighed at all
CANDIDATES = 30
NOT_KEPT = re.compile("[^\\w\u0e31\u0e34-\u0e3a\u0e47-\u0e4e]+|_+")
Key = TypeVar("Key", bound=Hashable)


# the same titles and names are compared with one entry after the other
@lru_cache(maxsize=16_384)
def plain(text: str) -> str:
    """Letters, digits and the signs that stand over or under Thai letters, in lower case."""
    return NOT_KEPT.sub("", text.casefold())


def runs(text: str) -> frozenset[str]:
    bare = plain(text)
    if len(bare) <= RUN:
        return frozenset([bare]) if bare else frozenset()
    return frozenset(bare[at : at + RUN] for at in range(len(bare) - RUN + 1))


@dataclass(frozen=True)
class Match(Generic[Key]):
    key: Key
    title: str
    score: float  # 0 … 1


class Weights(dict[str, float]):
    """Of runs, each worked out once: the candidates for one title share most of them."""

    def __init__(self, weight: Callable[[str], float]) -> None:
        self.weight = weight

    def __missing__(self, run: str) -> float:
        self[run] = found = self.weight(run)
        return found

    def sum(self, found: Iterable[str]) -> float:
        return sum(map(self.__getitem__, found))


class Titles(Generic[Key]):
    """Titles to compare with, each under a key; one key may have several, in both
    languages for example.
    """

    def __init__(self, titles: Iterable[tuple[Key, str]] = ()) -> None:
        self.titles: dict[int, tuple[Key, str]] = {}
        # run → the titles in which it stands
        self.standing: dict[str, array[int]] = {}
        self.places: dict[Key, list[int]] = {}
        self.next = 0
        for key, title in titles:
            self.add(key, title)

    def add(self, key: Key, title: str) -> None:
        if not plain(title):
            return
        self.titles[self.next] = (key, title)
        self.places.setdefault(key, []).append(self.next)
        for run in runs(title):
            self.standing.setdefault(run, array("q")).append(self.next)
        self.next += 1

    def remove(self, key: Key) -> None:
        for place in self.places.pop(key, ()):
            _key, title = self.titles.pop(place)
            for run in runs(title):
                self.standing[run].remove(place)

    def weight(self, run: str) -> float:
        total = len(self.titles) + 1
        return math.log(1 + total / (len(self.standing.get(run, ())) + 1))

    def like(
        self,
        wanted: Iterable[str],
        *,
        least: float = 0.6,
        most: int = 5,
        but: Key | None = None,
    ) -> list[Match[Key]]:
        """The likest, best first, each key once with its likest title. ``wanted``: the
        titles of one entry.

        ``but``: its own key, where it is among them.
        """
        best: dict[Key, Match[Key]] = {}
        weights = Weights(self.weight)
        for title in wanted:
            own = runs(title)
            whole = weights.sum(own)
            for key, other in self.candidates(own, but):
                score = self.score(own, whole, runs(other), weights)
                if score >= least and (key not in best or score > best[key].score):
                    best[key] = Match(key, other, score)
        # the same sum in another order differs in its last digits
        return sorted(
            best.values(), key=lambda m: (-round(m.score, 9), self.places[m.key])
        )[:most]

    def candidates(self, own: frozenset[str], but: Key | None) -> list[tuple[Key, str]]:
        """Those that share the most runs: only they are weighed."""
        standing = [places for run in own if (places := self.standing.get(run))]
        if not standing:
            return []
        shared = np.bincount(np.concatenate([np.array(one) for one in standing]))
        (fair,) = np.nonzero(shared >= max(1, len(own) * SHARED))
        likely = fair[np.argsort(-shared[fair], kind="stable")]
        own_places = self.places.get(but, ()) if but is not None else ()
        some = likely[: CANDIDATES + len(own_places)].tolist()
        others = (place for place in some if place not in own_places)
        return [self.titles[place] for place in islice(others, CANDIDATES)]

    def score(
        self,
        own: frozenset[str],
        whole: float,
        found: frozenset[str],
        weights: Weights,
    ) -> float:
        """Twice the weight of what both have over the weight of both. ``whole``: of
        ``own``.
        """
        shared = own & found
        if not shared:
            return 0.0
        return 2 * weights.sum(shared) / (whole + weights.sum(found))
