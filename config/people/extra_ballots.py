"""What must hold of extra ballots: each step is in the ledger as it was taken, and none
went beyond the plan that was locked.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from django.db.models import Count, F, Q

from config.people.recorded import said_by
from judging.acts import AUTOPILOT_STEP
from judging.models import ExtraSeat, ExtraStep, MethodLock
from judging.pseudonyms import Pseudonyms

NAMES = ("round", "step", "spent", "by_hand", "outcome", "asked", "back")


def steps_are_as_the_ledger_has_them() -> Iterator[str]:
    """Both ways: no step without its row, and no row without its step."""
    said = said_by({AUTOPILOT_STEP.code}, *NAMES)
    steps = ExtraStep.objects.select_related("round__edition").annotate(
        n_asked=Count("seats", distinct=True), n_back=Count("taken", distinct=True)
    )
    for step in steps.order_by("pk"):
        where = f"{step.round.edition.code} {step.round.code} step {step.number}"
        row = said.pop((step.round.edition.code, step.ledger), None)
        if row is None:
            yield f"{where}: row {step.ledger} of the ledger is no such step"
            continue
        kept = {
            "round": step.round.code,
            "step": step.number,
            "spent": step.spent,
            "outcome": step.outcome,
        }
        wrong = [name for name, value in kept.items() if row.get(name) != value]
        wrong += ["asked"] * (len(row.get("asked", [])) != step.n_asked)
        wrong += ["back"] * (len(row.get("back", [])) != step.n_back)
        if wrong:
            yield f"{where}: {', '.join(wrong)} not as the ledger has it"
    for chain, number in said:
        yield f"{chain} row {number}: the step that it records is not kept"


def seats_are_those_that_the_ledger_names() -> Iterator[str]:
    """Entry, category and judge of each, in the steps' rows."""
    said = said_by({AUTOPILOT_STEP.code}, "asked")
    named: dict[tuple[str, int], Counter[tuple[str, str, str]]] = {
        place: Counter(map(seat_key, row.get("asked", [])))
        for place, row in said.items()
    }
    for round_, seats in seats_by_round().items():
        pseudonyms = Pseudonyms(round_.edition)
        judges = pseudonyms.judges()
        for seat in seats:
            place = seat.assignment.entry_category
            key = (
                place.category.code,
                pseudonyms.entry(place.entry.reference),
                judges.get(seat.assignment.judge_id, ""),
            )
            row = (round_.edition.code, seat.step.ledger)
            if row not in named or not named[row][key]:
                yield f"extra seat {seat.pk}: its step's row does not name it"


def seat_key(line: dict[str, Any]) -> tuple[str, str, str]:
    return line["category"], line["sheet"], line["judge"]


def seats_by_round() -> dict[Any, list[ExtraSeat]]:
    found: dict[Any, list[ExtraSeat]] = {}
    for seat in ExtraSeat.objects.select_related(
        "step__round__edition",
        "assignment__entry_category__entry",
        "assignment__entry_category__category",
    ):
        found.setdefault(seat.step.round, []).append(seat)
    return found


def no_step_goes_beyond_the_locked_plan() -> Iterator[str]:
    """Neither more than it may spend, nor an entry above the cap, nor one that is not
    close.
    """
    locks = MethodLock.objects.select_related("round__edition")
    extras = {
        (lock.round.edition.code, lock.round.code): lock.rules["extra_ballots"]
        for lock in locks
    }
    for (chain, number), row in said_by({AUTOPILOT_STEP.code}, *NAMES).items():
        extra = extras.get((chain, row.get("round", "")))
        plan = (extra or {}).get("plan")
        if extra is None or (plan is None and not row.get("by_hand")):
            yield f"{chain} row {number}: extra ballots without a plan"
            continue
        asked = row.get("asked", [])
        if plan and not row.get("by_hand") and row.get("spent", 0) > plan["more"]:
            yield f"{chain} row {number}: more extra ballots than planned"
        if any(line["ballots"] >= extra["cap"] for line in asked):
            yield f"{chain} row {number}: an entry above the most per entry"
        near = plan["near"] if plan else 0.0
        if any(not near <= line["p"] <= 1 - near for line in asked):
            yield f"{chain} row {number}: an entry that was not close"


def seats_are_taken_back_by_a_later_step() -> Iterator[str]:
    """Of the same round."""
    wrong = ExtraSeat.objects.filter(taken_by__isnull=False).filter(
        Q(taken_by__number__lte=F("step__number"))
        | ~Q(taken_by__round=F("step__round"))
    )
    for pk in wrong.values_list("pk", flat=True):
        yield f"extra seat {pk}: taken back by no later step of its round"


def seats_are_of_their_step_s_round() -> Iterator[str]:
    mixed = ExtraSeat.objects.exclude(assignment__round=F("step__round"))
    for pk in mixed.values_list("pk", flat=True):
        yield f"extra seat {pk}: of another round than its step"


CHECKS = (
    steps_are_as_the_ledger_has_them,
    seats_are_those_that_the_ledger_names,
    no_step_goes_beyond_the_locked_plan,
    seats_are_taken_back_by_a_later_step,
    seats_are_of_their_step_s_round,
)
