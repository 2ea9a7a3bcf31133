"""What organisers and entrants say about the stage. None of it decides a result."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from awards.ledger.services import append, database_now
from awards.models import Edition
from awards.refusals import WrongState
from awards.stage.models import Side, StagePlan, StageWord
from awards.stage.running import FIELDS


@transaction.atomic
def save_plan(*, plan: StagePlan, actor: Any) -> StagePlan:
    standing = StagePlan.objects.filter(edition=plan.edition).first()
    plan.pk = standing.pk if standing else None
    plan.save()
    values = {
        field.name: getattr(plan, field.name) for field in plan._meta.fields if field.name not in ("id", "edition")
    }
    append(plan.edition.code, "stage-planned", actor, values, subject="stage")
    return plan


@transaction.atomic
def say_on_stage(*, edition: Edition, reference: str, side: Side, actor: Any, **said: Any) -> StageWord:
    """Write one side's words; ``said`` are the fields of ``running.FIELDS``. An entrant may speak until publication.

    Raises ``WrongState`` when an entrant is not asked, or no longer.
    """
    if side == Side.ENTRANT:
        check_asked(edition)
    values = {name: said[name] for name in FIELDS if name in said}
    word, _made = StageWord.objects.update_or_create(
        edition=edition,
        reference=reference,
        side=side,
        defaults={**values, "written_by": actor, "written_at": database_now()},
    )
    return word


def check_asked(edition: Edition) -> None:
    if not is_asked(edition):
        raise WrongState(_("The organisers no longer ask for this. Write to them if something changed."))


def is_asked(edition: Edition) -> bool:
    """The same for every entry of the edition, so that being asked says nothing about winning."""
    asked = StagePlan.objects.filter(edition=edition, asks_entrants=True).exists()
    return asked and not edition.winner_lists.filter(published_at__isnull=False).exists()


def said_by_entrant(edition: Edition, reference: str) -> StageWord | None:
    return StageWord.objects.filter(edition=edition, reference=reference, side=Side.ENTRANT).first()


def said_by_organiser(edition: Edition, reference: str) -> StageWord | None:
    return StageWord.objects.filter(edition=edition, reference=reference, side=Side.ORGANISER).first()
