"""Which values of the chain the law may have erased, and the act that says so.

A value may go only where its name stands in PERSONAL: addresses, and words that
somebody typed. All that a result rests on (scores, sheets, rounds, versions, orders,
lines) names nobody and is never erased. Whoever writes an act puts what may name a
person under one of these names, apart from the rest, so that it can go alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

PERSONAL = frozenset({
    "because", "email", "note", "owner", "public_reason_en", "public_reason_th", "reason", "reason_en", "reason_th",
    "reply", "text",
})  # fmt: skip
# the value of an erasure that names what it took: [{"number": row, "names": [name,
# ...]}, ...]
NAMED = "rows"

Place = tuple[int, str]  # the number of a row, the name of one of its values


def named(erasure: Mapping[str, Any]) -> set[Place]:
    """What an erasure's values say it took. Whatever else may stand there names nothing."""
    return {
        (row["number"], name)
        for row in erasure.get(NAMED) or ()
        for name in row["names"]
    }


def as_value(places: Iterable[Place]) -> list[dict[str, object]]:
    """The other way round, in one spelling."""
    names: dict[int, list[str]] = {}
    for number, name in sorted(places):
        names.setdefault(number, []).append(name)
    return [{"number": number, "names": found} for number, found in names.items()]
