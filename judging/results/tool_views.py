"""What organisers do with a result: try what-ifs, ask for one more ballot, lock the
method, take the scores.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.http.response import StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from awards.language.form_errors import ErrorLine
from awards.language.thai import ascii_digits
from awards.models import Edition, Round
from awards.roles import Area
from judging.ballot_kinds import kind_of
from judging.loading import organised_edition, round_of
from judging.models import ResultTable
from judging.ranking import widest
from judging.ranking.shape import Document
from judging.results.close_calls import (
    close_calls_of,
    waiting_ballots,
)
from judging.results.method import (
    rules_of_round,
)
from judging.results.method_views import in_order
from judging.results.pages import judge_names, titles_of
from judging.results.rows import result_rows
from judging.results.score_export import score_lines
from judging.results.views import result_page
from judging.results.what_if import tried


@login_required
def result_try(request: HttpRequest, edition: str) -> HttpResponse:
    """The ranking of one category had a judge not judged, or had criteria weighed
    otherwise. Nothing is stored.
    """
    page = result_page(request, edition, "try", "judges")
    award: Edition = page["edition"]
    tables: list[ResultTable] = page["stored"].tables
    table = next((row for row in tables if row.judges), None)
    if table is None:
        return render(
            request,
            "judging/results/result_try.html",
            page | {"table": None, "categories": award.categories.all()},
        )
    names = {row.code: row.name for row in award.criteria.all()}
    usual = rules_of_round(page["round"])["weights"].get(table.category.code, {})
    weights, problems = typed_weights(request, in_order(usual, list(names)))
    context = page | {
        "table": table,
        "categories": award.categories.all(),
        "without": left_out_judges(request),
        "names": judge_names(award),
    }
    boxes = [
        WeightBox(f"weight-{code}", names.get(code, code), text, problems.get(code, ""))
        for code, text in weights.items()
    ]
    context["weights"] = boxes
    context["problems"] = [
        ErrorLine(box.anchor, box.name, box.problem) for box in boxes if box.problem
    ]
    if is_asked(request) and not problems:
        changed = tried(
            page["round"],
            table.category,
            left_out_judges(request),
            {code: Decimal(text) for code, text in weights.items()},
        )
        rows = drawn_beside(changed, table, award, page["round"])
        context |= {"rows": rows, "asked": True}
    return render(
        request,
        "judging/results/result_try.html",
        context,
        status=422 if problems else 200,
    )


@dataclass(frozen=True)
class WeightBox:
    """One criterion's box; ``anchor`` is its name in the form, too."""

    anchor: str
    name: str
    typed: str
    problem: str


def left_out_judges(request: HttpRequest) -> list[str]:
    return [name for name in request.GET.getlist("without") if name]


def is_asked(request: HttpRequest) -> bool:
    """Whether the form was sent, and not only opened."""
    return "without" in request.GET or any(
        key.startswith("weight-") for key in request.GET
    )


def typed_weights(
    request: HttpRequest, usual: dict[str, str]
) -> tuple[dict[str, str], dict[str, str]]:
    """Weights as typed, else as locked; and criterion → what is wrong with it."""
    weights, problems = {}, {}
    for code, percent in usual.items():
        weights[code] = (
            ascii_digits(request.GET.get(f"weight-{code}", percent)).strip() or "0"
        )
        try:
            value = Decimal(weights[code])
            sound = value.is_finite() and 0 <= value <= 1000
        except InvalidOperation:
            sound = False
        if not sound:
            problems[code] = _("Enter a weight from 0 to 1000.")
    if weights and not problems and not any(Decimal(text) for text in weights.values()):
        problems[next(iter(weights))] = _("Give at least one criterion a weight.")
    return weights, problems


def drawn_beside(
    document: Document, table: ResultTable, award: Edition, round_: Round
) -> SafeString:
    link = (
        reverse("judging:result-entry", args=[award.code, "REFERENCE"])
        + f"?round={round_.code}"
    )
    usual = dict(table.lines.values_list("entry", "figures__rank"))
    lines = [line.copy() for line in document["entries"]]
    for line in lines:
        if line["rank"] is not None:
            line["raw_rank"] = usual.get(line["entry"]) or line["rank"]
    other = _("rank in the result")
    return result_rows(lines, titles_of(award), link, widest(lines), other)


@login_required
def close_calls(request: HttpRequest, edition: str) -> HttpResponse:
    page = result_page(request, edition, "close")
    round_ = page["round"]
    page["extra_ballots"] = bool(round_) and kind_of(round_).has_scores
    if page["extra_ballots"]:
        sure = {one.category.code: one for one in page["certainties"]}
        waiting, rules = waiting_ballots(round_), rules_of_round(round_)
        tables = [
            table
            for table in page["stored"].tables
            if table.summary["counts"]["entries"]
        ]
        page["sections"] = [
            close_calls_of(table, sure[code], rules, waiting.get(code, Counter()))
            for table in tables
            for code in [table.category.code]
        ]
        named = {row.reference for section in page["sections"] for row in section.rows}
        page["titles"] = {
            name: title
            for name, (title, _body) in titles_of(page["edition"], named).items()
        }
    return render(request, "judging/results/result_close.html", page)


@login_required
def scores_export(request: HttpRequest, edition: str) -> StreamingHttpResponse:
    award = organised_edition(request, edition, Area.RESULTS)
    round_ = round_of(award, request.GET.get("round"))
    lines = score_lines(round_) if round_ else ()
    name = f"scores-{award.code}-{round_.code if round_ else 'none'}.csv"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return StreamingHttpResponse(
        lines, content_type="text/csv; charset=utf-8", headers=headers
    )
