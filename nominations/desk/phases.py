"""The parts of an entry's life, for the filter of the entries desk: how it came in, its
check, its judging, its end.

What judges have done is known a floor above, which hands its own groups down.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import timedelta
from functools import partial

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

from awards.language.bilingual import reader_language
from awards.models import Edition, Winner
from nominations.eligibility.queue import overdue
from nominations.loading import round_names
from nominations.models import in_running
from nominations.statuses import DECIDED, OUT, READ, Eligibility, EntryState, ReceivedIn


@dataclass(frozen=True)
class Phase:
    """``condition`` is made where it is asked for: a list of phases names thirty."""

    code: str
    label: str
    condition: Callable[[], Q]


@dataclass(frozen=True)
class Group:
    """One part of the list, in the order of an entry's life: ``place`` counts up."""

    place: int
    label: str
    phases: tuple[Phase, ...]


def rounds_of(edition: Edition) -> list[tuple[str, str]]:
    """Code and name of each round that takes place. ``edition`` may come with ``round_names``."""
    rows = getattr(edition, "round_names", None)
    if rows is None:
        rows = (
            Edition.objects.annotate(rows=round_names())
            .values_list("rows", flat=True)
            .get(pk=edition.pk)
        )
    return [
        (row["code"], row["en" if reader_language() == "en" else "th"]) for row in rows
    ]


def own_groups(edition: Edition) -> list[Group]:
    return [received(edition), checking(), ended(edition)]


def condition_of(groups: Iterable[Group], code: str) -> Q:
    """Everything for a code that no group has."""
    found = (
        phase.condition()
        for group in groups
        for phase in group.phases
        if phase.code == code
    )
    return next(found, Q())


def received(edition: Edition) -> Group:
    """In which part of the call it came in."""
    closes = edition.closes_at
    ends = closes + timedelta(minutes=edition.grace_minutes)
    spans = {
        ReceivedIn.CALL: partial(Q, submitted_at__lt=closes),
        ReceivedIn.GRACE: partial(Q, submitted_at__gte=closes, submitted_at__lt=ends),
        ReceivedIn.EXTENSION: partial(Q, submitted_at__gte=ends),
    }
    return Group(
        1,
        _("Submitted during"),
        tuple(Phase(part.value, str(part.label), q) for part, q in spans.items()),
    )


def found(*states: str) -> Q:
    """Sent in, and this is what its check came to so far."""
    return Q(state=EntryState.SUBMITTED, eligibility__in=states)


def returned(*, late: bool) -> Q:
    over = Q(overdue())
    return found(Eligibility.RETURNED) & (over if late else ~over)


def checking() -> Group:
    phases = (
        Phase("waits", _("waiting for eligibility check"), partial(found, *READ)),
        Phase(
            "returned",
            _("returned to the entrant for correction"),
            partial(returned, late=False),
        ),
        Phase("overdue", _("correction overdue"), partial(returned, late=True)),
        Phase("checked", _("checked"), partial(found, *DECIDED)),
        Phase("out", _("found not eligible"), partial(found, *OUT)),
    )
    return Group(2, _("Eligibility check"), phases)


def ended(edition: Edition) -> Group:
    """By the published list that stands."""
    winners = Winner.objects.filter(
        winner_list__edition=edition,
        winner_list__published_at__isnull=False,
        winner_list__superseded_at=None,
    )

    def won() -> Q:
        return Q(Exists(winners.filter(reference=OuterRef("reference"))))

    phases = (
        Phase("winner", _("announced as a winner"), won),
        Phase(
            "without",
            _("judged, without a prize"),
            lambda: in_running() & Q(Exists(winners)) & ~won(),
        ),
        Phase("withdrawn", _("withdrawn"), partial(Q, state=EntryState.WITHDRAWN)),
    )
    return Group(9, _("Outcome"), phases)
