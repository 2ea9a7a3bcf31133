"""A result as it would be under other circumstances. Nothing of it is stored, none of
it is the result.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from decimal import Decimal

from awards.models import Category, Round
from judging.ranking import what_if
from judging.ranking.shape import Document
from judging.results.pseudonyms import renamed
from judging.results.services import counted_ballots


def tried(
    round_: Round,
    category: Category,
    without: Collection[str],
    weights: Mapping[str, Decimal],
) -> Document:
    """The ranking document of one category. ``without``: judges' e-mails. ``weights``:
    none means all alike.
    """
    counted = counted_ballots(round_, category)
    out = [name for name, email in counted.names.judges.items() if email in without]
    others = {
        code: weights_there
        for code, weights_there in counted.rules.category_weights.items()
        if code != category.code
    }
    document = what_if(
        counted.all_ballots,
        replace(counted.rules_for_all, category_weights=others),
        without_judges=out,
        weights=weights or None,
        category=category.code,
    )
    return renamed(document, counted.names.entries, counted.names.judges)
