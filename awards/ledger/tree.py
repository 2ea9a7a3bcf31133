"""The ledger as a Merkle tree, hashed as RFC 9162 has it (section 2.1): a leaf is
SHA-256 over 0x00 and what it holds, a node SHA-256 over 0x01 and its two children.

One tree for each chain, and so for each edition: a published edition proves itself
without a word about any other, drafts included. A leaf holds the 32 bytes of a row's
hash, in the order of the chain. The verifier that is handed out contains this module.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence

Hash = bytes
EMPTY = hashlib.sha256().digest()


def leaf_of(content: bytes) -> Hash:
    return hashlib.sha256(b"\x00" + content).digest()


def node_of(left: Hash, right: Hash) -> Hash:
    return hashlib.sha256(b"\x01" + left + right).digest()


class Tree:
    """All nodes, level by level. A node without a neighbour is its own parent, which is
    what the standard's "largest power of two below the size" comes to.
    """

    def __init__(self, leaves: Iterable[Hash]) -> None:
        self.levels = [list(leaves)]
        while len(self.levels[-1]) > 1:
            self.levels.append(list(paired(self.levels[-1])))

    @classmethod
    def of_rows(cls, hashes: Iterable[str]) -> Tree:
        """Of the rows' hashes, in hex."""
        return cls(leaf_of(bytes.fromhex(row)) for row in hashes)

    @property
    def size(self) -> int:
        return len(self.levels[0])

    @property
    def root(self) -> Hash:
        return self.levels[-1][0] if self.size else EMPTY

    def over(self, start: int, stop: int) -> Hash:
        """Of the leaves from ``start`` to before ``stop``, as far as they are a node."""
        height = (stop - start - 1).bit_length()
        return self.levels[height][start >> height]

    def inclusion(self, index: int) -> list[Hash]:
        """What proves that leaf ``index`` (the first is 0) is in the tree."""
        if not 0 <= index < self.size:
            raise IndexError(f"there is no leaf {index} among {self.size}")
        return list(self._path(index, 0, self.size))

    def _path(self, index: int, start: int, stop: int) -> Iterator[Hash]:
        if stop - start == 1:
            return
        middle = start + split(stop - start)
        if index < middle:
            yield from self._path(index, start, middle)
            yield self.over(middle, stop)
        else:
            yield from self._path(index, middle, stop)
            yield self.over(start, middle)

    def consistency(self, first: int) -> list[Hash]:
        """What proves that the tree of the first leaves is the beginning of this one."""
        if not 0 < first <= self.size:
            raise IndexError(f"{first} leaves are no beginning of {self.size}")
        return list(self._beginning(first, 0, self.size, known=True))

    def _beginning(
        self, first: int, start: int, stop: int, *, known: bool
    ) -> Iterator[Hash]:
        """``known``: whoever checks has the hash of these leaves already."""
        if first == stop:
            if not known:
                yield self.over(start, stop)
            return
        middle = start + split(stop - start)
        if first <= middle:
            yield from self._beginning(first, start, middle, known=known)
            yield self.over(middle, stop)
        else:
            yield from self._beginning(first, middle, stop, known=False)
            yield self.over(start, middle)


def paired(level: Sequence[Hash]) -> Iterator[Hash]:
    for place in range(0, len(level) - 1, 2):
        yield node_of(level[place], level[place + 1])
    if len(level) % 2:
        yield level[-1]


def split(size: int) -> int:
    """The largest power of two below ``size``."""
    return 1 << ((size - 1).bit_length() - 1)


def is_included(
    leaf: Hash, index: int, size: int, proof: Sequence[Hash], root: Hash
) -> bool:
    """RFC 9162, 2.1.3.2."""
    if not 0 <= index < size:
        return False
    place, last, found = index, size - 1, leaf
    for node in proof:
        if last == 0:
            return False
        if place & 1 or place == last:
            found = node_of(node, found)
            while not place & 1 and place:
                place, last = place >> 1, last >> 1
        else:
            found = node_of(found, node)
        place, last = place >> 1, last >> 1
    return last == 0 and found == root


def is_consistent(
    first: int, size: int, proof: Sequence[Hash], before: Hash, root: Hash
) -> bool:
    """Whether the tree of ``first`` leaves with the root ``before`` is the beginning of
    the one of ``size``. RFC 9162, 2.1.4.2.
    """
    if not 0 < first <= size:
        return False
    if first == size:
        return not proof and before == root
    nodes = [before, *proof] if first & (first - 1) == 0 else list(proof)
    if not nodes:
        return False
    place, last = first - 1, size - 1
    while place & 1:
        place, last = place >> 1, last >> 1
    old = new = nodes[0]
    for node in nodes[1:]:
        if last == 0:
            return False
        if place & 1 or place == last:
            old, new = node_of(node, old), node_of(node, new)
            while not place & 1 and place:
                place, last = place >> 1, last >> 1
        else:
            new = node_of(new, node)
        place, last = place >> 1, last >> 1
    return last == 0 and (old, new) == (before, root)
