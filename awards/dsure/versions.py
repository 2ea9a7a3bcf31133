"""What names the register as the public sees it."""

from __future__ import annotations

from django.utils import timezone

from awards.ledger.models import Chain

CHAIN = "dsure"


def register_version() -> tuple[str, str]:
    """Changes with every act on the register, which appends to its chain, and day by day: states follow from dates."""
    head = Chain.objects.filter(code=CHAIN).values_list("head", flat=True).first()
    return head or "", str(timezone.localdate())
