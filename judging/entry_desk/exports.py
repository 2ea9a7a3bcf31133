"""Files of the entries desk: its views may ask how far judges are, which is known here."""

from __future__ import annotations

from judging.entry_desk.phases import phases_of
from nominations.desk.exports import claimed_exports, make_export


def make_due_exports(limit: int = 5) -> int:
    """One sweep: claim each export that waits and write its file; how many were finished."""
    return sum(
        make_export(export, phases_of(export.edition))
        for export in claimed_exports(limit)
    )
