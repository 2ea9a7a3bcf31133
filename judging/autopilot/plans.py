"""The plan of a round: set before the method is locked, fixed by its hash from then on;
paused and resumed by organisers.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from awards.accounts.models import User
from awards.language.thai import clean_text
from awards.ledger.acts import Act
from awards.ledger.services import append, database_now
from awards.models import Edition, Round
from judging import acts
from judging.ballot_kinds import kind_of
from judging.models import Autopilot, MethodLock
from judging.refusals import JudgingError


@dataclass(frozen=True)
class Chosen:
    """What an organiser decides. more: 0 turns it off."""

    first: int
    more: int
    cap: int
    batch: int
    enough: int = 90


@transaction.atomic
def set_plan(*, round_: Round, plan: Chosen, actor: User) -> Autopilot:
    """Raises JudgingError once the method is locked, or where the plan cannot be kept."""
    Edition.objects.select_for_update().get(pk=round_.edition_id)
    refuse_other_ballots(round_)
    refuse_fixed(round_)
    refuse_odd(round_, plan)
    if round_.judges_per_entry != plan.first:
        round_.judges_per_entry = plan.first
        round_.save(update_fields=["judges_per_entry"])
    values = asdict(plan)
    del values["first"]
    pilot, _made = Autopilot.objects.update_or_create(
        round=round_, defaults=values, create_defaults={**values, "state": "done"}
    )
    append(
        round_.edition.code,
        acts.AUTOPILOT_SET,
        actor,
        {"round": round_.code, **asdict(plan)},
        subject=f"round:{round_.code}",
    )
    return pilot


def refuse_other_ballots(round_: Round) -> None:
    """Only scores are planned: chances of other ballots say something else."""
    if not kind_of(round_).has_scores:
        raise JudgingError(
            _("Extra ballots are only for rounds in which judges give scores.")
        )


def refuse_fixed(round_: Round) -> None:
    if MethodLock.objects.filter(round=round_).exists():
        raise JudgingError(
            _(
                "The method is locked, and with it how many extra ballots are asked "
                "for. Ask for some by hand instead."
            )
        )


def refuse_odd(round_: Round, plan: Chosen) -> None:
    if plan.more and plan.cap <= plan.first:
        raise JudgingError(
            _("The most per entry must be more than the first ballots per entry.")
        )
    if plan.first < round_.quorum:
        raise JudgingError(
            _(
                "An entry needs %(n)d ballots in this round, so it must get as many first."
            )
            % {"n": round_.quorum}
        )


def held_pilot(round_: Round) -> Autopilot:
    """Locked for this transaction. Raises JudgingError where none is on."""
    Edition.objects.select_for_update().get(pk=round_.edition_id)
    rows = Autopilot.objects.select_for_update().filter(round=round_, more__gt=0)
    pilot = rows.first()
    if pilot is None:
        raise JudgingError(_("No extra ballots are planned for this round."))
    return pilot


@transaction.atomic
def pause(*, round_: Round, reason: str, actor: User) -> Autopilot:
    """Nothing is asked for or taken back by itself until it is resumed."""
    pilot, words = held_pilot(round_), clean_text(reason)
    if not words:
        raise JudgingError(_("Enter a reason. It is kept in the audit log."))
    if pilot.paused_at is None:
        pilot.paused_at = database_now()
        pilot.save(update_fields=["paused_at"])
        values = {"round": round_.code, "reason": words}
        _noted(round_, acts.AUTOPILOT_PAUSED, values, actor)
    return pilot


@transaction.atomic
def resume(*, round_: Round, actor: User) -> Autopilot:
    """The worker looks at the round anew at once."""
    pilot = held_pilot(round_)
    if pilot.paused_at is not None:
        pilot.paused_at, pilot.seen = None, None
        pilot.save(update_fields=["paused_at", "seen"])
        _noted(round_, acts.AUTOPILOT_RESUMED, {"round": round_.code}, actor)
    return pilot


def _noted(round_: Round, act: Act, values: dict[str, str], actor: User) -> None:
    append(round_.edition.code, act, actor, values, subject=f"round:{round_.code}")
