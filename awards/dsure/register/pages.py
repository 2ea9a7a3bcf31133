"""What names the register as the public sees it."""

from __future__ import annotations

from django.utils import timezone

from awards.ledger.models import Chain
from awards.speed.prepared_query import Prepared

CHAIN = "dsure"
head_of = Prepared[Chain](
    lambda code: Chain.objects.filter(code=code).values_list("head")
)


def register_version() -> tuple[str, str]:
    """Changes with every act on the register, which appends to its chain, and day by
    day: states follow from dates.
    """
    rows = head_of.tuples(CHAIN)
    return rows[0][0] if rows else "", str(timezone.localdate())
