"""Which entries wait for a word, and for whose: one after the other, each in front of
its reader once.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import (
    Case,
    Count,
    Exists,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    When,
)
from django.db.models.functions import Now

from awards.accounts.models import User
from awards.models import Edition
from awards.speed.prepared_query import Prepared
from nominations.eligibility.locks import held_by_others, let_go, take_hold
from nominations.models import Correction, Entry, EntryQuerySet, Verdict
from nominations.statuses import DECIDED, Eligibility

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
    waits = Q(eligibility__in=(Eligibility.UNCHECKED, Eligibility.ANSWERED))
    waits |= Q(eligibility__in=(Eligibility.SECOND, Eligibility.DISPUTED)) & ~Q(
        Exists(own)
    )
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


def counts(edition: int, user: int) -> QuerySet[Entry, Any]:
    """No row for an edition without an entry."""
    sent = Entry.objects.filter(edition=edition).submitted().order_by()
    returned = Q(eligibility=Eligibility.RETURNED) & ~Q(overdue())
    counted = sent.values("edition").annotate(
        total=Count("pk"),
        done=Count("pk", filter=Q(eligibility__in=DECIDED)),
        left=Count("pk", filter=waits_for(User(pk=user))),
        out=Count("pk", filter=returned),
    )
    return counted.values_list("total", "done", "left", "out")


counted: Prepared[Entry] = Prepared(counts)


def progress_of(edition: Edition, user: User) -> Progress:
    rows = counted.tuples(edition.pk, user.pk)
    return Progress(*rows[0]) if rows else Progress(0, 0, 0, 0)


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
