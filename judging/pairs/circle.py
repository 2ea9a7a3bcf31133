"""Which two a judge sees: the judge's finalists of a category stand in a circle, in an
order of the judge's own, and each is compared with the next.

So every finalist is seen twice, once at the left and once at the right; every circle
links all of a judge's finalists; and circles differ between judges, so that all pairs
come up. Nothing is stored until an answer is: where an entry leaves, the circle closes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from awards.accounts.asking import Visitor
from judging.ballots.lines import own_place
from judging.models import Assignment, Comparison


@dataclass(frozen=True)
class Seat:
    assignment: int
    place: str


def seats_beside(row: Assignment, user: Visitor) -> list[Seat]:
    """The judge's finalists of the same category and round, in the judge's own order."""
    found = Assignment.objects.visible_to(user).filter(
        round=row.round_id,
        entry_category__category=row.entry_category.category_id,
    )
    seats = [
        Seat(pk, own_place(judge, pk))
        for pk, judge in found.values_list("pk", "judge_id")
    ]
    return sorted(seats, key=lambda seat: seat.place)


def next_in(seats: Sequence[Seat], assignment: int) -> int | None:
    """The one after it, going round; None where there is no other."""
    numbers = [seat.assignment for seat in seats]
    if assignment not in numbers or len(numbers) < 2:
        return None
    return numbers[(numbers.index(assignment) + 1) % len(numbers)]


def other_of(row: Assignment, user: Visitor) -> int | None:
    """What the entry is compared with: what it was, as long as that stands, else the next."""
    seats = seats_beside(row, user)
    given = Comparison.objects.filter(ballot__assignment=row.pk)
    earlier = given.values_list("other_id", flat=True).first()
    if earlier in {seat.assignment for seat in seats}:
        return earlier
    return next_in(seats, row.pk)
