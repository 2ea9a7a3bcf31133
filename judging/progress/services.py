"""Reminders that say exactly what is missing, and more time for one judge."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.db.models.functions import Now
from django.utils import timezone

from awards.accounts.models import User
from awards.language.thai import clean_text
from awards.ledger.services import append, database_now, pseudonym_of
from awards.models import Edition, Round
from awards.outbox.models import Message
from awards.outbox.services import save_messages
from judging import acts
from judging.ballots.missing import missing_ballots
from judging.mail_basics import reminder_key
from judging.models.assignments import Extension
from judging.models.jury import Judge
from judging.progress.emails import judge_extended, judge_reminded
from judging.refusals import WindowError

REMIND_DAYS = (7, 3, 1)  # days before closing, where the round's rules name no others
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


def remind_many(
    *,
    edition: Edition,
    round_: Round,
    judges: list[Judge],
    keys: dict[int, str] | None = None,
) -> int:
    """Mails written in one statement, whatever the number of judges; how many of them are new.

    ``keys``: judge id → what the reminder is written once for; by hand that is the day.
    """
    missing = missing_ballots(round_, [judge.pk for judge in judges])
    longer = dict(Extension.objects.filter(round=round_).values_list("judge", "until"))
    day = day_key(database_now())
    mails = [
        judge_reminded(
            judge,
            round_,
            missing[judge.pk],
            max(round_.closes_at, longer.get(judge.pk, round_.closes_at)),
            f"{round_.pk}:{keys[judge.pk] if keys else day}",
        )
        for judge in judges
        if missing.get(judge.pk)
    ]
    return save_messages(mails) if mails else 0


def day_key(moment: datetime) -> str:
    """The day in Bangkok, as ``20261128``."""
    return timezone.localtime(moment).strftime("%Y%m%d")


@transaction.atomic
def remind_due() -> int:
    """The sweep: judges of open rounds with something missing, some days before their
    window closes.

    Once for each of the days that the round names, also where the worker was away on
    that very day; not to a judge whom an organiser has reminded by hand today.
    """
    now, sent = database_now(), 0
    for round_ in open_rounds():
        longer = dict(
            Extension.objects.filter(round=round_).values_list("judge", "until")
        )
        judges = list(
            round_.edition.judges.accepted()
            .select_related("user", "edition")
            .order_by("pk")
        )
        by_hand = {
            reminder_key(judge.pk, f"{round_.pk}:{day_key(now)}") for judge in judges
        }
        today = set(
            Message.objects.filter(dedupe_key__in=by_hand).values_list(
                "recipient", flat=True
            )
        )
        keys = {
            judge.pk: key
            for judge in judges
            if judge.user_id not in today
            and (key := due_key(judge, round_, longer.get(judge.pk), now))
        }
        due = [judge for judge in judges if judge.pk in keys]
        if due:
            sent += remind_many(
                edition=round_.edition, round_=round_, judges=due, keys=keys
            )
    return sent


def open_rounds() -> Iterable[Round]:
    """Rounds that some judge may still score in."""
    still = Q(closes_at__gt=Now()) | Q(extensions__until__gt=Now())
    return (
        Round.objects.filter(still, active=True, opens_at__lte=Now())
        .select_related("edition", "rules")
        .distinct()
    )


def due_key(judge: Judge, round_: Round, until: datetime | None, now: datetime) -> str:
    """What a reminder due now is written once for: the window and the day before its
    end; "" where none is due.
    """
    closes = max(round_.closes_at, until or round_.closes_at)
    rules = getattr(round_, "rules", None)
    days = (
        REMIND_DAYS if rules is None or rules.remind_days is None else rules.remind_days
    )
    today = timezone.localtime(now).date()
    away = (
        judge.away_from
        and judge.away_until
        and judge.away_from <= today <= judge.away_until
    )
    passed = [day for day in days if now < closes <= now + timedelta(days=day)]
    return "" if away or not passed else f"{day_key(closes)}:before-{min(passed)}"


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
