"""What a round asks of its judges beyond its window and scale."""

from __future__ import annotations

from django.db import transaction

from awards.accounts.models import User
from awards.ledger.services import append
from judging import acts
from judging.models import RoundRules


@transaction.atomic
def set_rules(*, rules: RoundRules, actor: User) -> RoundRules:
    rules.save()
    values = {
        "round": rules.round.code,
        "word_at_ends": rules.word_at_ends,
        "undo_minutes": -1 if rules.undo_minutes is None else rules.undo_minutes,
        "discussion": rules.discussion,
        "entry_minutes": 0 if rules.entry_minutes is None else rules.entry_minutes,
    }
    append(
        rules.round.edition.code,
        acts.ROUND_RULES,
        actor,
        values,
        subject=f"round:{rules.round.code}",
    )
    return rules
