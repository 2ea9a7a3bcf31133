"""Numbers and moments that all rows share."""

from __future__ import annotations

import itertools
from datetime import datetime, timedelta

from django.utils import timezone

PASSWORD = "korapin-2566-mali"
SMARTS = (
    "environment",
    "mobility",
    "living",
    "people",
    "energy",
    "economy",
    "governance",
)
PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n"
    b"trailer<</Root 1 0 R>>\n%%EOF\n"
)
# All of as many digits, whatever was made before in the same process: none is found in
# another one ("Test solution 1" in "Test solution 12"), and as text they stand in order.
numbers = itertools.count(10_001)


def moment(**ago: float) -> datetime:
    """``moment(days=-1)`` is yesterday, ``moment(hours=2)`` in two hours."""
    return timezone.now() + timedelta(**ago)


def ago(**span: float) -> datetime:
    return timezone.now() - timedelta(**span)


def ahead(**span: float) -> datetime:
    return timezone.now() + timedelta(**span)
