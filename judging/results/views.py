"""Organisers' results of a round: the order, one entry, the judges, how firm it is.
Read from the stored run.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from awards.language.numbers import page_number
from awards.models import Edition, Round
from awards.roles import Area
from awards.speed.prepared_query import Prepared
from judging.ballots.carried_scores import carried_lines
from judging.loading import organised_edition, round_after, round_of
from judging.models import ResultLine, ResultTable
from judging.one_category import shown_of
from judging.ranking import explain, ranked_rows
from judging.ranking.rules import SCORES
from judging.ranking.shape import EntryLine
from judging.results.answered import (
    answered_row,
    screening_headline,
    shares_picture,
)
from judging.results.certainty import (
    Certainty,
    certainties,
    everybody_wins,
    first_to_look_at,
)
from judging.results.charts import (
    Spread,
    changes_picture,
    places_picture,
    severity_picture,
)
from judging.results.comments import comments_on, left_out
from judging.results.lines import Filter, Part, lines_of_entry, ties_of
from judging.results.listing import Section, listing
from judging.results.overview import headline, overview_of
from judging.results.pages import (
    Stored,
    entries_named,
    judge_names,
    read_parts,
    results_in_brief,
    titles_of,
)
from judging.results.rows import result_rows
from judging.results.sentences import (
    deciding_sentences,
    hint_sentences,
    panel_rows,
    sensitivity_rows,
    told_notes,
    told_ties,
)
from judging.results.services import deciding_round
from judging.results.stored import StoredJudge
from nominations.models import EntryCategory

rounds_with_results: Prepared[Round] = Prepared(
    lambda edition: Round.objects.filter(edition=edition, active=True).select_related(
        "result_run", "method_lock", "rules"
    )
)
VERDICTS = {"decided": True, "close": False}


def result_page(
    request: HttpRequest, edition: str, sub: str, *parts: str, every: bool = False
) -> dict[str, Any]:
    """What every page of a result has: edition, round, how sure each category is, and
    the stored run with the tables of the category shown, of them the parts asked for.
    """
    award = organised_edition(request, edition, Area.RESULTS)
    rounds = rounds_with_results(award.pk)
    for row in rounds:
        row.edition = award
    round_ = chosen_round(
        award, rounds, request.GET.get("round") or request.POST.get("round")
    )
    stored = results_in_brief(round_) if round_ else Stored(None, [], False)
    following = round_after(round_, rounds) if round_ else None
    found = (
        certainties(round_, stored.tables, leads_on=following is not None)
        if round_
        else []
    )
    choice = shown_of(
        request.GET,
        [(one.category, one.said) for one in found],
        first_to_look_at(found),
    )
    tables = [row for row in stored.tables if every or choice.shows(row.category)]
    tables = read_parts(tables, *parts)
    return {
        "edition": award,
        "round": round_,
        "rounds": rounds,
        "following": following,
        "chance_words": _("Chance of being among the best")
        if following
        else _("Chance of winning"),
        "stored": replace(stored, tables=tables),
        "certainties": found,
        "choice": choice,
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
    page = result_page(request, edition, "order")
    award, round_ = page["edition"], page["round"]
    verdict = request.GET.get("verdict", "")
    wanted = wanted_lines(award, request.GET.get("q", ""), verdict)
    shown = listing(page["stored"].tables, page_number(request.GET.get("page")), wanted)
    lines = [line for section in shown.sections for line in section.part.lines]
    titles = titles_of(award, {line["entry"] for line in lines})
    link = reverse("judging:result-entry", args=[edition, "REFERENCE"]) + (
        f"?round={round_.code}" if round_ else ""
    )
    sure = {one.category.code: one for one in page["certainties"]}
    more = {
        "carried": carried_lines(round_),
        "sections": [
            drawn(section, titles, link, sure[section.table.category.code])
            for section in shown.sections
        ],
        "shown": shown,
        "pictured": wanted is None and shown.page == 1 and not page["choice"].all,
        "address": address_of_pages(request, page["choice"].code),
        "lock": getattr(round_, "method_lock", None),
        "query": request.GET.get("q", ""),
        "verdict": verdict,
    }
    run = page["stored"].run
    if page["certainties"]:
        more["overview"] = overview_of(
            award, round_, run, page["certainties"], page["following"]
        )
    return render(request, "judging/results/results.html", page | more)


def address_of_pages(request: HttpRequest, category: str) -> str:
    """What is shown now, where the address names no category, too."""
    query = request.GET.copy()
    query.pop("page", None)
    query["category"] = category
    return query.urlencode()


def wanted_lines(award: Edition, typed: str, verdict: str) -> Filter | None:
    """None: all of them."""
    words = " ".join(typed.split())
    if not words and verdict not in VERDICTS:
        return None
    return Filter(VERDICTS.get(verdict), entries_named(award, words) if words else None)


def drawn(
    section: Section,
    titles: Mapping[str, tuple[str, str]],
    link: str,
    certainty: Certainty,
) -> dict[str, object]:
    table, counts, lines = (
        section.table,
        section.table.summary["counts"],
        section.part.lines,
    )
    ranked = ranked_rows(lines)
    if table.summary["method"]["name"] != SCORES:
        return answered(section, titles, link, certainty)
    every = certainty.everybody_wins
    places = None if every else certainty.places
    picture = places_picture(ranked, titles, link, places)
    widest = counts["widest"]
    return {
        "template": "judging/results/_section.html",
        "category": table.category,
        "certainty": certainty,
        "headline": headline(certainty, ranked),
        "picture": picture if ranked else None,
        "rows": result_rows(lines, titles, link, widest, everybody_wins=every),
        "shown": len(lines),
        **told_remarks(section.part),
    }


def told_remarks(part: Part) -> dict[str, list[str]]:
    return {
        "ties": told_ties(part.ties, language()),
        "notes": told_notes(part.notes, language()),
    }


def answered(
    section: Section,
    titles: Mapping[str, tuple[str, str]],
    link: str,
    certainty: Certainty,
) -> dict[str, object]:
    """A category whose ballots hold answers instead of scores."""
    table, ranked = section.table, ranked_rows(section.part.lines)
    method = table.summary["method"]
    known = certainty.screened
    limit = method.get("pass_share")
    return {
        "template": "judging/results/_answered.html",
        "category": table.category,
        "certainty": certainty,
        "screening": known is not None,
        "headline": screening_headline(known) if known else headline(certainty, ranked),
        "method": explain.method_sentence(
            method["version"], language(), method["name"]
        ),
        "picture": shares_picture(ranked, titles, link, limit) if ranked else None,
        "rows": [answered_row(line, titles, link) for line in ranked],
        "passing": known.passing if known else 0,
        **told_remarks(section.part),
    }


def language() -> explain.Language:
    return "en" if get_language() == "en" else "th"


@login_required
def result_entry(request: HttpRequest, edition: str, reference: str) -> HttpResponse:
    """One entry: what each judge gave, what was added or taken off, what counted, their
    comments; why its rank.
    """
    page = result_page(request, edition, "order", every=True)
    standings = EntryCategory.objects.filter(
        entry__edition=page["edition"], entry__reference=reference
    )
    standings = standings.exclude(entry__state="draft").select_related(
        "entry__organisation", "category"
    )
    if not standings:
        raise Http404
    names = judge_names(page["edition"])
    run = page["stored"].run
    found = [
        told(line, page["round"], names) for line in lines_of_entry(run, reference)
    ]
    uncounted = left_out(page["round"], reference) if page["round"] else []
    page |= {"entry": standings[0].entry, "parts": found, "left_out": uncounted}
    return render(request, "judging/results/result_entry.html", page)


def told(
    line: ResultLine, round_: Round, names: Mapping[str, str]
) -> dict[str, object]:
    row: EntryLine = line.figures | {"steps": line.steps}
    table = line.table
    interval = table.summary["method"]["interval"]
    said = comments_on(round_, line.entry, table.category)
    return {
        "category": table.category,
        "line": line.figures,
        "sentences": explain.entry_sentences(
            row,
            language(),
            interval=interval,
            every_wins=everybody_wins(table.summary),
        ),
        "weighed": explain.weighs(table.summary["method"]["version"]),
        "steps": told_ballots(row, names, said),
        "ties": told_ties(ties_of(line), language()),
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
    return {
        "category": table.category,
        "picture": severity_picture(spreads),
        "weighed": all("weight" in row for row in judges),
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
    page = result_page(request, edition, "firmness", "sensitivity", "panel")
    criteria = {row.code: str(row.name) for row in page["edition"].criteria.all()}
    names = criteria | dict(judge_names(page["edition"]))
    sections = [
        firmness_section(table, names, list(criteria))
        for table in page["stored"].tables
        if table.panel
    ]
    return render(
        request, "judging/results/result_firmness.html", page | {"sections": sections}
    )


def firmness_section(
    table: ResultTable, names: Mapping[str, str], criteria: Sequence[str]
) -> dict[str, object]:
    """``criteria``: codes in the order of the rubric."""
    groups = table.summary["groups"]
    kinds = sensitivity_rows(table.sensitivity, names)
    return {
        "category": table.category,
        "groups": groups,
        "everybody_wins": everybody_wins(table.summary),
        "agreement": [
            explain.agreement_sentence(one["agreement"]["icck"], language())
            for one in groups
        ],
        "panel": panel_rows(table.panel, names, language(), criteria),
        "kinds": kinds,
        "learns": explain.weighs(table.summary["method"]["version"]),
        "deciding": deciding_sentences(table.sensitivity, names),
        "hints": hint_sentences(table.sensitivity, names),
        "tried": sum(kind.tried for kind in kinds),
        "changed": sum(len(kind.changed) for kind in kinds),
        "picture": changes_picture(kinds),
    }
