"""How many entries of an edition nobody checked for eligibility."""

from __future__ import annotations

from django.db.models import Count, Q

from awards.winners.unchecked import Unchecked
from nominations.models import Entry
from nominations.statuses import DECIDED, Eligibility

UNDECIDED = [state for state in Eligibility if state not in DECIDED]


def unchecked_in(edition_id: int) -> Unchecked:
    sent = Entry.objects.submitted().filter(edition=edition_id)
    found = sent.aggregate(
        count=Count("pk", filter=Q(eligibility__in=UNDECIDED)), of=Count("pk")
    )
    return Unchecked(**found)
