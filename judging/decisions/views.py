"""The decision room: prize levels beside the ranking, and the list on its way to the public."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override
from django.views.decorators.http import require_POST

from awards.accounts.asking import SignedIn
from awards.language.seen_form import SEEN
from awards.models import Category, Edition, PrizeLevel
from awards.refusals import Refused
from awards.roles import Area
from awards.winners.lines import WinnerLine
from judging.decisions.forms import OverallForm, PrepareForm
from judging.decisions.left_behind import left_behind
from judging.decisions.meanwhile import (
    decide_as_read,
    decisions_in,
    print_of_decisions,
)
from judging.decisions.overall import give_overall, take_overall
from judging.decisions.pages import decision_rows, typed_wording
from judging.decisions.proposals import apply_proposals, propose_prizes
from judging.decisions.services import prepare_list, winner_lines
from judging.decisions.waiting import still_judged, without_prizes
from judging.decisions.ways import category_ways
from judging.loading import organised_edition
from judging.models import Decision, OverallDecision
from judging.one_category import Shown
from judging.refusals import JudgingError
from judging.results.pages import decided_by
from nominations.eligibility.unchecked import unchecked_in
from nominations.models import Entry, EntryCategory, in_running
from nominations.statuses import OUT


@login_required
def decision_list(request: HttpRequest, edition: str) -> HttpResponse:
    award = organised_edition(request, edition, Area.RESULTS)
    given: dict[int, list[Any]] = {}
    rows = Decision.objects.filter(
        entry_category__entry__edition=award, entry_category__entry__state="submitted"
    )
    for row in rows.select_related("level", "entry_category__entry").order_by(
        "level__order", "pk"
    ):
        given.setdefault(row.entry_category.category_id, []).append(row)
    categories = [
        (category, given.get(category.pk, []))
        for category in award.categories.select_related("smart")
    ]
    open_ones = set(without_prizes(award).values_list("pk", flat=True))
    waiting = [category for category, _found in categories if category.pk in open_ones]
    judged = still_judged(award)
    with_prizes = sum(bool(found) for _category, found in categories)
    overall = OverallDecision.objects.filter(entry__edition=award).select_related(
        "level", "entry"
    )
    context = {
        "edition": award,
        "categories": categories,
        "waiting": waiting,
        "with_prizes": with_prizes,
        "asked": with_prizes + len(waiting),
        "is_ready": with_prizes and not waiting and judged is None,
        "judged": judged,
        "overall": overall,
        "tab": "decisions",
    }
    context["has_overall"] = award.prize_levels.across_categories().exists()
    return render(request, "judging/decisions/decisions.html", context)


@login_required
def decision_edit(request: SignedIn, edition: str, category: str) -> HttpResponse:
    award = organised_edition(request, edition, Area.RESULTS)
    place = get_object_or_404(
        Category.objects.select_related("edition", "smart"),
        edition=award,
        code=category,
    )
    refused: Mapping[int, JudgingError] = {}
    levels = {str(level.pk): level for level in award.prize_levels.ladder()}
    if request.method == "POST":
        refused = decide_as_typed(request, place, levels)
        if not refused:
            messages.success(request, _("Decisions saved. They are not public."))
            return redirect("judging:decision-list", award.code)
    seen = print_of_decisions(decisions_in(place))
    round_, lines = decided_by(place)
    rows = decision_rows(place, lines, request.POST, refused)
    context = {
        "edition": award,
        "category": place,
        "choice": Shown(place.code, category_ways(award, place)),
        "round": round_,
        "rows": rows,
        "seen": seen,
        "levels": levels.values(),
        "problems": [line for row in rows for line in row.error_lines],
        "tab": "decisions",
    }
    return render(
        request,
        "judging/decisions/decision.html",
        context,
        status=422 if refused else 200,
    )


def decide_as_typed(
    request: SignedIn, category: Category, levels: Mapping[str, PrizeLevel]
) -> dict[int, JudgingError]:
    """``levels``: by what stands for them in the form. Gives the refusals."""
    typed = request.POST
    running = EntryCategory.objects.filter(in_running("entry__"), category=category)
    standings = list(running.values_list("pk", flat=True))
    return decide_as_read(
        category=category,
        seen=typed.get(SEEN, ""),
        levels={pk: levels.get(typed.get(f"level-{pk}", "")) for pk in standings},
        reasons={pk: typed.get(f"reason-{pk}", "") for pk in standings},
        public_reasons={pk: typed_wording(typed, pk) for pk in standings},
        shared={pk for pk in standings if typed.get(f"shared-{pk}")},
        actor=request.user,
    )


@login_required
def prizes_propose(request: SignedIn, edition: str) -> HttpResponse:
    """What the edition's rule would give, beside what is decided; taken over for the
    categories that are ticked.
    """
    award = organised_edition(request, edition, Area.RESULTS)
    if request.method == "POST":
        seen = {
            code: request.POST.get(f"seen-{code}", "")
            for code in request.POST.getlist("category")
        }
        try:
            count = apply_proposals(edition=award, seen=seen, actor=request.user)
        except JudgingError as error:
            messages.error(request, str(error))
        else:
            said = ngettext(
                "%(n)d category is decided as proposed.",
                "%(n)d categories are decided as proposed.",
                count,
            )
            messages.success(request, said % {"n": count})
            return redirect("judging:decision-list", award.code)
    levels = list(award.prize_levels.ladder())
    proposals = propose_prizes(award, levels)
    context = {
        "edition": award,
        "proposals": proposals,
        "judged": still_judged(award),
        "levels": levels,
        "tab": "decisions",
    }
    context["any_change"] = any(one.changes for one in proposals)
    return render(request, "judging/decisions/propose.html", context)


@login_required
def overall_edit(request: SignedIn, edition: str) -> HttpResponse:
    """Prizes across categories: what is given, and a form that gives one."""
    award = organised_edition(request, edition, Area.RESULTS)
    form = OverallForm(
        request.POST if request.method == "POST" else None, edition=award
    )
    if request.method == "POST" and form.is_valid():
        try:
            given = give_overall(actor=request.user, **form.prize())
        except JudgingError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, _("Decisions saved. They are not public."))
            say_left_behind(request, given.entry)
            return redirect("judging:overall-edit", award.code)
    rows = OverallDecision.objects.filter(entry__edition=award).select_related(
        "level", "entry__organisation"
    )
    context = {"edition": award, "form": form, "given": rows, "tab": "decisions"}
    context["levels"] = award.prize_levels.across_categories()
    return render(
        request,
        "judging/decisions/overall.html",
        context,
        status=422 if form.errors else 200,
    )


def say_left_behind(request: HttpRequest, entry: Entry) -> None:
    """A prize across categories always has a reason; here it is said what it passes over."""
    places = list(entry.standings.values_list("pk", flat=True))
    behind = left_behind(entry.edition, places)
    if len(behind.places) == len(places) > 0:
        said = {"entry": entry.reference, "round": behind.round}
        messages.warning(request, _("%(entry)s did not move on to: %(round)s.") % said)


@require_POST
@login_required
def overall_take(request: SignedIn, edition: str, decision: int) -> HttpResponse:
    award = organised_edition(request, edition, Area.RESULTS)
    given = get_object_or_404(
        OverallDecision.objects.select_related("entry__edition", "level"), pk=decision
    )
    if given.entry.edition_id != award.pk:
        raise Http404
    take_overall(decision=given, actor=request.user)
    messages.success(request, _("Prize withdrawn."))
    return redirect("judging:overall-edit", award.code)


@login_required
def list_preview(request: SignedIn, edition: str) -> HttpResponse:
    """What the decisions would publish, in both languages side by side, before anything
    is frozen.
    """
    award = organised_edition(request, edition, Area.RESULTS)
    if request.method == "POST":
        return list_prepare(request, award)
    return list_page(request, award, PrepareForm())


def list_page(request: SignedIn, award: Edition, form: PrepareForm) -> HttpResponse:
    lines = winner_lines(award)
    previews = [
        {"language": language, "lines": [line_in(line, language) for line in lines]}
        for language in ("th", "en")
    ]
    out = Decision.objects.filter(
        entry_category__entry__edition=award, entry_category__entry__eligibility__in=OUT
    )
    context = {
        "edition": award,
        "previews": previews,
        "prepare": form,
        "tab": "decisions",
        "left_out": out.values_list("entry_category__entry__reference", flat=True),
        "unchecked": unchecked_in(award.pk),
        "amends": award.winner_lists.exclude(published_at=None).exists(),
    }
    status = 422 if form.errors else 200
    return render(request, "judging/decisions/list.html", context, status=status)


def list_prepare(request: SignedIn, award: Edition) -> HttpResponse:
    """What cannot be prepared is said above what was typed, which stands there still."""
    form = PrepareForm(request.POST)
    if not form.is_valid():
        return list_page(request, award, form)
    try:
        frozen = prepare_list(edition=award, actor=request.user, **form.cleaned_data)
    except Refused as error:
        form.add_error(None, str(error))
        return list_page(request, award, form)
    messages.success(
        request,
        _("The list is ready. Read it in both languages before you publish it."),
    )
    return redirect("judging:list-show", award.code, frozen.version)


def line_in(line: WinnerLine, language: str) -> dict[str, str]:
    other = "en" if language == "th" else "th"
    names = ("category", "level", "title", "organisation", "province")
    texts = {
        name: getattr(line, f"{name}_{language}") or getattr(line, f"{name}_{other}")
        for name in names
    }
    if line.shared:
        with override(language):
            texts["level"] = _("%(prize)s (shared)") % {"prize": texts["level"]}
    missing = [
        name
        for name in ("title", "organisation")
        if not getattr(line, f"{name}_{language}")
    ]
    return {
        **texts,
        "reference": line.reference,
        "smart": line.smart_code,
        "missing": "1" if missing else "",
    }
