"""What a round asks of its judges beyond its window and scale, and reminders that go out by themselves."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models.functions import Now

from awards.ledger.services import append, database_now
from awards.models import Round
from judging import emails
from judging.models import RoundRules
from judging.services.watching import missing_ballots

REMIND_BEFORE = (timedelta(days=1), timedelta(days=3), timedelta(days=7))


@transaction.atomic
def set_rules(*, rules: RoundRules, actor: Any) -> RoundRules:
    rules.save()
    values = {
        "round": rules.round.code,
        "word_at_ends": rules.word_at_ends,
        "undo_minutes": -1 if rules.undo_minutes is None else rules.undo_minutes,
        "discussion": rules.discussion,
    }
    append(rules.round.edition.code, "round.rules", actor, values, subject=f"round:{rules.round.code}")
    return rules


def remind_before_closing() -> int:
    """A week, three days and a day before a round closes: one mail each to judges with something left. Run hourly."""
    now, sent = database_now(), 0
    closing = Round.objects.filter(active=True, opens_at__lte=Now(), closes_at__gt=Now())
    for round_ in closing.filter(closes_at__lte=Now() + max(REMIND_BEFORE)).select_related("edition"):
        left = next(before for before in REMIND_BEFORE if round_.closes_at - now <= before)
        for judge in round_.edition.judges.accepted().select_related("user", "edition"):
            missing = missing_ballots(judge, round_)
            if missing:
                sent += emails.judge_reminded(judge, round_, missing, f"{round_.pk}:before-{left.days}")
    return sent
