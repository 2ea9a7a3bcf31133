"""What the files are brought into: an edition whose call closed at the end of August
2026, and a round that is scored.

The files themselves were made for this, with people and organisations that do not
exist; each stands for a kind.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest
from django.utils import timezone

from awards.models import Edition, Round
from tests.factories import (
    SMARTS,
    make_category,
    make_criterion,
    make_edition,
    make_judge,
    make_round,
    make_user,
)
from tests.nominations.makers import make_entry

FOLDER = Path(__file__).parent


def bangkok(*parts: int) -> datetime:
    return timezone.make_aware(datetime(*parts))  # type: ignore[arg-type]  # noqa: DTZ001


@pytest.fixture
def called() -> Edition:
    """Its call was open in summer 2026; an entry may stand in two categories."""
    times = {
        "opens_at": bangkok(2026, 6, 1),
        "closes_at": bangkok(2026, 9, 1),
        "announces_at": bangkok(2026, 12, 9),
    }
    edition = make_edition("scsa-2569", max_categories=2, **times)
    for order, code in enumerate(SMARTS):
        make_category(edition, code, order=order)
    return edition


@pytest.fixture
def scored() -> Round:
    """``PILOT-2569-0003`` and its judge, nothing scored yet."""
    edition = make_edition("pilot-2569")
    place = make_category(edition, "energy")
    for order, code in enumerate(SMARTS):
        make_criterion(edition, code, order=order)
    make_entry(edition, category=place, state="submitted", reference="PILOT-2569-0003")
    make_judge(edition, make_user("judge@example.org"))
    return make_round(edition, "online")
