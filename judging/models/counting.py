"""What counts in a result, and why something does not: written here and nowhere else.

Everybody asks it through the querysets: ``Assignment.objects.standing()``,
``Ballot.objects.counted()``, and ``Ballot.objects.with_obstacle()`` for the reason.
Ballots count per round: callers name the round.
"""

from __future__ import annotations

from functools import reduce
from operator import or_

from django.apps import apps
from django.db.models import Case, Exists, OuterRef, Q, Value, When
from django.db.models.expressions import Combinable

from judging.statuses import BallotState, JudgeState, Obstacle
from nominations.statuses import OUT, EntryState

ABSENT = (
    "absent"  # why an assignment was closed: the judge did not hear the presentation
)


def obstacles(path: str = "") -> dict[Obstacle, Q | Exists]:
    """What keeps an assignment, and the ballot on it, from counting; ``path`` leads
    from the row to the assignment.

    An entry whose eligibility is checked anew still counts: it was not found ineligible.
    """
    from judging.models.conflicts import Conflict

    entry = f"{path}entry_category__entry"
    tied = Conflict.objects.standing().filter(
        judge=OuterRef(f"{path}judge"), entry=OuterRef(entry)
    )
    return {
        Obstacle.WITHDRAWN: ~Q(**{f"{entry}__state": EntryState.SUBMITTED}),
        Obstacle.INELIGIBLE: Q(**{f"{entry}__eligibility__in": OUT}),
        Obstacle.RECUSED: Q(**{f"{path}recused_at__isnull": False}),
        Obstacle.CONFLICT: Exists(tied),
        Obstacle.LEFT: ~Q(**{f"{path}judge__state": JudgeState.ACCEPTED}),
    }


def halved() -> Exists:
    """A ballot that compares two entries, of which the other one is out."""
    compared = apps.get_model("judging", "Comparison").objects
    out = reduce(or_, (Q(cause) for cause in obstacles("other__").values()))
    return Exists(compared.filter(out, ballot=OuterRef("pk")))


def obstacle_of(path: str = "", *, ballot: bool = False) -> Combinable:
    """The first obstacle as a column, "" where it counts; with ``ballot`` also that it
    is not submitted.
    """
    closed = Q(**{f"{path}recused_at__isnull": False})
    absent = closed & Q(**{f"{path}reasons__removed": ABSENT})
    taken = closed & Q(**{f"{path}reasons__has_key": "removed"})
    draft = {Obstacle.DRAFT: ~Q(state=BallotState.SUBMITTED)} if ballot else {}
    causes = {**draft, Obstacle.ABSENT: absent, Obstacle.TAKEN: taken}
    found = obstacles(path)
    first = {
        name: found.pop(name) for name in (Obstacle.WITHDRAWN, Obstacle.INELIGIBLE)
    }
    if ballot:
        found[Obstacle.OTHER] = halved()
    steps = [
        When(cause, then=Value(str(name)))
        for name, cause in {**first, **causes, **found}.items()
    ]
    return Case(*steps, default=Value(""))
