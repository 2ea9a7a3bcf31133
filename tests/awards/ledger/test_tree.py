"""RFC 9162's tree against its own words, written out naively, and the vectors that
implementations of RFC 6962 share.
"""

from __future__ import annotations

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from awards.ledger.tree import EMPTY, Tree, is_consistent, is_included, leaf_of

INPUTS = [
    "",
    "00",
    "10",
    "2021",
    "3031",
    "40414243",
    "5051525354555657",
    "606162636465666768696a6b6c6d6e6f",
]
ROOTS = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]


def naive(contents: list[bytes]) -> bytes:
    """RFC 9162, 2.1.1, as it is written."""
    if not contents:
        return hashlib.sha256().digest()
    if len(contents) == 1:
        return hashlib.sha256(b"\x00" + contents[0]).digest()
    k = 1
    while k * 2 < len(contents):
        k *= 2
    both = naive(contents[:k]) + naive(contents[k:])
    return hashlib.sha256(b"\x01" + both).digest()


def tree_of(contents: list[bytes]) -> Tree:
    return Tree(map(leaf_of, contents))


CONTENTS = st.lists(st.binary(max_size=4), min_size=1, max_size=70)


@pytest.mark.parametrize("size", range(9))
def test_roots_are_those_that_others_compute(size: int) -> None:
    contents = [bytes.fromhex(text) for text in INPUTS[:size]]
    assert tree_of(contents).root.hex() == ROOTS[size]


def test_proof_is_the_one_of_the_standards_example() -> None:
    """RFC 9162, 2.1.5: of seven leaves; d0 to d6, with a..f, g, h, i, j, k, l."""
    leaves = [leaf_of(bytes([n])) for n in range(7)]
    tree = Tree(leaves)
    b, h, l = leaves[1], tree.over(2, 4), tree.over(4, 7)  # noqa: E741
    assert tree.inclusion(0) == [b, h, l]
    assert tree.inclusion(6) == [tree.over(4, 6), tree.over(0, 4)]
    c, d, g = leaves[2], leaves[3], tree.over(0, 2)
    assert tree.consistency(3) == [c, d, g, l]
    assert tree.consistency(4) == [l]
    assert tree.consistency(6) == [tree.over(4, 6), leaves[6], tree.over(0, 4)]


@given(CONTENTS)
def test_root_is_the_naive_one(contents: list[bytes]) -> None:
    assert tree_of(contents).root == naive(contents)


@given(CONTENTS, st.data())
def test_each_leaf_proves_that_it_is_there(
    contents: list[bytes], data: st.DataObject
) -> None:
    tree = tree_of(contents)
    index = data.draw(st.integers(0, tree.size - 1))
    leaf, proof = leaf_of(contents[index]), tree.inclusion(index)
    assert len(proof) <= tree.size.bit_length()
    assert is_included(leaf, index, tree.size, proof, naive(contents))


@given(CONTENTS, st.data())
def test_each_beginning_proves_that_it_is_one(
    contents: list[bytes], data: st.DataObject
) -> None:
    tree = tree_of(contents)
    first = data.draw(st.integers(1, tree.size))
    before = naive(contents[:first])
    assert is_consistent(first, tree.size, tree.consistency(first), before, tree.root)


@given(CONTENTS, st.data())
def test_no_changed_row_passes(contents: list[bytes], data: st.DataObject) -> None:
    """One row is told otherwise: no proof fits the root that was signed."""
    index = data.draw(st.integers(0, len(contents) - 1))
    told = list(contents)
    told[index] += b"!"
    true, false = tree_of(contents), tree_of(told)
    leaf, proof = leaf_of(told[index]), false.inclusion(index)
    assert not is_included(leaf, index, true.size, proof, true.root)
    first = data.draw(st.integers(1, true.size))
    before = naive(contents[:first])
    fits = is_consistent(
        first, false.size, false.consistency(first), before, false.root
    )
    assert fits == (index >= first)


@given(CONTENTS, st.data())
def test_no_altered_proof_passes(contents: list[bytes], data: st.DataObject) -> None:
    tree = tree_of(contents)
    index = data.draw(st.integers(0, tree.size - 1))
    leaf, proof = leaf_of(contents[index]), tree.inclusion(index)
    assert not is_included(leaf, index, tree.size, [*proof, EMPTY], tree.root)
    assert not is_included(leaf, tree.size, tree.size, proof, tree.root)
    if proof:
        place = data.draw(st.integers(0, len(proof) - 1))
        altered = [*proof[:place], EMPTY, *proof[place + 1 :]]
        assert not is_included(leaf, index, tree.size, altered, tree.root)
        assert not is_included(leaf, index, tree.size, proof[1:], tree.root)


@given(CONTENTS, st.data())
def test_no_altered_proof_of_consistency_passes(
    contents: list[bytes], data: st.DataObject
) -> None:
    tree = tree_of(contents)
    first = data.draw(st.integers(1, tree.size))
    before, proof = naive(contents[:first]), tree.consistency(first)
    check = (first, tree.size)
    assert not is_consistent(*check, [*proof, EMPTY], before, tree.root)
    assert not is_consistent(*check, proof, EMPTY, tree.root)
    assert not is_consistent(*check, proof, before, EMPTY)
    assert not is_consistent(0, tree.size, proof, before, tree.root)
    assert not is_consistent(tree.size + 1, tree.size, proof, before, tree.root)
    if proof:
        place = data.draw(st.integers(0, len(proof) - 1))
        altered = [*proof[:place], EMPTY, *proof[place + 1 :]]
        assert not is_consistent(*check, altered, before, tree.root)
        assert not is_consistent(*check, proof[:-1], before, tree.root)


def test_what_is_no_leaf_and_no_beginning_has_no_proof() -> None:
    tree = tree_of([b"a", b"b"])
    for index in (-1, 2):
        with pytest.raises(IndexError):
            tree.inclusion(index)
    for first in (0, 3):
        with pytest.raises(IndexError):
            tree.consistency(first)
