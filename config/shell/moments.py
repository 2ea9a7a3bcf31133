"""In which of the five phases of its year an edition is: what the stepper, the side bar
and the ledger's filter call them.
"""

from __future__ import annotations

from awards.statuses import Phase

PHASES = {
    Phase.DRAFT: "setup",
    Phase.PREPARING: "setup",
    Phase.CALL: "entries",
    Phase.GRACE: "entries",
    Phase.JUDGING: "judging",
    Phase.RESULTS: "results",
    Phase.DUE: "announcement",
    Phase.ANNOUNCED: "announcement",
}
