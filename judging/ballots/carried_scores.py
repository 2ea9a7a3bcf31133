"""How a share carried over enters the ranking: as one more criterion, ``carried``, that
every ballot on an entry has.

Its weight is the share; the weights of the round's own criteria fill the rest. So the
ranking, the locked rules, the chain and the bundle all say it in so many words. An
entry that brings nothing along is judged by this round alone.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from decimal import Decimal
from typing import TypedDict

from awards.models import Round
from awards.speed.prepared_query import Prepared
from judging.models import Carried, RoundRules

CARRIED = "carried"
# the code of the earlier round, and per cent as text
CarriedRules = TypedDict("CarriedRules", {"from": str, "percent": str})


def carried_rules(round_: Round) -> CarriedRules | None:
    """None where nothing is carried over."""
    rules = carrying.first(round_.pk)
    if rules is None or rules.carried_from is None or not round_.carried.exists():
        return None
    return {
        "from": rules.carried_from.code,
        "percent": f"{rules.carried_percent.normalize():f}",
    }


def with_carried(
    weights: Mapping[str, Mapping[str, str]],
    codes: Iterable[str],
    criteria: Collection[str],
    percent: str,
) -> dict[str, dict[str, str]]:
    """Category code → criterion code → per cent, with the share in it; where nothing is
    weighed all weigh alike.
    """
    share, made = Decimal(percent), {}
    for code in codes:
        own = {
            name: Decimal(text) for name, text in weights.get(code, {}).items()
        } or dict.fromkeys(criteria, Decimal(1))
        whole = sum(own.values()) or Decimal(1)
        scaled = {name: (100 - share) * weight / whole for name, weight in own.items()}
        texts = {
            name: f"{round(weight, 6).normalize():f}" for name, weight in scaled.items()
        }
        made[code] = {**texts, CARRIED: f"{share.normalize():f}"}
    return made


def carried_scores(round_: Round) -> dict[tuple[str, str], Decimal]:
    """(category code, entry's reference) → what it brings along."""
    rows = Carried.objects.filter(round=round_)
    keys = ("entry_category__category__code", "entry_category__entry__reference")
    return {
        (code, reference): value
        for code, reference, value in rows.values_list(*keys, "value")
    }


carrying: Prepared[RoundRules] = Prepared(
    lambda round_: RoundRules.objects.filter(
        round=round_, carried_percent__gt=0
    ).select_related("carried_from")
)


def carried_lines(round_: Round | None) -> dict[str, object] | None:
    """For the page of results: the share in words, and each entry's carried score
    before and on this scale.
    """
    if round_ is None:
        return None
    rules = (
        RoundRules.objects.filter(round=round_, carried_percent__gt=0)
        .select_related("carried_from")
        .first()
    )
    if rules is None or rules.carried_from is None:
        return None
    rows = Carried.objects.filter(round=round_).select_related(
        "entry_category__entry", "entry_category__category"
    )
    return {
        "percent": rules.carried_percent,
        "rest": 100 - rules.carried_percent,
        "from": rules.carried_from,
        "rows": rows,
    }
