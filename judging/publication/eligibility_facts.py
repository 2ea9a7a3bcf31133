"""What stands against entries of a winner list: told to ``judging.publication.checks`` when a list
is looked at.
"""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Count, Q

from judging.publication.checks import WHOLE_EDITION, Known, Unchecked
from nominations.models import Entry
from nominations.statuses import DECIDED, OUT, Eligibility, EntryState

# of the others nothing is known yet
ELIGIBLE = {
    **dict.fromkeys(OUT, False),
    Eligibility.ELIGIBLE: True,
}
UNDECIDED = [state for state in Eligibility if state not in DECIDED]


def unchecked_in(edition_id: int) -> Unchecked:
    sent = Entry.objects.submitted().filter(edition=edition_id)
    found = sent.aggregate(
        count=Count("pk", filter=Q(eligibility__in=UNDECIDED)), of=Count("pk")
    )
    return Unchecked(**found)


def known_of_entries(edition_id: int, references: Sequence[str]) -> Known:
    rows = Entry.objects.filter(edition=edition_id, reference__in=references)
    found: Known = {WHOLE_EDITION: {"unchecked": unchecked_in(edition_id)}}
    found |= {
        reference: {
            "eligible": ELIGIBLE.get(Eligibility(eligibility)),
            "unchecked": state == EntryState.SUBMITTED and eligibility in UNDECIDED,
            "withdrawn": state == EntryState.WITHDRAWN,
        }
        for reference, eligibility, state in rows.values_list(
            "reference", "eligibility", "state"
        )
    }
    return found
