"""Heads of a chain: its first rows, as a tree, under the site's signature.

Whoever holds an earlier head finds out whether rows before it were changed, left out
or told otherwise to somebody else. So nothing is signed that contradicts a head that
was signed before.
"""

from __future__ import annotations

from datetime import UTC, datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction

from awards.ledger import signing
from awards.ledger.checkpoint import Head, NoCheckpoint, read_checkpoint, signed
from awards.ledger.models import Occasion, Row, SignedHead
from awards.ledger.services import database_now, locked_head
from awards.ledger.tree import Tree


class ContradictionError(Exception):
    """The chain does not contain a head that was signed; nothing was signed."""


class NoKeyError(Exception):
    """The site signs nothing: it has no key."""


def origin_of(chain: str) -> str:
    """How a chain is called in the world."""
    return f"{urlsplit(settings.SITE_URL).netloc}/{chain}"


def tree_of(chain: str, size: int) -> Tree:
    """Of the first rows as they are stored. Raises ContradictionError where there are
    fewer.
    """
    rows = Row.objects.filter(chain=chain, number__lte=size).order_by("number")
    tree = Tree.of_rows(rows.values_list("hash", flat=True).iterator())
    if tree.size != size:
        raise ContradictionError(f"{chain}: {tree.size} of {size} rows are there")
    return tree


@transaction.atomic
def sign_head(chain: str, size: int, occasion: Occasion) -> SignedHead:
    """Raises ContradictionError, NoKeyError. No smaller than those before it."""
    locked_head(chain)  # one after the other
    tree, before = tree_of(chain, size), newest_head(chain)
    if before is not None:
        check_follows(before, tree)
    at = database_now()
    head = SignedHead(
        chain=chain,
        size=size,
        root=tree.root.hex(),
        at=at,
        occasion=occasion,
        note=note_for(chain, tree, at, occasion),
    )
    head.save(force_insert=True)
    return head


def newest_head(chain: str) -> SignedHead | None:
    return SignedHead.objects.filter(chain=chain).order_by("-size", "-pk").first()


def check_follows(before: SignedHead, tree: Tree) -> None:
    if before.size > tree.size:
        raise ContradictionError(
            f"{before.chain}: {before.size} rows were signed, {tree.size} are there"
        )
    if Tree(tree.levels[0][: before.size]).root.hex() != before.root:
        raise ContradictionError(
            f"{before.chain}: the first {before.size} rows are not those that were signed"
        )


def note_for(chain: str, tree: Tree, at: datetime, occasion: Occasion) -> str:
    from cryptography.hazmat.primitives import serialization as forms

    key = signing.site_keys().signing
    if key is None:
        raise NoKeyError
    public = key.public_key().public_bytes(forms.Encoding.Raw, forms.PublicFormat.Raw)
    said = f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ} {occasion}"
    return signed(
        Head(origin_of(chain), tree.size, tree.root, said), public, key.sign
    ).text


def head_problems(chain: str) -> list[str]:
    """Signed heads that the rows as they are stored do not bear out."""
    heads = list(SignedHead.objects.filter(chain=chain))
    rows = Row.objects.filter(chain=chain).order_by("number")
    leaves = (
        Tree.of_rows(rows.values_list("hash", flat=True)).levels[0] if heads else []
    )
    found, roots = [], dict[int, str]()
    for head in heads:
        if head.size not in roots:
            roots[head.size] = Tree(leaves[: head.size]).root.hex()
        if head.size > len(leaves) or roots[head.size] != head.root:
            found.append(f"{chain}: the head of {head.size} rows is not borne out")
        if not says_the_same(head):
            found.append(
                f"{chain}: the head of {head.size} rows is not as it was signed"
            )
    return found


def says_the_same(head: SignedHead) -> bool:
    try:
        said = read_checkpoint(head.note).head
    except NoCheckpoint:
        return False
    return (said.size, said.root.hex()) == (head.size, head.root)
