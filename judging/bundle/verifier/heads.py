"""Signed heads that somebody kept from before publication: whether the ledger of the
bundle is the one that they were signed for.
"""

import json
from base64 import b64encode
from collections.abc import Iterator, Sequence

from awards.ledger.checkpoint import Checkpoint, NoCheckpoint, read_checkpoint
from awards.ledger.tree import Tree

from .reading import Bundle
from .report import Remark
from .signature import is_signed_by


def checkpoints_in(kept: bytes) -> list[Checkpoint]:
    """Of a checkpoint, a judge's receipts, or all that the site published
    (``record.json``). Raises ValueError.
    """
    text = kept.decode()
    if not text.lstrip().startswith("{"):
        return [read_checkpoint(text)]
    told = json.loads(text)
    heads = told.get("heads", [told])
    return [read_checkpoint(str(head["checkpoint"])) for head in heads]


def head_problems(bundle: Bundle, kept: bytes, keys: Sequence[bytes]) -> Iterator[str]:
    try:
        found = checkpoints_in(kept)
    except (NoCheckpoint, ValueError, KeyError, TypeError) as problem:
        yield f"the file of heads cannot be read: {problem}"
        return
    leaves = Tree.of_rows(row["hash"] for row in bundle.rows).levels[0]
    for one in found:
        yield from problems_of(one, bundle, leaves, keys)
    if not found:
        yield "there is no head in the file"


def problems_of(
    one: Checkpoint, bundle: Bundle, leaves: Sequence[bytes], keys: Sequence[bytes]
) -> Iterator[str]:
    head, code = one.head, bundle.protocol["edition"]["code"]
    name = f"the head of {head.size} rows"
    if head.origin.rpartition("/")[2] != code:
        yield f"{name} is of {head.origin}"
    if not any(one.is_signed_by(key, is_signed_by) for key in keys):
        yield f"{name} is not signed by this key"
    if head.size > len(leaves):
        yield Remark(f"{name} covers more than this bundle has")
    elif Tree(leaves[: head.size]).root != head.root:
        root = b64encode(head.root).decode()
        yield f"{name} is not that of this ledger: {root} was signed"
