"""Which entries wait for a word, and for whose: one after the other, each in front of
its reader once.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import (
    Case,
    Exists,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Value,
    When,
)
from django.db.models.functions import Now

from awards.accounts.models import User
from awards.models import Edition
from awards.speed.folded import folded_to
from awards.speed.prepared_query import Prepared
from nominations.eligibility.locks import held_by_others, let_go, take_hold
from nominations.models import Correction, Entry, EntryQuerySet, Verdict
from nominations.statuses import DECIDED, Eligibility

# Whose word is asked for, by what the check came to so far: anybody's; that of somebody
# who gave none yet; the entrant's, as long as there is time.
ANYBODY = (Eligibility.UNCHECKED, Eligibility.ANSWERED)
BY_ANOTHER = (Eligibility.SECOND, Eligibility.DISPUTED)
ONE_BY_ONE = (*BY_ANOTHER, Eligibility.RETURNED)
FIRST = {
    Eligibility.ANSWERED: 0,
    Eligibility.DISPUTED: 1,
    Eligibility.RETURNED: 2,
    Eligibility.SECOND: 3,
}


@dataclass(frozen=True)
class Progress:
    """``left``: wait for this reader. ``out``: with their entrants. ``others``: wait
    for somebody else's word.
    """

    total: int
    done: int
    left: int
    out: int

    @property
    def others(self) -> int:
        return self.total - self.done - self.left - self.out


def overdue() -> Exists:
    """Returned, its deadline passed, and nothing came."""
    rows = Correction.objects.filter(
        entry=OuterRef("pk"), number=OuterRef("eligibility_pass"), sent_at=None
    )
    return Exists(rows.filter(until__lte=Now()))


def waits_for(user: User) -> Q:
    """Of an entry: this reader may give the next word on it."""
    own = Verdict.objects.filter(
        entry=OuterRef("pk"), number=OuterRef("eligibility_pass"), reader=user
    )
    waits = Q(eligibility__in=ANYBODY)
    waits |= Q(eligibility__in=BY_ANOTHER) & ~Q(Exists(own))
    return waits | Q(eligibility=Eligibility.RETURNED) & Q(overdue())


def waiting_for(edition: Edition, user: User) -> EntryQuerySet:
    """Entries on which this reader may give the next word, in the order in which it is needed."""
    rank = Case(
        *(When(eligibility=state, then=place) for state, place in FIRST.items()),
        default=4,
        output_field=IntegerField(),
    )
    entries = Entry.objects.filter(edition=edition).submitted().filter(waits_for(user))
    return entries.annotate(rank=rank).order_by("rank", "submitted_at", "pk")


def counts(edition: int, user: int) -> QuerySet[Edition, Any]:
    """Total, done, for everybody, for this reader, out: each by the index over what the
    checks came to, and only a few looked at one by one.
    """
    sent = Entry.objects.filter(edition=edition).submitted()
    few = sent.filter(eligibility__in=ONE_BY_ONE)
    returned = few.filter(~Q(overdue()), eligibility=Eligibility.RETURNED)
    parts = (
        sent,
        sent.filter(eligibility__in=DECIDED),
        sent.filter(eligibility__in=ANYBODY),
        few.filter(waits_for(User(pk=user))),
        returned,
    )
    found = Edition.objects.filter(pk=edition)
    return found.values_list(*(folded_to(rows, "COUNT", Value(1)) for rows in parts))


counted: Prepared[Edition] = Prepared(counts)


def progress_of(edition: Edition, user: User) -> Progress:
    [[total, done, anybody, mine, out]] = counted.tuples(edition.pk, user.pk)
    return Progress(total, done, anybody + mine, out)


def open_next(
    edition: Edition, user: User, after: str = "", *, backwards: bool = False
) -> Entry | None:
    """The next one that nobody else has open, held for this reader from now on.

    ``after`` is the one just left: let go, and coming last, so that an entry can be passed over.
    ``backwards``: the one before it.
    """
    if after:
        let_go_by_reference(edition, after, user)
    for entry in next_entries(edition, user, after, backwards=backwards):
        if take_hold(entry=entry, reader=user).reader_id == user.pk:
            return entry
    return None


def next_entries(
    edition: Edition, user: User, after: str, *, backwards: bool
) -> Iterator[Entry]:
    free = waiting_for(edition, user).exclude(hold__in=held_by_others(user))
    waiting = list(free.values_list("reference", flat=True)[:500])
    if backwards:
        waiting.reverse()
    if after in waiting:
        at = waiting.index(after)
        waiting = waiting[at + 1 :] + waiting[: at + 1]
    for reference in waiting:
        yield Entry.objects.get(reference=reference)


def let_go_by_reference(edition: Edition, reference: str, user: User) -> None:
    if entry := Entry.objects.filter(edition=edition, reference=reference).first():
        let_go(entry=entry, reader=user)
