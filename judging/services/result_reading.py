"""What pages show of a round: read from the stored run, never computed while somebody waits."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import F, Value
from django.db.models.functions import Coalesce, NullIf
from django.utils.translation import get_language

from awards.models import Category, Edition, Round
from judging.models import ResultRun, ResultTable
from judging.services.result_runs import stale_acts
from judging.services.results import compute_results, deciding_round
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


def lines_of(tables: Collection[ResultTable]) -> dict[int, list[dict[str, Any]]]:
    """Table id → its lines, in one statement: they are large, so a page reads those of the tables that it shows."""
    wanted = ResultTable.objects.filter(pk__in=[table.pk for table in tables])
    return dict(wanted.values_list("pk", "lines")) if tables else {}


def decided_by(category: Category) -> tuple[Round | None, list[dict[str, Any]]]:
    """The round whose order the decisions on a category follow, and its lines.

    They are the stored ones, or computed now where acts of the last seconds made those stale.
    """
    round_ = deciding_round(category.edition)
    if round_ is None:
        return None, []
    table = ResultTable.objects.filter(run__round=round_, category=category).select_related("run").first()
    if table and not stale_acts(table.run, category.edition.code):
        return round_, table.lines
    return round_, compute_results(category.edition, round_, category)["categories"][category.code]["entries"]


def judge_names(edition: Edition) -> Mapping[str, str]:
    """E-mail, under which judges stand in stored results, → name in the reader's language (else the e-mail)."""
    own = "name_en" if get_language() == "en" else "name_th"
    rows = edition.judges.values_list("user__email", f"user__{own}", "user__name_th", "user__name_en")
    return {email: first or thai or english or email for email, first, thai, english in rows}


def titles_of(edition: Edition, references: Collection[str] | None = None) -> Mapping[str, tuple[str, str]]:
    """Reference → title and organisation in the reader's language, in one statement."""
    first, second = ("en", "th") if get_language() == "en" else ("th", "en")

    def text(name: str) -> Any:
        return Coalesce(NullIf(F(f"{name}_{first}"), Value("")), F(f"{name}_{second}"))

    entries = Entry.objects.filter(edition=edition)
    entries = entries if references is None else entries.filter(reference__in=references)
    rows = entries.values_list("reference", text("title"), text("organisation__name"))
    return {reference: (title, organisation) for reference, title, organisation in rows}
