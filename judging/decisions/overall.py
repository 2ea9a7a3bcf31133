"""Prizes across categories: given and taken back by hand, always with the jury's reason."""

from __future__ import annotations

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from awards.accounts.models import User
from awards.language.thai import clean_text
from awards.ledger.acts import Act
from awards.ledger.services import append
from awards.models import PrizeLevel
from judging import acts
from judging.decisions.public_reasons import NOT_TOLD, PublicReason
from judging.models import OverallDecision
from judging.refusals import JudgingError, ReasonNeededError
from nominations.models import Entry


@transaction.atomic
def give_overall(
    *,
    entry: Entry,
    level: PrizeLevel,
    reason: str,
    public_reason: PublicReason = NOT_TOLD,
    shared: bool = False,
    actor: User,
) -> OverallDecision:
    """Give an entry a prize of the whole edition. No ranking compares categories, so it
    never goes without a reason.

    ``reason`` is read by organisers only, ``public_reason`` by everybody once the list
    is published. Raises ReasonNeededError, OneLanguageError, and JudgingError when all
    of these prizes are given and this one is not shared.
    """
    reason = clean_text(reason)
    if not reason:
        raise ReasonNeededError
    told = public_reason.checked()
    others = others_with(level, entry)
    if others.count() >= level.per_category and not shared:
        raise JudgingError(
            _(
                "This prize has already been awarded. Withdraw it first, or mark it "
                "as shared."
            )
        )
    fields = {"reason": reason, "shared": shared, "decided_by": actor, **told.fields()}
    given, _made = OverallDecision.objects.update_or_create(
        entry=entry, level=level, defaults=fields
    )
    if shared:
        others.update(shared=True)
    values = {"reason": reason, "shared": shared, **told.told()}
    record(acts.OVERALL_DECISION, entry, level, actor, values)
    return given


def others_with(level: PrizeLevel, entry: Entry) -> QuerySet[OverallDecision]:
    """Who else has this prize; nobody else gets or loses it until this act is through.

    Raises JudgingError where the entry cannot have it at all.
    """
    PrizeLevel.objects.select_for_update().get(pk=level.pk)
    of_edition = level.across and level.edition_id == entry.edition_id
    if not of_edition or not entry.is_in_running:
        raise JudgingError
    return OverallDecision.objects.filter(level=level).exclude(entry=entry)


def record(
    act: Act,
    entry: Entry,
    level: PrizeLevel,
    actor: User,
    values: dict[str, object],
) -> None:
    named = {"entry": entry.reference, "level": level.code, **values}
    subject = f"entry:{entry.reference}"
    append(entry.edition.code, act, actor, named, subject=subject)


@transaction.atomic
def take_overall(*, decision: OverallDecision, actor: User) -> None:
    """Take it back. Who shared it with one other alone holds it whole."""
    entry, level = decision.entry, decision.level
    decision.delete()
    left = OverallDecision.objects.filter(level=level)
    if left.count() <= 1:
        left.update(shared=False)
    record(acts.OVERALL_TAKEN_BACK, entry, level, actor, {})
