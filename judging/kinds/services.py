"""The kind of ballot of a round: chosen before it opens and before anybody judged."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from awards.accounts.models import User
from awards.ledger.services import append, database_now
from awards.models import Edition, Round
from judging import acts
from judging.ballot_kinds import KINDS
from judging.models import Ballot, MethodLock, RoundRules
from judging.refusals import JudgingError


def why_fixed(round_: Round) -> str:
    """Why the kind cannot be changed any more; "" where it can."""
    if MethodLock.objects.filter(round=round_).exists():
        return _("The method of this round is locked, so its ballot type is fixed.")
    if Ballot.objects.filter(assignment__round=round_).exists():
        return _("Judges have started ballots, so the ballot type is fixed.")
    if round_.opens_at <= database_now():
        return _("Judging has opened, so the ballot type is fixed.")
    return ""


@transaction.atomic
def choose_kind(
    *, round_: Round, ballot_kind: str, pass_percent: int, actor: User
) -> RoundRules:
    """Raises JudgingError where it is too late, or scores are carried into the round."""
    Edition.objects.select_for_update().get(pk=round_.edition_id)
    refusal = why_fixed(round_)
    if refusal:
        raise JudgingError(refusal)
    rules, _made = RoundRules.objects.get_or_create(round=round_)
    if rules.carried_percent and not KINDS[ballot_kind].has_scores:
        raise JudgingError(
            _("Scores are carried over into this round, so its ballots must be scores.")
        )
    rules.ballot_kind, rules.pass_percent = ballot_kind, pass_percent
    rules.save(update_fields=["ballot_kind", "pass_percent"])
    values = {
        "round": round_.code,
        "ballot_kind": ballot_kind,
        "pass_percent": pass_percent,
    }
    append(
        round_.edition.code,
        acts.ROUND_RULES,
        actor,
        values,
        subject=f"round:{round_.code}",
    )
    return rules
