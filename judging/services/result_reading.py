"""What pages show of a round: read from the stored run, never computed while somebody waits."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import F, Value
from django.db.models.functions import Coalesce, NullIf
from django.utils.translation import get_language

from awards.models import Edition, Round
from judging.models import ResultRun, ResultTable
from judging.services.result_runs import stale_acts
from nominations.models import Entry


@dataclass(frozen=True)
class Stored:
    """A run with its tables in order of the categories; without a run there are no tables."""

    run: ResultRun | None
    tables: list[ResultTable]
    stale: bool


def stored_results(round_: Round, *parts: str, category: str = "") -> Stored:
    """``parts``: the columns of ResultTable that are wanted; the others are not read."""
    run: ResultRun | None = getattr(round_, "result_run", None)
    if run is None:
        return Stored(None, [], True)
    tables = ResultTable.objects.filter(run=run).select_related("category__smart").only(
        "run", *(f"category__{name}" for name in ("code", "order", "name_th", "name_en", "edition")),
        "category__smart__code", *parts,
    )  # fmt: skip
    if category:
        tables = tables.filter(category__code=category)
    ordered = sorted(tables, key=lambda table: (table.category.order, table.category.code))
    return Stored(run, ordered, stale_acts(run, round_.edition.code))


def titles_of(edition: Edition) -> Mapping[str, tuple[str, str]]:
    """Reference → title and organisation in the reader's language, in one statement."""
    first, second = ("en", "th") if get_language() == "en" else ("th", "en")

    def text(name: str) -> Any:
        return Coalesce(NullIf(F(f"{name}_{first}"), Value("")), F(f"{name}_{second}"))

    rows = Entry.objects.filter(edition=edition).values_list("reference", text("title"), text("organisation__name"))
    return {reference: (title, organisation) for reference, title, organisation in rows}
