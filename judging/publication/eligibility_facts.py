"""What the check of eligibility says of entries of a winner list."""

from __future__ import annotations

from collections.abc import Sequence

from judging.publication.checks import Known
from nominations.eligibility.unchecked import UNDECIDED
from nominations.models import Entry
from nominations.statuses import OUT, Eligibility, EntryState

# of the others nothing is known yet
ELIGIBLE = {
    **dict.fromkeys(OUT, False),
    Eligibility.ELIGIBLE: True,
}


def known_of_entries(edition_id: int, references: Sequence[str]) -> Known:
    rows = Entry.objects.filter(edition=edition_id, reference__in=references)
    return {
        reference: {
            "eligible": ELIGIBLE.get(Eligibility(eligibility)),
            "unchecked": state == EntryState.SUBMITTED and eligibility in UNDECIDED,
            "withdrawn": state == EntryState.WITHDRAWN,
        }
        for reference, eligibility, state in rows.values_list(
            "reference", "eligibility", "state"
        )
    }
