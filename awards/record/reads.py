"""What anybody may read of the record of an edition."""

from __future__ import annotations

from base64 import b64encode

from django.http import Http404

from awards.ledger.heads import origin_of
from awards.ledger.models import Row, SignedHead
from awards.ledger.services import stamp
from awards.ledger.tree import Tree
from awards.models import Edition

MOST = 500  # heads on a page: a year and a half of nights


def open_edition(code: str) -> Edition:
    """Raises Http404 for one that is not open, or has no heads yet."""
    edition = Edition.objects.public().filter(code=code).first()
    if edition is None or not has_record(code):
        raise Http404
    return edition


def has_record(code: str) -> bool:
    return SignedHead.objects.filter(chain=code).exists()


def heads_of(code: str) -> list[SignedHead]:
    """The newest first."""
    rows = SignedHead.objects.filter(chain=code).order_by("-size", "-pk")
    return list(rows.prefetch_related("stamps", "cosignatures")[:MOST])


def newest_heads(most: int) -> list[tuple[Edition, SignedHead]]:
    """Of all editions that are open."""
    editions = {edition.code: edition for edition in Edition.objects.public()}
    rows = SignedHead.objects.filter(chain__in=editions).order_by("-at", "-pk")
    heads = rows.prefetch_related("cosignatures")[:most]
    return [(editions[head.chain], head) for head in heads]


def checkpoint_text(head: SignedHead) -> str:
    """As it was signed, with what witnesses added."""
    return head.note + "".join(one.line for one in head.cosignatures.all())


def as_data(head: SignedHead) -> dict[str, object]:
    stamps = [
        {
            "authority": one.authority,
            "at": stamp(one.at),
            "token": b64encode(bytes(one.token)).decode(),
        }
        for one in head.stamps.all()
    ]
    witnesses = [
        {"name": one.name, "at": stamp(one.at)} for one in head.cosignatures.all()
    ]
    return {
        "size": head.size,
        "root": head.root,
        "at": stamp(head.at),
        "occasion": head.occasion,
        "checkpoint": checkpoint_text(head),
        "stamps": stamps,
        "witnesses": witnesses,
    }


def record_data(code: str) -> dict[str, object]:
    return {
        "origin": origin_of(code),
        "heads": [as_data(head) for head in heads_of(code)],
    }


def tree_under_head(code: str, size: int) -> Tree:
    """Only sizes that were signed are answered: no other tells how long the ledger was
    when. Raises Http404.
    """
    head = SignedHead.objects.filter(chain=code, size=size).first()
    if head is None:
        raise Http404
    return stored_tree(code, head.size)


def stored_tree(code: str, size: int) -> Tree:
    """As the rows stand, whatever was signed: who asks finds out whether that fits."""
    rows = Row.objects.filter(chain=code, number__lte=size).order_by("number")
    return Tree.of_rows(rows.values_list("hash", flat=True))
