"""What is stored of a result, as the tests look at it and change it."""

from __future__ import annotations

from typing import Any

from awards.models import Round
from judging.models import RemarkKind, ResultTable


def stored_lines(round_: Round, code: str) -> list[Any]:
    return figures_of(round_.result_run.tables.get(category__code=code))


def figures_of(table: ResultTable) -> list[Any]:
    return list(table.lines.values_list("figures", flat=True))


def put_tie(table: ResultTable, tie: dict[str, Any]) -> None:
    """As the worker would store it."""
    named = table.lines.filter(entry__in=tie["entries"])
    places = list(named.values_list("place", flat=True))
    table.remarks.create(
        kind=RemarkKind.TIE, said=tie, first=min(places), last=max(places)
    )
