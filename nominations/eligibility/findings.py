"""What the software finds about an entry for the eligibility desk, each finding with
its evidence. People decide.
"""

from __future__ import annotations

from collections.abc import Iterable

from nominations.checklist.pages import RuleReading
from nominations.eligibility.checks import (
    BAD,
    GOOD,
    WARN,
    Check,
    check_files,
    check_in_use,
    check_missing,
    check_number,
    check_rules,
)
from nominations.eligibility.comparisons import (
    check_category,
    check_past_winners,
    check_same_body,
    check_titles,
)
from nominations.eligibility.sent_in import SentIn, sent_in
from nominations.entries.form_state import Sheet, sheet_of
from nominations.entries.missing import Missing
from nominations.models import Entry


def check_entry(
    entry: Entry,
    rules: Iterable[RuleReading],
    missing: Iterable[Missing],
    sheet: Sheet | None = None,
) -> list[Check]:
    """All checks, the grave ones first. ``entry`` comes with its edition and organisation.

    ``sheet``: what was read of it already.
    """
    return check_among(
        entry, rules, missing, sheet or sheet_of(entry), sent_in(entry.edition_id)
    )


def check_among(
    entry: Entry,
    rules: Iterable[RuleReading],
    missing: Iterable[Missing],
    sheet: Sheet,
    sent: SentIn,
) -> list[Check]:
    """The same, with what it is compared with read already: for one after the other."""
    same = sent.of_same_body(entry)
    categories = frozenset(sheet.category_codes)
    found = [
        check_number(entry),
        check_rules(rules),
        check_missing(missing),
        check_files(sheet.files),
        check_same_body(entry, same),
        check_category(entry, same, categories),
        check_titles(entry, sent),
        check_past_winners(entry, sent.won),
        *check_in_use(entry, sheet),
    ]
    order = {BAD: 0, WARN: 1, GOOD: 2}
    return sorted(found, key=lambda check: order[check.tone])
