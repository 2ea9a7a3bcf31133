"""What a judge keeps of each ballot: the number and hash of its row in the audit log, and
the salt of its scores. With the published bundle they show that it stands there as it
was given (``config/static/check``), whatever this site says then.

The salt opens the scores alone: what else the row commits to is for the bundle to say.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime

from django.db.models import QuerySet

from awards.ledger.heads import origin_of
from awards.ledger.models import Row, SignedHead, Value
from awards.ledger.services import stamp
from awards.models import Edition
from judging.models import BallotVersion, Judge

SCORES = "scores"  # the value of a ballot's row that the salt belongs to


@dataclass(frozen=True)
class Receipt:
    row: int
    hash: str
    salt: str
    act: str
    at: datetime
    round: str
    category: str
    version: int
    scores: dict[str, str | None]

    @property
    def line(self) -> str:
        """As it stands in a mail, which names neither entry nor scores."""
        return f"{self.row} · {self.hash} · {self.salt}"


def receipts_of(judge: Judge) -> list[Receipt]:
    """Of every version that this judge submitted, in the order of the rows."""
    own = BallotVersion.objects.filter(ballot__assignment__judge=judge)
    return receipts_by_judge(judge.edition, own).get(judge.pk, [])


def receipts_by_judge(
    edition: Edition, versions: QuerySet[BallotVersion]
) -> dict[int, list[Receipt]]:
    """``versions``: of ballots of this edition. In three statements."""
    kept = list(
        versions.exclude(ledger=None)
        .select_related(
            "ballot__assignment__round",
            "ballot__assignment__entry_category__category",
        )
        .order_by("ledger")
    )
    numbers = [one.ledger for one in kept]
    at = {"chain": edition.code, "number__in": numbers}
    rows = {row.number: row for row in Row.objects.filter(**at)}
    values = {one.number: one for one in Value.objects.filter(**at, name=SCORES)}
    found: dict[int, list[Receipt]] = {}
    for one in kept:
        if one.ledger in rows and one.ledger in values:
            made = receipt(one, rows[one.ledger], values[one.ledger])
            found.setdefault(one.ballot.assignment.judge_id, []).append(made)
    return found


def receipt(version: BallotVersion, row: Row, scores: Value) -> Receipt:
    assignment = version.ballot.assignment
    return Receipt(
        row=row.number,
        hash=row.hash,
        salt=scores.salt,
        act=row.act,
        at=row.at,
        round=assignment.round.code,
        category=assignment.entry_category.category.code,
        version=version.number,
        scores=scores.value,
    )


def receipts_file(
    edition: Edition, receipts: Iterable[Receipt], head: SignedHead | None
) -> dict[str, object]:
    """What *Check my ballot* reads."""
    return {
        "kind": "ballots",
        "origin": origin_of(edition.code),
        "chain": edition.code,
        "receipts": [{**asdict(one), "at": stamp(one.at)} for one in receipts],
        "checkpoint": head.note if head else None,
    }
