"""Which earlier words on an entry a reader may see, whether they may give one, and what
its entrant reads.
"""

from __future__ import annotations

from django.db.models.functions import Now

from awards.accounts.models import User
from awards.speed.prepared_query import Prepared
from nominations.models import Entry, Verdict
from nominations.statuses import READ, Eligibility, EntryState

words_on: Prepared[Verdict] = Prepared(
    lambda entry: Verdict.objects.filter(entry=entry).select_related("reader")
)


def words_seen_by(entry: Entry, user: User) -> list[Verdict]:
    """All words, but for the first of two while the second is still to come: that is
    seen by who said it.
    """
    words = words_on(entry.pk)
    for word in words:
        word.entry = entry
    if entry.eligibility == Eligibility.SECOND:
        return [
            word
            for word in words
            if word.number != entry.eligibility_pass or word.reader_id == user.pk
        ]
    return words


def may_read(entry: Entry, user: User) -> bool:
    """Whether this reader's word is asked for. Who has read a disputed entry may settle
    it with a note.
    """
    if entry.state != EntryState.SUBMITTED:
        return False
    if entry.eligibility == Eligibility.RETURNED:
        return entry.corrections.filter(
            number=entry.eligibility_pass, sent_at=None, until__lte=Now()
        ).exists()
    if entry.eligibility == Eligibility.SECOND:
        return not entry.verdicts.filter(
            number=entry.eligibility_pass, reader=user
        ).exists()
    return entry.eligibility in READ


def reason_for_entrant(entry: Entry) -> str:
    """Of the words that decided the pass: the final one, the one that settled, or all
    of them where they agreed.
    """
    words = list(entry.verdicts.filter(number=entry.eligibility_pass))
    deciding = (
        [word for word in words if word.final]
        or [word for word in words if word.settles]
        or words
    )
    if entry.eligibility in (Eligibility.NOT_ELIGIBLE, Eligibility.ANSWERED):
        deciding = [word for word in deciding if not word.final]
    return "\n\n".join(dict.fromkeys(word.reason for word in deciding if word.reason))
