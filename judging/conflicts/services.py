"""Conflicts: found by machine, declared by the judge, entered or overruled by an
organiser; what each leads to.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from awards.accounts.models import User
from awards.language.thai import clean_text
from awards.ledger.services import append, database_now, pseudonym_of
from awards.models import Edition
from awards.roles import Area
from judging import acts
from judging.blindness import hides_names
from judging.conflicts.emails import judge_recused
from judging.dossiers.reads import people
from judging.models import Assignment, Conflict, Judge
from judging.pseudonyms import sheet_of
from judging.refusals import JudgingError
from judging.statuses import ConflictSource
from nominations.models import Entry
from nominations.statuses import EntryState


def conflict_pairs(edition: Edition) -> set[tuple[int, int]]:
    """(judge id, entry id) of every conflict that stands."""
    standing = Conflict.objects.standing().filter(judge__edition=edition)
    return set(standing.values_list("judge_id", "entry_id"))


@transaction.atomic
def declare_conflict(
    *, judge: Judge, entry: Entry, reason: str, actor: User | None = None
) -> Conflict:
    """The judge's own word (``actor``: an organiser enters it instead). Takes the entry
    away from the judge at once.
    """
    source = (
        ConflictSource.STAFF
        if actor is not None and actor != judge.user
        else ConflictSource.DECLARED
    )
    reason = clean_text(reason)
    fields = {"judge": judge, "entry": entry, "source": source}
    conflict, created = Conflict.objects.get_or_create(
        **fields, defaults={"reason": reason}
    )
    if not created and conflict.overruled_at is None:
        return conflict
    if not created:
        again = {
            "reason": reason,
            "overruled_at": None,
            "overruled_by": None,
            "overrule_reason": "",
        }
        Conflict.objects.filter(pk=conflict.pk).update(**again)
    recuse(
        judge=judge,
        entry=entry,
        source=source,
        reason=reason,
        actor=actor or judge.user,
    )
    return conflict


@transaction.atomic
def record_conflict(
    *, judge: Judge, reference: str, reason: str, actor: User
) -> Conflict:
    """What an organiser was told of otherwise than on the judge's own page. Raises JudgingError."""
    if not clean_text(reason):
        raise JudgingError(_("Enter in a few words who told you what."))
    samples = Q(standings__samples__calibration__round__edition=judge.edition)
    entries = Entry.objects.filter(
        Q(edition=judge.edition) | samples, reference__iexact=clean_text(reference)
    )
    entry = entries.exclude(state=EntryState.DRAFT).distinct().first()
    if entry is None:
        raise JudgingError(
            _("No submitted entry has this reference. Check it and try again.")
        )
    if (
        Conflict.objects.standing()
        .filter(judge=judge, entry=entry, source=ConflictSource.STAFF)
        .exists()
    ):
        raise JudgingError(_("This conflict is already recorded."))
    conflict = declare_conflict(judge=judge, entry=entry, reason=reason, actor=actor)
    values = {
        "judge": pseudonym_of(judge.edition.code, judge.user),
        "entry": entry.reference,
        "sheet": sheet_of(judge.edition, entry.reference),
        "reason": clean_text(reason),
    }
    append(
        judge.edition.code,
        acts.CONFLICT_RECORDED,
        actor,
        values,
        subject=f"entry:{entry.reference}",
    )
    return conflict


def recuse(*, judge: Judge, entry: Entry, source: str, reason: str, actor: User) -> int:
    """Close the judge's assignments on an entry; ballots stay stored, and out of every
    result. Tells the organisers.
    """
    open_ones = Assignment.objects.filter(
        judge=judge, entry_category__entry=entry, recused_at=None
    )
    seats = list(
        open_ones.select_related("round", "entry_category__category").order_by("pk")
    )
    closed = open_ones.update(recused_at=database_now())
    edition = judge.edition
    values = {
        "judge": pseudonym_of(edition.code, judge.user),
        "entry": entry.reference,
        "sheet": sheet_of(edition, entry.reference),
        "source": str(source),
        "reason": reason,
        "assignments": closed,
    }
    append(
        edition.code,
        acts.JUDGE_RECUSED,
        actor,
        values,
        subject=f"entry:{entry.reference}",
    )
    for organiser in edition.organisers.acting(Area.JUDGING).select_related("user"):
        judge_recused(edition, organiser.user, judge, entry, seats)
    return closed


@transaction.atomic
def overrule_conflict(*, conflict: Conflict, reason: str, actor: User) -> Conflict:
    """An organiser sets aside what the machine found or an organiser recorded, with a
    reason.

    A judge's own declaration always stands. What was taken from the judge by hand does
    not come back. Raises JudgingError for a declared one and without a reason.
    """
    if conflict.source == ConflictSource.DECLARED or not clean_text(reason):
        raise JudgingError
    conflict.overruled_at, conflict.overruled_by = database_now(), actor
    conflict.overrule_reason = clean_text(reason)
    conflict.save(update_fields=["overruled_at", "overruled_by", "overrule_reason"])
    edition, entry = conflict.judge.edition, conflict.entry
    if (
        not Conflict.objects.standing()
        .filter(judge=conflict.judge, entry=entry)
        .exists()
    ):
        closed = Assignment.objects.filter(
            judge=conflict.judge, entry_category__entry=entry
        )
        closed.exclude(reasons__has_key="removed").update(recused_at=None)
    values = {
        "judge": pseudonym_of(edition.code, conflict.judge.user),
        "entry": entry.reference,
        "sheet": sheet_of(edition, entry.reference),
        "source": conflict.source,
        "reason": conflict.overrule_reason,
    }
    append(
        edition.code,
        acts.CONFLICT_OVERRULED,
        actor,
        values,
        subject=f"entry:{entry.reference}",
    )
    return conflict


@transaction.atomic
def clear_titles(
    *, judge: Judge, assignments: Iterable[int], conflicts: dict[int, str]
) -> int:
    """The pass through the titles: ``conflicts`` maps assignment ids to reasons,
    ``assignments`` those answered for.

    A title that is in neither stays unanswered.
    """
    own = {row.pk: row for row in open_titles(judge)}
    clear = [pk for pk in assignments if pk in own and pk not in conflicts]
    Assignment.objects.filter(pk__in=clear).update(cleared_at=database_now())
    for pk, reason in conflicts.items():
        if pk in own:
            declare_conflict(
                judge=judge, entry=own[pk].entry_category.entry, reason=reason
            )
    return len(clear)


def open_titles(judge: Judge) -> Any:
    """Assignments whose title the judge has not yet answered for."""
    waiting = Assignment.objects.visible_to(judge.user).filter(
        judge=judge, cleared_at=None
    )
    waiting = waiting.annotate(
        people=people("entry_category__entry__"),
        hidden=hides_names("round__"),
    )
    related = (
        "entry_category__entry__organisation",
        "entry_category__entry__owner",
        "entry_category__category__smart",
    )
    return waiting.select_related(*related, "round")
