"""In which of the five phases of its year an edition is: what the stepper, the side bar
and the ledger's filter call them.
"""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone

from awards.models import Edition
from awards.statuses import Phase

PHASES = {
    Phase.DRAFT: "setup",
    Phase.PREPARING: "setup",
    Phase.CALL: "entries",
    Phase.GRACE: "entries",
    Phase.JUDGING: "judging",
    Phase.DUE: "announcement",
    Phase.ANNOUNCED: "announcement",
}


def phase_of(edition: Edition, judged_at: datetime | None) -> str:
    """``judged_at``: when the last round that takes place closes; from then on results
    are worked on.
    """
    code = PHASES[edition.phase]
    if code == "judging" and judged_at and judged_at <= timezone.now():
        return "results"
    return code
