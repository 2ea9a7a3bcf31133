"""Opening a calibration, scoring a sample, showing the spread."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, cast

from django.db import transaction
from django.db.models import BooleanField, ExpressionWrapper, F, Q, QuerySet
from django.db.models.functions import Now
from django.utils.translation import gettext as _

from awards.accounts.models import User
from awards.language.thai import clean_text
from awards.ledger.acts import Act
from awards.ledger.services import append, database_now
from awards.models import Criterion, Edition, Round, Weight
from awards.roles import Area
from judging import acts
from judging.ballots.typed_scores import plain_decimal, read_score, scale_words
from judging.conflicts.findings import refresh_conflicts
from judging.models import Calibration, Judge, Sample, SampleRemark, Trial
from judging.models.with_columns import LockedSample
from judging.refusals import (
    AssignmentGoneError,
    BadScoreError,
    BallotSubmittedError,
    JudgingError,
    RoundClosedError,
)
from nominations.models import EntryCategory
from nominations.statuses import EntryState

MOST = 3


def find_standings(
    references: Sequence[str], user: User
) -> tuple[list[EntryCategory], list[str]]:
    """Entries in the running of editions that this organiser organises, in the order
    given; and what was not found.
    """
    rows = EntryCategory.objects.filter(
        entry__reference__in=[each.upper() for each in references],
        entry__state=EntryState.SUBMITTED,
        entry__edition__in=Edition.objects.organised_by(user, Area.JUDGING),
    )
    found: dict[str, EntryCategory] = {}
    for row in rows.select_related("entry", "category").order_by(
        "category__order", "pk"
    ):
        found.setdefault(row.entry.reference, row)
    wanted = list(dict.fromkeys(each.upper() for each in references))
    return [found[each] for each in wanted if each in found], [
        each for each in wanted if each not in found
    ]


@transaction.atomic
def open_calibration(
    *, round_: Round, standings: Sequence[EntryCategory], actor: User
) -> Calibration:
    """All judges of the round score these first. Opened again, it has these samples and
    keeps what was scored on them.

    Raises JudgingError for none or more than three, and once the spread was shown.
    """
    Edition.objects.select_for_update().get(pk=round_.edition_id)
    if not 1 <= len(standings) <= MOST:
        raise JudgingError(_("Choose one to three entries."))
    row, _made = Calibration.objects.get_or_create(
        round=round_, defaults={"opened_by": actor}
    )
    if row.shown_at:
        raise JudgingError(
            _(
                "Score differences have already been shown, so these entries cannot "
                "be changed."
            )
        )
    Calibration.objects.filter(pk=row.pk).update(closed_at=None)
    row.samples.exclude(entry_category__in=standings).delete()
    for order, standing in enumerate(standings):
        Sample.objects.update_or_create(
            calibration=row, entry_category=standing, defaults={"order": order}
        )
    refresh_conflicts(edition=round_.edition)
    values = {
        "round": round_.code,
        "entries": [standing.entry.reference for standing in standings],
    }
    append(
        round_.edition.code,
        acts.CALIBRATION_OPENED,
        actor,
        values,
        subject=f"round:{round_.code}",
    )
    return row


@transaction.atomic
def show_spread(*, calibration: Calibration, actor: User) -> None:
    """From now on whoever has scored a sample sees how far the jury is apart on it."""
    mark(calibration, "shown_at", acts.CALIBRATION_SHOWN, actor)


@transaction.atomic
def close_calibration(*, calibration: Calibration, actor: User) -> None:
    """Nobody has to score samples any more; what was scored can still be read."""
    mark(calibration, "closed_at", acts.CALIBRATION_CLOSED, actor)


def mark(calibration: Calibration, field: str, act: Act, actor: User) -> None:
    """Sets the moment of an event that happens once; a second time nothing is written."""
    fresh = Calibration.objects.filter(pk=calibration.pk, **{field: None})
    if fresh.update(**{field: database_now()}):
        round_ = calibration.round
        append(
            round_.edition.code,
            act,
            actor,
            {"round": round_.code},
            subject=f"round:{round_.code}",
        )


def criteria_of(sample: Sample) -> list[tuple[Criterion, str]]:
    """The round's criteria with their per cent ("" where nothing is weighed), by the
    category of the same code.
    """
    round_, code = sample.calibration.round, sample.entry_category.category.code
    weights = Weight.objects.filter(
        round=round_, category__code=code, percent__gt=0
    ).select_related("criterion__smart")
    rows = [
        (row.criterion, plain_decimal(row.percent))
        for row in weights.order_by("criterion__order", "criterion__code")
    ]
    return rows or [
        (row, "")
        for row in Criterion.objects.filter(edition=round_.edition_id).select_related(
            "smart"
        )
    ]


def locked_sample(pk: int, user: User) -> LockedSample:
    """Raises AssignmentGoneError where this judge has no such sample, RoundClosedError
    once trials are over.
    """
    is_open = Q(calibration__closed_at=None, calibration__round__closes_at__gt=Now())
    rows = Sample.objects.visible_to(user).filter(pk=pk).select_for_update(of=("self",))
    rows = rows.select_related(
        "calibration__round__edition", "entry_category__category"
    )
    opened = ExpressionWrapper(is_open, output_field=BooleanField())
    found = cast("QuerySet[LockedSample]", rows.annotate(is_open=opened)).first()
    if found is None:
        raise AssignmentGoneError
    if not found.is_open:
        raise RoundClosedError
    return found


@transaction.atomic
def save_trial(
    *,
    sample: int,
    user: User,
    scores: Mapping[str, Any],
    comments: Mapping[str, str] | None = None,
) -> Trial:
    """Store what changed; what is not named stays. Raises as ``save_scores`` does."""
    row = locked_sample(sample, user)
    judge = Judge.objects.accepted().get(
        edition=row.calibration.round.edition_id, user=user
    )
    trial, _made = Trial.objects.get_or_create(judge=judge, sample=row)
    if trial.submitted_at:
        raise BallotSubmittedError(
            _("You have already submitted scores for this entry.")
        )
    known = {criterion.code for criterion, _percent in criteria_of(row)}
    problems, given = {}, {}
    for code, typed in scores.items():
        try:
            value = read_score(typed, row.calibration.round) if code in known else None
            given[code] = None if value is None else plain_decimal(value)
        except ValueError:
            problems[code] = scale_words(row.calibration.round)
    if problems:
        raise BadScoreError(problems=problems)
    trial.scores |= {code: value for code, value in given.items() if code in known}
    trial.comments |= {
        code: clean_text(text)
        for code, text in (comments or {}).items()
        if code in known
    }
    trial.save(update_fields=["scores", "comments", "updated_at"])
    return trial


@transaction.atomic
def submit_trial(*, sample: int, user: User, **changes: Any) -> dict[str, str]:
    """Save and send in; criterion code → what is missing, with which nothing is sent in
    and all is saved.
    """
    trial = save_trial(sample=sample, user=user, **changes)
    wanted = [criterion.code for criterion, _percent in criteria_of(trial.sample)]
    problems = {
        code: _("Enter a score.") for code in wanted if trial.scores.get(code) is None
    }
    if not problems:
        Trial.objects.filter(pk=trial.pk, submitted_at=None).update(
            submitted_at=database_now()
        )
    return problems


@transaction.atomic
def add_sample_remark(*, sample: Sample, judge: Judge, text: str) -> SampleRemark:
    """Only by somebody who sees the spread. Raises JudgingError."""
    if not clean_text(text) or not sees_spread(sample, judge):
        raise JudgingError
    return SampleRemark.objects.create(
        sample=sample, judge=judge, text=clean_text(text)
    )


def sees_spread(sample: Sample, judge: Judge) -> bool:
    """Nobody sees others' scores before their own are in, nor before the organiser
    shows them to all.
    """
    own = Trial.objects.filter(sample=sample, judge=judge, submitted_at__isnull=False)
    return sample.calibration.shown_at is not None and own.exists()


def progress_of(calibration: Calibration) -> list[tuple[Judge, int]]:
    """Every judge with how many samples they have scored, fewest first."""
    counts = dict.fromkeys(
        calibration.round.edition.judges.accepted()
        .select_related("user")
        .order_by("pk"),
        0,
    )
    done = Trial.objects.filter(
        sample__calibration=calibration, submitted_at__isnull=False
    )
    by_judge: dict[int, int] = {}
    for pk in done.values_list(F("judge_id"), flat=True):
        by_judge[pk] = by_judge.get(pk, 0) + 1
    return sorted(
        ((judge, by_judge.get(judge.pk, 0)) for judge in counts),
        key=lambda pair: pair[1],
    )
