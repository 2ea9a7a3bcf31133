"""The record: heads signed by a key that nobody keeps."""

from __future__ import annotations

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from awards.ledger.checkpoint import Head, cosigned, signed
from awards.ledger.heads import origin_of, tree_of
from awards.ledger.models import Chain, Cosignature, HeadStamp, Occasion, SignedHead
from awards.ledger.services import append
from awards.models import Edition
from tests.factories.basics import ago
from tests.factories.people import made_up


def make_head(edition: Edition) -> SignedHead:
    """Of one act more, stamped and witnessed."""
    append(edition.code, made_up("said"), None, {"n": 1})
    tree = tree_of(edition.code, Chain.objects.get(code=edition.code).length)
    key, at = Ed25519PrivateKey.generate(), ago(minutes=5)
    text = Head(origin_of(edition.code), tree.size, tree.root)
    head = SignedHead.objects.create(
        chain=edition.code,
        size=tree.size,
        root=tree.root.hex(),
        at=at,
        occasion=Occasion.DAILY,
        note=signed(text, key.public_key().public_bytes_raw(), key.sign).text,
    )
    HeadStamp.objects.create(head=head, authority="stamps.example", at=at, token=b"x")
    name, seen = "witness.example.net", int(at.timestamp())
    line = cosigned(
        text, name, seen, key.public_key().public_bytes_raw(), key.sign
    ).line
    Cosignature.objects.create(head=head, name=name, at=at, line=line)
    return head
