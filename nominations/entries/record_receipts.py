"""What an entrant keeps of the audit log: number and hash of the row by which the entry
was received, and the salt of the one value that says what was received.

That salt opens the fingerprint of the entry's content and nothing else. The salt of the
entry's pseudonym is not given out with it: under the pseudonym stand the single ballots
of its judges.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass

from awards.ledger.heads import newest_head, origin_of
from awards.ledger.models import Row, Value
from nominations.models import Receipt

CONTENT = "content_sha256"  # an import has the reference in its place


@dataclass(frozen=True)
class RecordReceipt:
    """``name``: of the value that the salt opens; ``value``: the content's SHA-256."""

    reference: str
    row: int
    hash: str
    name: str
    value: str
    salt: str


def on_record(receipt: Receipt) -> RecordReceipt | None:
    """None where the chain does not hold it, as in demonstrations."""
    chain, reference = receipt.entry.edition.code, receipt.entry.reference
    kept = (
        Value.objects.filter(chain=chain, subject=f"entry:{reference}")
        .filter(name__in=(CONTENT, reference), value=receipt.sha256)
        .order_by("-number")
        .first()
    )
    if kept is None:
        return None
    row = Row.objects.get(chain=chain, number=kept.number)
    return RecordReceipt(
        reference, row.number, row.hash, kept.name, receipt.sha256, kept.salt
    )


def record_file(receipt: Receipt, kept: RecordReceipt) -> dict[str, object]:
    """What *Check my entry* reads."""
    chain = receipt.entry.edition.code
    head = newest_head(chain)
    return {
        "kind": "entry",
        "origin": origin_of(chain),
        "chain": chain,
        "receipts": [asdict(kept)],
        "checkpoint": head.note if head else None,
    }
