"""Reminders that say exactly what is missing, more time for one judge, and a second look
at a ballot.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from awards.accounts.models import User
from awards.language.thai import clean_text
from awards.ledger.services import append, database_now, pseudonym_of
from awards.models import Edition, Round
from awards.reminders.by_hand import (
    ByHand,
    counting_day,
    reminded_today,
    send_by_hand,
)
from awards.statuses import Reminder
from judging import acts
from judging.ballots.missing import missing_ballots
from judging.ballots.reminders import thing_of
from judging.models.assignments import Assignment, Extension
from judging.models.jury import Judge
from judging.progress.emails import (
    judge_extended,
    judge_reminded,
    judge_second_look,
)
from judging.refusals import NoSecondLookError, WindowError
from judging.statuses import BallotState

LONGEST_EXTENSION = timedelta(days=60)


@transaction.atomic
def remind_judge(*, judge: Judge, round_: Round) -> bool:
    """One mail that lists what is missing; none to a judge who is done. At most one a
    day, by hand or by itself.
    """
    return remind_many(edition=judge.edition, round_=round_, judges=[judge]) == 1


@transaction.atomic
def remind_all(*, edition: Edition, round_: Round) -> int:
    """Every accepted judge of the edition; returns how many mails are new."""
    judges = edition.judges.accepted().select_related("user", "edition").order_by("pk")
    return remind_many(edition=edition, round_=round_, judges=list(judges))


def remind_many(*, edition: Edition, round_: Round, judges: list[Judge]) -> int:
    """Mails written in one statement, whatever the number of judges; how many of them
    are new. None to whom a reminder of this round, also one that went by itself, was
    written today.
    """
    missing = missing_ballots(round_, [judge.pk for judge in judges])
    longer = dict(Extension.objects.filter(round=round_).values_list("judge", "until"))
    late = [judge for judge in judges if missing.get(judge.pk)]
    heard = reminded_today([ballots_of(judge, round_) for judge in late])
    day = f"{counting_day():%Y%m%d}"
    reminders = []
    for judge in late:
        thing = ballots_of(judge, round_)
        if thing in heard:
            continue
        until = max(round_.closes_at, longer.get(judge.pk, round_.closes_at))
        mail = judge_reminded(
            judge, round_, missing[judge.pk], until, f"{round_.pk}:{day}"
        )
        reminders.append(ByHand(mail, thing, judge.user, until))
    return send_by_hand(kind=Reminder.BALLOTS, edition=edition, reminders=reminders)


def ballots_of(judge: Judge, round_: Round) -> str:
    return thing_of(Reminder.BALLOTS, judge.pk, round_.pk)


def day_key(moment: datetime) -> str:
    """The day in Bangkok, as ``20261128``."""
    return timezone.localtime(moment).strftime("%Y%m%d")


@transaction.atomic
def extend_window(
    *, judge: Judge, round_: Round, until: datetime, reason: str, actor: User
) -> Extension:
    """More time for one judge: their ballots stay open until then, by the database's
    clock. Tells the judge.

    Raises WindowError for a moment that is past, before the round's own end, or further
    off than 60 days.
    """
    now = database_now()
    if (
        until <= now
        or until <= round_.closes_at
        or until > max(now, round_.closes_at) + LONGEST_EXTENSION
    ):
        raise WindowError
    row, _made = Extension.objects.update_or_create(
        judge=judge,
        round=round_,
        defaults={
            "until": until,
            "reason": clean_text(reason),
            "granted_by": actor,
            "granted_at": now,
        },
    )
    values = {
        "judge": pseudonym_of(judge.edition.code, judge.user),
        "round": round_.code,
        "until": until.isoformat(),
        "reason": row.reason,
    }
    append(
        judge.edition.code,
        acts.JUDGE_EXTENDED,
        actor,
        values,
        subject=f"judge:{judge.pk}",
    )
    judge_extended(judge, round_, until, f"{round_.pk}:{until.timestamp():.0f}")
    return row


@transaction.atomic
def ask_second_look(*, assignment: Assignment, actor: User) -> bool:
    """Asks the judge to look at a submitted ballot again; nothing of it changes. False
    where they were asked today already.

    Raises NoSecondLookError where nothing is submitted, or the judge could not reopen it.
    """
    judge, round_, now = assignment.judge, assignment.round, database_now()
    longer = Extension.objects.filter(judge=judge, round=round_).first()
    until = max(round_.closes_at, longer.until if longer else round_.closes_at)
    ballot = getattr(assignment, "ballot", None)
    if ballot is None or ballot.state != BallotState.SUBMITTED or until <= now:
        raise NoSecondLookError
    if not judge_second_look(
        judge, assignment, until, f"{assignment.pk}:{day_key(now)}"
    ):
        return False
    values = {
        "judge": pseudonym_of(judge.edition.code, judge.user),
        "round": round_.code,
        "entry": assignment.entry_category.entry.reference,
        "category": assignment.entry_category.category.code,
    }
    append(
        judge.edition.code,
        acts.JUDGE_SECOND_LOOK,
        actor,
        values,
        subject=f"judge:{judge.pk}",
    )
    return True
