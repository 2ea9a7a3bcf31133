"""What is judged, how much it weighs, in which rounds, and which prizes there are."""

from __future__ import annotations

from decimal import Decimal
from typing import TypeVar

from django.db import models, transaction
from django.db.models import ProtectedError
from django.forms.models import model_to_dict
from django.utils.translation import gettext_lazy as _

from awards import acts
from awards.accounts.models import User
from awards.editions.services import weight_values
from awards.editions.standard import HUNDRED
from awards.ledger.acts import Act
from awards.ledger.services import append
from awards.models import Category, Criterion, PrizeLevel, Round, Weight
from awards.refusals import Refused, WrongState, WrongSum, WrongTimes

Rule = TypeVar("Rule", Category, Criterion, Round, PrizeLevel)
ADDED: dict[type[models.Model], Act] = {
    Category: acts.CATEGORY_ADDED,
    Criterion: acts.CRITERION_ADDED,
    Round: acts.ROUND_ADDED,
    PrizeLevel: acts.PRIZE_LEVEL_ADDED,
}
CHANGED: dict[type[models.Model], Act] = {
    Category: acts.CATEGORY_CHANGED,
    Criterion: acts.CRITERION_CHANGED,
    Round: acts.ROUND_CHANGED,
    PrizeLevel: acts.PRIZE_LEVEL_CHANGED,
}
REMOVED: dict[type[models.Model], Act] = {
    Category: acts.CATEGORY_REMOVED,
    Criterion: acts.CRITERION_REMOVED,
    PrizeLevel: acts.PRIZE_LEVEL_REMOVED,
}


def plain(value: object) -> object:
    """As JSON takes it: decimals without trailing zeros, moments in ISO 8601."""
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    return value.isoformat() if hasattr(value, "isoformat") else value


def rule_values(rule: models.Model) -> dict[str, object]:
    """All fields of a row but its number and its edition, as the ledger keeps them."""
    values = model_to_dict(rule, exclude=["id", "edition"])
    return {name: plain(value) for name, value in values.items()}


def save_rule(rule: Rule, actor: User, reason: str) -> Rule:
    """Save a new or changed rule of an edition, with one row in its chain. Raises
    Refused when another one has the code.
    """
    kind = type(rule).__name__.lower()
    act = CHANGED[type(rule)] if rule.pk else ADDED[type(rule)]
    twins = (
        type(rule)
        ._default_manager.filter(edition=rule.edition, code=rule.code)
        .exclude(pk=rule.pk)
    )
    if twins.exists():
        raise Refused(
            _("This code is already used in this edition. Choose another one."), "code"
        )
    rule.save()
    values = {"code": rule.code, "rule": rule_values(rule), "reason": reason}
    append(rule.edition.code, act, actor, values, subject=f"{kind}:{rule.code}")
    return rule


@transaction.atomic
def save_category(*, category: Category, actor: User, reason: str = "") -> Category:
    """As ``save_rule``."""
    return save_rule(category, actor, reason)


@transaction.atomic
def save_criterion(*, criterion: Criterion, actor: User, reason: str = "") -> Criterion:
    """As ``save_rule``."""
    return save_rule(criterion, actor, reason)


@transaction.atomic
def save_prize_level(*, level: PrizeLevel, actor: User, reason: str = "") -> PrizeLevel:
    """As ``save_rule``."""
    return save_rule(level, actor, reason)


@transaction.atomic
def save_round(*, round_: Round, actor: User, reason: str = "") -> Round:
    """Raises ``WrongTimes`` when it would close before it opens, ``Refused`` when its
    scale has no room.
    """
    if round_.closes_at <= round_.opens_at:
        raise WrongTimes(_("The round must close after it opens."), "closes_at")
    if round_.scale_max <= round_.scale_min:
        raise Refused(_("The highest score must be above the lowest."), "scale_max")
    return save_rule(round_, actor, reason)


def remove_rule(rule: Category | Criterion | PrizeLevel, actor: User) -> None:
    """Raises WrongState where entries, scores or decisions use it."""
    kind, edition, code = type(rule).__name__.lower(), rule.edition, rule.code
    try:
        with transaction.atomic():
            rule.delete()
    except ProtectedError as error:
        raise WrongState(
            _("This cannot be removed: entries, scores or decisions use it.")
        ) from error
    append(
        edition.code,
        REMOVED[type(rule)],
        actor,
        {"code": code},
        subject=f"{kind}:{code}",
    )


@transaction.atomic
def remove_category(*, category: Category, actor: User) -> None:
    """Raises ``WrongState`` when entries stand in it."""
    remove_rule(category, actor)


@transaction.atomic
def remove_criterion(*, criterion: Criterion, actor: User) -> None:
    """Raises ``WrongState`` when it was scored, or still weighs something: take its
    weight away first.
    """
    if criterion.weights.filter(percent__gt=0).exists():
        raise WrongState(
            _(
                "This criterion still has a weight. First set its weight to 0 in "
                "every category and round."
            )
        )
    remove_rule(criterion, actor)


@transaction.atomic
def remove_prize_level(*, level: PrizeLevel, actor: User) -> None:
    """As ``remove_rule``."""
    remove_rule(level, actor)


@transaction.atomic
def set_weights(
    *,
    round_: Round,
    category: Category,
    percents: dict[str, Decimal],
    actor: User,
    reason: str = "",
) -> None:
    """Set how much each criterion counts in one category and round: percent by
    criterion code, a sum of exactly 100.

    Criteria not named weigh nothing. Raises ``WrongSum``; ``Refused`` for an unknown
    criterion or a negative weight.
    """
    criteria = {
        criterion.code: criterion
        for criterion in Criterion.objects.filter(edition=round_.edition)
    }
    check_percents(percents, set(criteria))
    Round.objects.select_for_update().get(pk=round_.pk)
    Weight.objects.filter(round=round_, category=category).delete()
    Weight.objects.bulk_create(
        Weight(
            round=round_, category=category, criterion=criteria[code], percent=percent
        )
        for code, percent in percents.items()
    )
    values = {"round": round_.code, "category": category.code, "reason": reason}
    weights = weight_values(round_).get(category.code, {})
    append(
        round_.edition.code,
        acts.WEIGHTS_SET,
        actor,
        {**values, "weights": weights},
        subject=f"round:{round_.code}",
    )


def check_percents(percents: dict[str, Decimal], known: set[str]) -> None:
    """By code of the criterion. Raises Refused for a code that is not ``known`` and for
    a negative weight, WrongSum when they do not add up to 100.
    """
    unknown = sorted(set(percents) - known)
    if unknown:
        raise Refused(_("Unknown criterion: %(codes)s") % {"codes": ", ".join(unknown)})
    if any(percent < 0 for percent in percents.values()):
        raise Refused(_("Enter a weight of 0 or more."))
    total = sum(percents.values(), Decimal(0))
    if total != HUNDRED:
        raise WrongSum(
            _("The weights add up to %(total)s, not 100.")
            % {"total": f"{total.normalize():f}"}
        )
