"""Who judges what in a round: drafted by the matching, applied as it was previewed,
changed one by one by hand.
"""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from awards.accounts.models import User
from awards.ledger.services import NewRow, append_many, database_now, pseudonyms_of
from awards.models import Edition, Round
from judging import acts
from judging.assigning.draft import Wish, draft
from judging.assigning.emails import assignments_changed
from judging.assigning.engine import Pair, Plan
from judging.conflicts.findings import refresh_conflicts
from judging.conflicts.services import conflict_pairs
from judging.models import Assignment, Judge
from judging.pseudonyms import Pseudonyms
from judging.refusals import JudgingError, PlanChangedError
from nominations.models import EntryCategory


def assign_judges(
    *,
    edition: Edition,
    round_: Round,
    per_entry: int,
    seed: int = 0,
    dry_run: bool = False,
    actor: User | None = None,
    rebalance: bool = False,
    stopped: Iterable[int] = (),
    expected: str = "",
) -> dict[str, Any]:
    """Fill the empty seats; standing assignments stay, unless ``rebalance``: then as
    few as possible change hands.

    ``stopped``: ids of judges who give up; what they have not submitted goes to others.
    ``expected``: the digest of the plan that was previewed; raises PlanChangedError
    when the same wish gives another plan by now. Returns the document of INTERFACES.
    With ``dry_run`` nothing is stored, found conflicts apart.
    """
    started = time.perf_counter()
    wish = Wish(per_entry, seed, rebalance, frozenset(stopped))
    refresh_conflicts(edition=edition)
    with transaction.atomic():
        Edition.objects.select_for_update().get(pk=edition.pk)
        plan = draft(edition, round_, wish)
        if expected and plan.digest != expected:
            raise PlanChangedError
        if not dry_run:
            apply_plan(
                edition=edition, round_=round_, plan=plan, wish=wish, actor=actor
            )
    return plan_document(edition, plan, time.perf_counter() - started)


def preview_plan(*, edition: Edition, round_: Round, wish: Wish) -> Plan:
    """What ``assign_judges`` would do now. Conflicts are looked for first and stored."""
    refresh_conflicts(edition=edition)
    return draft(edition, round_, wish)


@transaction.atomic
def apply_plan(
    *, edition: Edition, round_: Round, plan: Plan, wish: Wish, actor: User | None
) -> None:
    """Store a plan: rows, ledger rows and mails, each kind in one go."""
    give(
        round_,
        {pair: {"seed": wish.seed, "why": plan.reasons[pair]} for pair in plan.new},
    )
    take(round_, plan.removed)
    if not plan.new and not plan.removed:
        return
    announce(
        edition,
        round_,
        plan.new,
        list(plan.removed),
        actor,
        summary_act(edition, round_, plan, wish, actor),
    )


def give(round_: Round, reasons: dict[Pair, Mapping[str, object]]) -> None:
    """Assignments made, or made again where one had been taken away."""
    Assignment.objects.bulk_create(
        [
            Assignment(
                judge_id=judge,
                entry_category_id=place,
                round=round_,
                reasons=why,
                recused_at=None,
            )
            for (judge, place), why in reasons.items()
        ],
        batch_size=2000,
        update_conflicts=True,
        unique_fields=["judge", "entry_category", "round"],
        update_fields=["reasons", "recused_at"],
    )


def take(round_: Round, reasons: dict[Pair, str]) -> None:
    """Assignments closed; ``reasons``: pair → code. Whatever was written on a ballot
    stays stored.
    """
    if not reasons:
        return
    rows = Assignment.objects.filter(
        round=round_, judge__in={judge for judge, _ in reasons}, recused_at=None
    )
    closed, now = [], database_now()
    for row in rows:
        code = reasons.get((row.judge_id, row.entry_category_id))
        if code:
            row.recused_at, row.reasons = now, {**row.reasons, "removed": code}
            closed.append(row)
    Assignment.objects.bulk_update(closed, ["recused_at", "reasons"], batch_size=1000)


def summary_act(
    edition: Edition, round_: Round, plan: Plan, wish: Wish, actor: User | None
) -> NewRow:
    """The protocol's line on how this assignment was made."""
    solution = plan.solution
    values = {
        "round": round_.code,
        "seed": wish.seed,
        "per_entry": wish.per_entry,
        "new": len(plan.new),
        "removed": len(plan.removed),
        "load": {"min": solution.load_min, "max": solution.load_max},
        "conflicts": len(conflict_pairs(edition)),
        "connected": solution.connected,
        "efficiency": round(solution.efficiency, 4),
        "plan": plan.digest,
    }
    return NewRow(acts.ROUND_ASSIGNED, actor, values, f"round:{round_.code}")


def announce(
    edition: Edition,
    round_: Round,
    new: list[Pair],
    removed: list[Pair],
    actor: User | None,
    *more_rows: NewRow,
    **extra: object,
) -> None:
    """One mail and one ledger row per judge and direction; ``extra`` values go into
    each row of a new assignment.
    """
    changed = record(edition, round_, new, removed, actor, *more_rows, **extra)
    key = f"{round_.pk}:{database_now().timestamp():.6f}"
    assignments_changed(
        changed.judges, round_, told(changed.given), told(changed.taken), key
    )


@dataclass(frozen=True)
class Changed:
    """``given``, ``taken``: what each judge got or lost; judges by number."""

    judges: dict[int, Judge]
    given: dict[int, list[Seat]]
    taken: dict[int, list[Seat]]


def record(
    edition: Edition,
    round_: Round,
    new: list[Pair],
    removed: list[Pair],
    actor: User | None,
    *more_rows: NewRow,
    **extra: object,
) -> Changed:
    """The ledger's part of ``announce``; nobody is told."""
    places = names_of_places({place for _judge, place in [*new, *removed]})
    given, taken = by_judge(new, places), by_judge(removed, places)
    sheets = Pseudonyms(edition)
    jury = (
        Judge.objects.filter(pk__in={*given, *taken})
        .select_related("user", "edition")
        .order_by("pk")
    )
    judges = {judge.pk: judge for judge in jury}
    names = pseudonyms_of(edition.code, {judge.user_id for judge in jury})
    rows = list(more_rows)
    for act, lists, more in (
        (acts.JUDGE_ASSIGNED, given, extra),
        (acts.JUDGE_UNASSIGNED, taken, {}),
    ):
        for pk, seats in lists.items():
            values = {
                "judge": names[judges[pk].user_id],
                "round": round_.code,
                "entries": references(seats),
                **more,
                "sheets": [[sheets.entry(name), category] for name, category in seats],
            }
            rows.append(NewRow(act, actor, values, f"judge:{pk}"))
    append_many(edition.code, rows)
    return Changed(judges, given, taken)


def names_of_places(places: Collection[int]) -> dict[int, tuple[str, str]]:
    """Place in a category → the entry's reference and the category's code."""
    rows = EntryCategory.objects.filter(pk__in=places)
    return {
        pk: (reference, category)
        for pk, reference, category in rows.values_list(
            "pk", "entry__reference", "category__code"
        )
    }


# an entry's reference, the code of the category in which it is judged
Seat = tuple[str, str]


def told(lists: dict[int, list[Seat]]) -> dict[int, list[str]]:
    """References by judge, as a mail lists them."""
    return {judge: references(seats) for judge, seats in lists.items()}


def by_judge(pairs: Iterable[Pair], places: dict[int, Seat]) -> dict[int, list[Seat]]:
    """What each judge was given, sorted; judges by number."""
    lists: dict[int, list[Seat]] = defaultdict(list)
    for judge, place in pairs:
        lists[judge].append(places[place])
    return {judge: sorted(lists[judge]) for judge in sorted(lists)}


def references(seats: Iterable[Seat]) -> list[str]:
    """Without their categories."""
    return [reference for reference, _category in seats]


def plan_document(edition: Edition, plan: Plan, seconds: float) -> dict[str, object]:
    """What a plan comes to, for ``assign_judges --json``; ``seconds`` of the solver."""
    places = (
        EntryCategory.objects.filter(pk__in=plan.unfilled)
        .select_related("entry", "category")
        .order_by("pk")
    )
    solution = plan.solution
    return {
        "assignments": len(plan.new),
        "load": {"min": solution.load_min, "max": solution.load_max},
        "conflicts_respected": len(conflict_pairs(edition)),
        "connected": solution.connected,
        "unfilled": [
            {
                "entry": row.entry.reference,
                "category": row.category.code,
                "missing": plan.unfilled[row.pk],
            }
            for row in places
        ],
        "seconds": round(seconds, 3),
        "removed": len(plan.removed),
        "efficiency": round(solution.efficiency, 4),
        "mean_expertise": round(solution.mean_expertise, 4),
        "spread": round(solution.spread, 4),
        "plan": plan.digest,
    }


@transaction.atomic
def take_assignment_away(*, assignment: Assignment, actor: User) -> None:
    """For somebody else to do. A submitted ballot is never taken away like this: use a
    conflict. Raises JudgingError when it was submitted.
    """
    ballot = getattr(assignment, "ballot", None)
    if ballot is not None and ballot.submitted_at is not None:
        raise JudgingError
    pair = (assignment.judge_id, assignment.entry_category_id)
    take(assignment.round, {pair: "hand"})
    announce(assignment.round.edition, assignment.round, [], [pair], actor)
