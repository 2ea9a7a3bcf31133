"""Who judges what in a round: seats filled evenly and without conflict, applied with their mails and ledger rows."""

from __future__ import annotations

import time
from collections import defaultdict
from typing import Any

from django.db import transaction
from django.utils import timezone

from awards.ledger.services import Act, append_many, database_now, pseudonym_of
from awards.models import Edition, Round
from judging import emails
from judging.errors import ConflictError, JudgingError
from judging.models import Assignment, Conflict, Judge
from judging.services.conflicts import conflict_pairs, refresh_conflicts
from judging.services.matched import Candidate, Pair, Plan, Seat, plan
from nominations.models import EntryCategory


def assign_judges(
    *,
    edition: Edition,
    round_: Round,
    per_entry: int,
    seed: int = 0,
    dry_run: bool = False,
    actor: Any = None,
    rebalance: bool = False,
) -> dict[str, Any]:
    """Fill every seat that is empty; standing assignments stay. Returns the document of INTERFACES.

    ``unfilled``: ``[{"entry", "category", "missing"}]``. With ``dry_run`` nothing is stored, conflicts apart.
    ``rebalance`` may move assignments whose ballot has not been begun, as few as even loads need; ``removed`` in the
    document counts them.
    """
    started = time.perf_counter()
    refresh_conflicts(edition=edition)
    with transaction.atomic():
        Edition.objects.select_for_update().get(pk=edition.pk)
        drafted = draft_plan(edition, round_, per_entry, seed, rebalance)
        if not dry_run:
            apply_plan(round_=round_, drafted=drafted, actor=actor, seed=seed)
    return plan_document(edition, drafted, time.perf_counter() - started)


def draft_plan(edition: Edition, round_: Round, per_entry: int, seed: int, rebalance: bool = False) -> Plan:
    standings = EntryCategory.objects.filter(entry__edition=edition, entry__state="submitted")
    seats = [
        Seat(pk, entry, category, per_entry, min(round_.quorum, per_entry))
        for pk, entry, category in standings.values_list("pk", "entry_id", "category__code").order_by("pk")
    ]
    used = Assignment.objects.filter(round=round_).values_list(
        "judge_id", "entry_category_id", "entry_category__entry_id"
    )
    standing = set(Assignment.objects.standing().filter(round=round_).values_list("judge_id", "entry_category_id"))
    conflicts = conflict_pairs(edition)
    # A judge who was recused from an entry, or whose assignment was taken away, does not get it back by machine.
    conflicts |= {(judge, entry) for judge, place, entry in used if (judge, place) not in standing}
    judges = candidates(edition, round_)
    known = {judge.judge for judge in judges}
    kept = {pair for pair in standing if pair[0] in known}
    untouched = Assignment.objects.filter(round=round_, ballot=None).values_list("judge_id", "entry_category_id")
    movable = frozenset(kept & set(untouched)) if rebalance else frozenset()
    return plan(seats, judges, conflicts, kept - movable, seed, movable)


def candidates(edition: Edition, round_: Round) -> list[Candidate]:
    """Judges who accepted, with what limits them. Away: for the whole of what is left of the round's window."""
    smarts = {
        category.code: category.smart.code for category in edition.categories.select_related("smart") if category.smart
    }
    judges = edition.judges.accepted().prefetch_related("categories").order_by("pk")
    return [
        Candidate(
            judge.pk,
            judge.limit,
            frozenset(category.code for category in judge.categories.all()) or None,
            {code: int(judge.expertise.get(smart, 0)) for code, smart in smarts.items()},
            is_away(judge, round_),
        )
        for judge in judges
    ]


def is_away(judge: Judge, round_: Round) -> bool:
    if judge.away_from is None or judge.away_until is None:
        return False
    starts = max(timezone.localdate(), timezone.localtime(round_.opens_at).date())
    return judge.away_from <= starts and judge.away_until >= timezone.localtime(round_.closes_at).date()


@transaction.atomic
def apply_plan(*, round_: Round, drafted: Plan, actor: Any, seed: int) -> list[Assignment]:
    """Store a plan: rows, one ledger row and one mail per judge who got something new."""
    edition = round_.edition
    rows = [Assignment(judge_id=judge, entry_category_id=place, round=round_) for judge, place in drafted.new]
    for row in rows:
        row.reasons = {"seed": seed, "why": drafted.reasons.get((row.judge_id, row.entry_category_id), [])}
    remove_moved(edition, round_, drafted.removed, actor)
    Assignment.objects.bulk_create(rows, batch_size=1000)
    announce_assignments(edition, round_, drafted.new, actor, seed)
    return rows


def remove_moved(edition: Edition, round_: Round, pairs: list[Pair], actor: Any) -> None:
    """Assignments that another judge does instead. None of them has a ballot, so nothing of anybody's work goes."""
    rows = Assignment.objects.filter(round=round_, ballot=None, judge_id__in={judge for judge, _place in pairs})
    moved = [
        row
        for row in rows.select_related("judge__user", "entry_category__entry")
        if (row.judge_id, row.entry_category_id) in set(pairs)
    ]
    acts = [
        Act(
            "judge.unassigned",
            actor,
            {"judge": pseudonym_of(edition.code, row.judge.user), "entry": row.entry_category.entry.reference},
            f"entry:{row.entry_category.entry.reference}",
        )
        for row in moved
    ]
    append_many(edition.code, acts)
    Assignment.objects.filter(pk__in=[row.pk for row in moved]).delete()


def announce_assignments(edition: Edition, round_: Round, pairs: list[Pair], actor: Any, seed: int) -> None:
    references = dict(
        EntryCategory.objects.filter(pk__in={place for _judge, place in pairs}).values_list("pk", "entry__reference")
    )
    by_judge: dict[int, list[str]] = defaultdict(list)
    for judge_id, place in pairs:
        by_judge[judge_id].append(references[place])
    judges = Judge.objects.filter(pk__in=by_judge).select_related("user", "edition").order_by("pk")
    key = f"{round_.pk}:{database_now().timestamp():.6f}"
    acts = []
    for judge in judges:
        emails.judge_assigned(judge, round_, len(by_judge[judge.pk]), key)
        values = {"judge": pseudonym_of(edition.code, judge.user), "round": round_.code, "seed": seed}
        entries = {"entries": sorted(by_judge[judge.pk])}
        acts.append(Act("judge.assigned", actor, {**values, **entries}, f"judge:{judge.pk}"))
    append_many(edition.code, acts)


def plan_document(edition: Edition, drafted: Plan, seconds: float) -> dict[str, Any]:
    places = EntryCategory.objects.filter(pk__in=drafted.unfilled).select_related("entry", "category").order_by("pk")
    loads = list(drafted.load.values()) or [0]
    return {
        "assignments": len(drafted.new),
        "removed": len(drafted.removed),
        "load": {"min": min(loads), "max": max(loads)},
        "conflicts_respected": len(conflict_pairs(edition)),
        "connected": drafted.connected,
        "unfilled": [
            {"entry": row.entry.reference, "category": row.category.code, "missing": drafted.unfilled[row.pk]}
            for row in places
        ],
        "seconds": round(seconds, 3),
        "efficiency": round(drafted.solution.efficiency, 4),
        "mean_expertise": round(drafted.solution.mean_expertise, 4),
    }


@transaction.atomic
def assign_one(*, judge: Judge, standing: EntryCategory, round_: Round, actor: Any) -> Assignment:
    """One assignment by hand. Raises ConflictError; an assignment taken away before is given back."""
    refresh_conflicts(edition=round_.edition)
    if Conflict.objects.standing().filter(judge=judge, entry=standing.entry).exists():
        raise ConflictError
    row, created = Assignment.objects.get_or_create(judge=judge, entry_category=standing, round=round_)
    if not created and row.recused_at is None:
        return row
    Assignment.objects.filter(pk=row.pk).update(recused_at=None)
    announce_assignments(round_.edition, round_, [(judge.pk, standing.pk)], actor, 0)
    return row


@transaction.atomic
def take_assignment_away(*, assignment: Assignment, actor: Any) -> None:
    """For somebody else to do. A submitted ballot is never taken away like this: use a conflict."""
    ballot = getattr(assignment, "ballot", None)
    if ballot is not None and ballot.submitted_at is not None:
        raise JudgingError
    Assignment.objects.filter(pk=assignment.pk).update(recused_at=database_now())
    edition, entry = assignment.round.edition, assignment.entry_category.entry
    values = {"judge": pseudonym_of(edition.code, assignment.judge.user), "entry": entry.reference}
    append_many(edition.code, [Act("judge.unassigned", actor, values, f"entry:{entry.reference}")])
