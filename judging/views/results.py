"""Organisers' live results of a round."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from awards.models import Edition, Round
from judging.services.results import compute_results, deciding_round
from judging.views.jury import organised_edition, round_of
from nominations.models import Entry

WIDTH = 240  # of the drawing of a rank interval, in pixels


@login_required
def results_show(request: HttpRequest, edition: str) -> HttpResponse:
    award = organised_edition(request, edition)
    round_ = round_of(award, request.GET.get("round")) if "round" in request.GET else deciding_round(award)
    tables = result_tables(award, round_) if round_ else []
    rounds = award.rounds.filter(active=True)
    context = {"edition": award, "round": round_, "rounds": rounds, "tables": tables, "tab": "results"}
    return render(request, "judging/results.html", context)


def result_tables(edition: Edition, round_: Round) -> list[dict[str, Any]]:
    """Per category its ranking, each row with its entry and the drawing of its rank interval."""
    documents = compute_results(edition, round_)["categories"]
    titles = (
        Entry.objects.filter(edition=edition, state="submitted")
        .select_related("organisation")
        .in_bulk(field_name="reference")
    )
    return [
        {
            "category": category,
            "document": documents[category.code],
            "rows": result_rows(documents[category.code], titles),
        }
        for category in edition.categories.select_related("smart")
    ]


def result_rows(document: dict[str, Any], entries: dict[str, Entry]) -> list[dict[str, Any]]:
    n = max((row["rank_high"] or row["rank"] for row in document["entries"]), default=1)
    return [{**row, "row": entries.get(row["entry"]), "bar": interval_bar(row, n)} for row in document["entries"]]


def interval_bar(row: dict[str, Any], ranks: int) -> dict[str, float] | None:
    """Where the rank and its interval lie on a line of ``WIDTH`` pixels from rank 1 to ``ranks``."""
    if row["rank_low"] is None:
        return None
    step = (WIDTH - 16) / max(1, ranks - 1)

    def at(rank: float) -> float:
        return round(8 + (rank - 1) * step, 1)

    low, high = at(row["rank_low"]), at(row["rank_high"])
    return {"x": low - 4, "width": high - low + 8, "mark": at(row["rank"])}
