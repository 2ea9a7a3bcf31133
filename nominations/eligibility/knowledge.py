"""What stands against entries of a winner list: told to ``awards.checks`` when a list is looked at."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from nominations.eligibility.statuses import OUT, Eligibility
from nominations.models import Entry
from nominations.statuses import EntryState

ELIGIBLE = {**dict.fromkeys(OUT, False), Eligibility.ELIGIBLE: True}  # of the others nothing is known yet


def known_of_entries(edition_id: int, references: Sequence[str]) -> dict[str | tuple[str, str], dict[str, Any]]:
    rows = Entry.objects.filter(edition=edition_id, reference__in=references)
    return {
        reference: {"eligible": ELIGIBLE.get(Eligibility(eligibility)), "withdrawn": state == EntryState.WITHDRAWN}
        for reference, eligibility, state in rows.values_list("reference", "eligibility", "state")
    }
