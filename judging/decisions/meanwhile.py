"""Two organisers who decide on one category: who saves second is shown what was decided
since their page was opened, beside what they chose.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from awards.accounts.models import User
from awards.language.seen_form import print_of
from awards.language.thai import clean_text
from awards.models import Category, Edition, PrizeLevel
from judging.decisions.public_reasons import NOT_TOLD, NOTHING_TOLD, PublicReason
from judging.decisions.services import Prize, decide_category, typed_prize
from judging.models import Decision
from judging.refusals import DecidedMeanwhileError, JudgingError
from nominations.models import in_running


def decisions_in(category: Category) -> QuerySet[Decision]:
    rows = Decision.objects.filter(
        in_running("entry_category__entry__"), entry_category__category=category
    )
    return rows.select_related("level")


def print_of_decisions(decisions: Iterable[Decision]) -> str:
    """Of all that a category's page says of them."""
    return print_of(
        {str(one.entry_category_id): repr(values_of(one)) for one in decisions}
    )


def values_of(decision: Decision) -> tuple[object, ...]:
    told = PublicReason.of(decision)
    return decision.level_id, decision.shared, decision.reason, told.th, told.en


@transaction.atomic
def decide_as_read(
    *,
    category: Category,
    seen: str,
    levels: Mapping[int, PrizeLevel | None],
    reasons: Mapping[int, str],
    public_reasons: Mapping[int, PublicReason] = NOTHING_TOLD,
    shared: Collection[int] = (),
    actor: User,
) -> dict[int, JudgingError]:
    """As ``decide_category``; where other decisions stand than ``seen`` is the print
    of, those that would be replaced are refused with what they say.
    """
    Edition.objects.select_for_update().get(pk=category.edition_id)
    standing = {one.entry_category_id: one for one in decisions_in(category)}
    if seen and seen != print_of_decisions(standing.values()):
        chosen = {
            pk: typed_prize(
                level,
                clean_text(reasons.get(pk, "")),
                pk in shared,
                public_reasons.get(pk, NOT_TOLD),
            )
            for pk, level in levels.items()
        }
        replaced: dict[int, JudgingError] = {
            pk: DecidedMeanwhileError(said=in_words(standing.get(pk)))
            for pk, prize in chosen.items()
            if differs(prize, standing.get(pk))
        }
        if replaced:
            return replaced
    return decide_category(
        category=category,
        levels=levels,
        reasons=reasons,
        public_reasons=public_reasons,
        shared=shared,
        actor=actor,
    )


def differs(prize: Prize, standing: Decision | None) -> bool:
    return not prize.is_what(standing) if standing else prize.level is not None


def in_words(decision: Decision | None) -> str:
    if decision is None:
        return _("no prize")
    prize = str(decision.level.name)
    if decision.shared:
        prize = _("%(prize)s (shared)") % {"prize": prize}
    told = PublicReason.of(decision)
    return " · ".join(filter(None, (prize, decision.reason, told.th, told.en)))
