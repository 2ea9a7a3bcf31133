"""Organisers' results of a round: the order, one entry, the judges, how firm it is.
Read from the stored run.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from awards.models import Edition, Round
from awards.roles import Area
from judging.ballots.carried_scores import carried_lines
from judging.loading import organised_edition, round_of
from judging.models import ResultTable
from judging.ranking import explain
from judging.ranking.shape import EntryLine
from judging.results.charts import Spread, whiskers
from judging.results.comments import comments_on, left_out
from judging.results.listing import Section, listing
from judging.results.pages import Stored, judge_names, stored_results, titles_of
from judging.results.rows import result_rows
from judging.results.sentences import panel_rows, sensitivity_rows, table_notes
from judging.results.services import deciding_round
from judging.results.stored import StoredJudge
from nominations.models import EntryCategory

VERDICTS = {"decided": True, "close": False}


def result_page(
    request: HttpRequest, edition: str, sub: str, *parts: str
) -> dict[str, Any]:
    """What every page of a result has: edition, round, the stored run with the parts asked for."""
    award = organised_edition(request, edition, Area.RESULTS)
    rounds = list(
        award.rounds.filter(active=True).select_related(
            "edition", "result_run", "method_lock"
        )
    )
    round_ = chosen_round(
        award, rounds, request.GET.get("round") or request.POST.get("round")
    )
    empty = Stored(None, [], False)
    stored = (
        stored_results(round_, *parts, category=request.GET.get("category", ""))
        if round_
        else empty
    )
    return {
        "edition": award,
        "round": round_,
        "rounds": rounds,
        "stored": stored,
        "tab": "results",
        "sub": sub,
    }


def chosen_round(award: Edition, rounds: list[Round], code: str | None) -> Round | None:
    """The round asked for (404 where there is none), else the one that decides; from
    what is read already if it can.
    """
    if code:
        return next((row for row in rounds if row.code == code), None) or round_of(
            award, code
        )
    judged = [
        row for row in rounds if hasattr(row, "result_run") and row.result_run.ballots
    ]
    return judged[-1] if judged else deciding_round(award)


@login_required
def results_show(request: HttpRequest, edition: str) -> HttpResponse:
    page = result_page(request, edition, "order", "summary")
    award, round_ = page["edition"], page["round"]
    asked, verdict = (
        " ".join(request.GET.get("q", "").casefold().split()),
        request.GET.get("verdict", ""),
    )
    titles = titles_of(award) if asked else {}
    keep = (
        (lambda line: fits(line, VERDICTS.get(verdict), asked, titles))
        if asked or verdict in VERDICTS
        else None
    )
    shown = listing(page["stored"].tables, page_number(request), keep)
    titles = titles or titles_of(
        award, {line["entry"] for section in shown.sections for line in section.lines}
    )
    link = reverse("judging:result-entry", args=[edition, "REFERENCE"]) + (
        f"?round={round_.code}" if round_ else ""
    )
    more = {
        "carried": carried_lines(round_),
        "sections": [drawn(section, titles, link) for section in shown.sections],
        "shown": shown,
        "address": address_without(request, "page"),
        "lock": getattr(round_, "method_lock", None),
        "categories": award.categories.all(),
        "chosen": request.GET.get("category", ""),
        "query": request.GET.get("q", ""),
        "verdict": verdict,
    }
    return render(request, "judging/results/results.html", page | more)


def page_number(request: HttpRequest) -> int:
    number = request.GET.get("page", "1")
    return (
        int(number)
        if number.isascii() and number.isdecimal() and len(number) < 7
        else 1
    )


def address_without(request: HttpRequest, name: str) -> str:
    query = request.GET.copy()
    query.pop(name, None)
    return query.urlencode()


def fits(
    line: EntryLine,
    wanted: bool | None,
    asked: str,
    titles: Mapping[str, tuple[str, str]],
) -> bool:
    if wanted is not None and line["decided"] is not wanted:
        return False
    return (
        not asked
        or asked in " ".join((line["entry"], *titles.get(line["entry"], ()))).casefold()
    )


def drawn(
    section: Section, titles: Mapping[str, tuple[str, str]], link: str
) -> dict[str, object]:
    table, counts = section.table, section.table.summary["counts"]
    return {
        "category": table.category,
        "rows": result_rows(section.lines, titles, link, counts["widest"]),
        "shown": len(section.lines),
        "open": counts["entries"] - counts.get("unscored", 0) - counts["decided"],
        "places": table.summary["method"]["places"],
        **counts,
        **table_notes(table.summary, language()),
    }


def language() -> explain.Language:
    return "en" if get_language() == "en" else "th"


@login_required
def result_entry(request: HttpRequest, edition: str, reference: str) -> HttpResponse:
    """One entry: what each judge gave, what was added or taken off, what counted, their
    comments; why its rank.
    """
    page = result_page(request, edition, "order", "summary", "lines", "steps")
    standings = EntryCategory.objects.filter(
        entry__edition=page["edition"], entry__reference=reference
    )
    standings = standings.exclude(entry__state="draft").select_related(
        "entry__organisation", "category"
    )
    if not standings:
        raise Http404
    names = judge_names(page["edition"])
    found = [
        told(table, line, page["round"], names)
        for table in page["stored"].tables
        for line in table.lines
        if line["entry"] == reference
    ]
    uncounted = left_out(page["round"], reference) if page["round"] else []
    page |= {"entry": standings[0].entry, "parts": found, "left_out": uncounted}
    return render(request, "judging/results/result_entry.html", page)


def told(
    table: ResultTable, line: EntryLine, round_: Round, names: Mapping[str, str]
) -> dict[str, object]:
    row = line.copy()
    row["steps"] = table.steps[line["entry"]]
    interval = table.summary["method"]["interval"]
    said = comments_on(round_, line["entry"], table.category)
    return {
        "category": table.category,
        "line": line,
        "sentences": explain.entry_sentences(row, language(), interval=interval),
        "steps": told_ballots(row, names, said),
        "ties": table_notes(table.summary, language(), only=line["entry"])["ties"],
    }


def told_ballots(
    row: EntryLine,
    names: Mapping[str, str],
    said: Mapping[str, list[tuple[str, str]]],
) -> list[dict[str, object]]:
    """Each ballot behind the score, then those that gave none (``step`` None) and say something."""
    steps = {step.judge: step for step in explain.printed_steps(row)}
    judges = [
        *steps,
        *(judge for judge, words in said.items() if words and judge not in steps),
    ]
    return [
        {
            "step": steps.get(judge),
            "name": names.get(judge, judge),
            "comments": said.get(judge, []),
        }
        for judge in judges
    ]


@login_required
def result_judges(request: HttpRequest, edition: str) -> HttpResponse:
    page = result_page(request, edition, "judges", "judges")
    names = judge_names(page["edition"])
    sections = [
        judge_section(table, names) for table in page["stored"].tables if table.judges
    ]
    return render(
        request, "judging/results/result_judges.html", page | {"sections": sections}
    )


def judge_section(table: ResultTable, names: Mapping[str, str]) -> dict[str, object]:
    judges: list[StoredJudge] = sorted(table.judges, key=lambda row: -row["severity"])
    named = [(row, names.get(row["judge"], row["judge"])) for row in judges]
    spreads = [Spread(name, row["severity"], row["severity_se"]) for row, name in named]
    title = _("How lenient the judges of %(category)s were") % {
        "category": table.category.name
    }
    words = _(
        "To the right: scored higher than colleagues on the same entries. The bar "
        "shows one standard error each way."
    )
    return {
        "category": table.category,
        "chart": whiskers(spreads, title, words),
        "rows": [
            {
                **row,
                "name": name,
                "sentences": explain.judge_sentences(row, language(), name=name),
            }
            for row, name in named
        ],
    }


@login_required
def result_firmness(request: HttpRequest, edition: str) -> HttpResponse:
    """Agreement, and what the result hangs on: judges, weights, methods."""
    page = result_page(request, edition, "firmness", "summary", "sensitivity", "panel")
    names = {row.code: str(row.name) for row in page["edition"].criteria.all()}
    names |= judge_names(page["edition"])
    sections = [
        {
            "category": table.category,
            "groups": table.summary["groups"],
            "agreement": [
                explain.agreement_sentence(one["agreement"]["icck"], language())
                for one in table.summary["groups"]
            ],
            "panel": panel_rows(table.panel, names, language()),
            "kinds": sensitivity_rows(table.sensitivity, names),
        }
        for table in page["stored"].tables
        if table.panel
    ]
    return render(
        request, "judging/results/result_firmness.html", page | {"sections": sections}
    )
