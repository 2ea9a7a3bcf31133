"""What an entrant is shown of the check of an entry, and what there is to do."""

from __future__ import annotations

from awards.ledger.services import database_now
from nominations.eligibility.permissions import reason_for_entrant
from nominations.entries.field_labels import field_labels
from nominations.guard import open_correction
from nominations.models import Entry
from nominations.statuses import OUT, Eligibility, EntryState


def eligibility_for_entrant(entry: Entry) -> dict[str, object]:
    """For the entry's page; nothing of readers who have not agreed yet."""
    if entry.state != EntryState.SUBMITTED:
        return {}
    announced = entry.edition.announced_at is not None
    if not announced and (correction := open_correction(entry)):
        labels = field_labels(entry)
        marked = [
            (name, labels.get(name, name), note)
            for name, note in correction.fields.items()
        ]
        over = database_now() >= correction.until
        return {"correction": correction, "marked": marked, "correction_over": over}
    if entry.eligibility in OUT:
        return {
            "not_eligible": reason_for_entrant(entry),
            "reply": getattr(entry, "reply", None),
            "may_reply": entry.eligibility == Eligibility.NOT_ELIGIBLE
            and not announced,
        }
    return {}
