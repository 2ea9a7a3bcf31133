"""What an edition and its rounds are called and how they are built, as it enters the
chain when winners are published: whoever tells it otherwise later contradicts a head
that was signed for that moment.
"""

from __future__ import annotations

from typing import Any

from awards.ledger.services import stamp
from awards.models import (
    Category,
    Criterion,
    Edition,
    PrizeLevel,
    Round,
    Winner,
    WinnerList,
)

ROUND = "round:"  # before its code: a round's facts are opened in its own bundle alone


def stated_values(winner_list: WinnerList) -> dict[str, Any]:
    """Of the act of publication, beside the lines themselves."""
    edition = winner_list.edition
    rounds = edition.rounds.filter(active=True)
    return {
        "setting": setting_of(edition),
        "corrections": corrections(winner_list),
        "lines_en": [english(one) for one in winner_list.winners.all()],
        **{f"{ROUND}{one.code}": round_facts(one) for one in rounds},
    }


def english(winner: Winner) -> list[str]:
    """Beside the line of the same place, which is Thai."""
    return [winner.title_en, winner.organisation_en]


def setting_of(edition: Edition) -> dict[str, Any]:
    names = both(edition, "name")
    return {
        "edition": {"code": edition.code, "year": edition.year, **names},
        "categories": [named(row) for row in edition.categories.all()],
        "criteria": [named(row) for row in edition.criteria.all()],
        "levels": [level_facts(row) for row in edition.prize_levels.all()],
    }


def named(row: Category | Criterion) -> dict[str, str]:
    return {"code": row.code, **both(row, "name")}


def level_facts(row: PrizeLevel) -> dict[str, object]:
    return {
        "code": row.code,
        "order": row.order,
        "size": row.per_category,
        **both(row, "name"),
    }


def both(thing: object, field: str) -> dict[str, str]:
    return {
        f"{field}_{language}": getattr(thing, f"{field}_{language}")
        for language in ("th", "en")
    }


def round_facts(round_: Round) -> dict[str, object]:
    scale = [
        float(value)
        for value in (round_.scale_min, round_.scale_max, round_.scale_step)
    ]
    window = {"opens_at": stamp(round_.opens_at), "closes_at": stamp(round_.closes_at)}
    return {
        "code": round_.code,
        **both(round_, "name"),
        "blind": round_.blind,
        "scale": scale,
        **window,
    }


def corrections(winner_list: WinnerList) -> list[dict[str, object]]:
    """Errata of every published version, oldest first."""
    lists = (
        WinnerList.objects.filter(edition=winner_list.edition)
        .exclude(published_at=None)
        .order_by("version")
    )
    return [
        {
            "version": row.version,
            "at": stamp(row.published_at) if row.published_at else None,
            **both(row, "erratum"),
        }
        for row in lists
        if row.erratum_th or row.erratum_en
    ]
