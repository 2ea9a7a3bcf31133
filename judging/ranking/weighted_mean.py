"""A ballot's total: the weighted mean of the criteria that were scored, weights of the
others shared out among them.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal


def weighted_mean(
    values: Mapping[str, Decimal | None], weights: Mapping[str, Decimal]
) -> Decimal | None:
    """Null where nothing that weighs was scored. Without weights all criteria weigh alike."""
    scored = {code: value for code, value in values.items() if value is not None}
    load = {
        code: weights.get(code, Decimal(0)) if weights else Decimal(1)
        for code in scored
    }
    total = sum(load.values(), Decimal(0))
    if not total:
        return None
    return (
        sum((value * load[code] for code, value in scored.items()), Decimal(0)) / total
    )
