"""Conflicts that the machine finds: each with what it was found by, for the organiser to judge."""

from __future__ import annotations

from django.db import transaction

from awards.ledger.services import NewRow, append_many, pseudonyms_of
from awards.models import Edition
from awards.roles import Area
from judging import acts
from judging.conflicts.clues import Clues
from judging.conflicts.emails import conflicts_found
from judging.models import Assignment, Conflict
from judging.pseudonyms import Pseudonyms
from nominations.models import Entry


@transaction.atomic
def refresh_conflicts(*, edition: Edition) -> int:
    """Find and store what the machine can find. What was found before, overruled or
    not, stays as it is.

    New findings go to the ledger; organisers are told of those that close an entry
    somebody was already judging.
    """
    clues = Clues(edition)
    samples = Entry.objects.filter(
        standings__samples__calibration__round__edition=edition
    ).exclude(edition=edition)
    others = Clues(edition, samples.distinct()) if samples.exists() else None
    known = set(
        Conflict.objects.filter(judge__edition=edition).values_list(
            "judge_id", "entry_id", "source"
        )
    )
    judges = {
        judge.pk: judge
        for judge in edition.judges.select_related("user").order_by("pk")
    }
    new: dict[tuple[int, int, str], Conflict] = {}
    for judge in judges.values():
        for entry, source, evidence in [
            *clues.of(judge),
            *(others.of(judge) if others else []),
        ]:
            key = (judge.pk, entry, source.value)
            if key not in known and key not in new:
                new[key] = Conflict(
                    judge=judge, entry_id=entry, source=source, evidence=evidence
                )
    Conflict.objects.bulk_create(new.values(), ignore_conflicts=True, batch_size=1000)
    clues.entries |= others.entries if others else {}
    record_findings(edition, list(new.values()), clues)
    return len(new)


def record_findings(edition: Edition, found: list[Conflict], clues: Clues) -> None:
    if not found:
        return
    names = pseudonyms_of(edition.code, {row.judge.user_id for row in found})
    sheets, news = Pseudonyms(edition), []
    for row in found:
        reference = clues.entries[row.entry_id].reference
        values = {
            "judge": names[row.judge.user_id],
            "entry": reference,
            "source": str(row.source),
        }
        values["sheet"] = sheets.entry(reference)
        news.append(NewRow(acts.CONFLICT_FOUND, None, values, f"entry:{reference}"))
    append_many(edition.code, news)
    tell_of_closed(edition, found, clues)


def tell_of_closed(edition: Edition, found: list[Conflict], clues: Clues) -> None:
    """One mail to each organiser about assignments that a finding has just closed."""
    judging = Assignment.objects.filter(round__edition=edition, recused_at=None)
    open_pairs = set(judging.values_list("judge_id", "entry_category__entry_id"))
    closed = {
        (row.judge_id, row.entry_id): row
        for row in found
        if (row.judge_id, row.entry_id) in open_pairs
    }
    if not closed:
        return
    lines = [
        {
            "judge": row.judge.user,
            "reference": clues.entries[row.entry_id].reference,
            "source": row.get_source_display,
        }
        for row in closed.values()
    ]
    key = "-".join(
        str(row.pk or f"{row.judge_id}.{row.entry_id}")
        for row in list(closed.values())[:3]
    )
    for organiser in edition.organisers.acting(Area.JUDGING).select_related("user"):
        conflicts_found(
            edition, organiser.user, lines, f"{edition.pk}:{key}:{len(lines)}"
        )
