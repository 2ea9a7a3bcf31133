"""The chair's vote on ties: entered by the chair on the judges' desk, or by an
organiser beside the result.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from awards.accounts.asking import SignedIn
from awards.language.thai import ascii_digits
from awards.models import Edition, Round
from judging.blindness import names_hidden
from judging.dossiers import Named, named_entries
from judging.models import Judge
from judging.permissions import judge_login_required
from judging.refusals import JudgingError
from judging.results.chair import ChairTie, chair_ties, enter_chair_vote
from judging.results.method import rules_of_round
from judging.results.pages import Stored, stored_results
from judging.results.services import deciding_round
from judging.results.views import result_page

Posted = Mapping[str, Any]


@login_required
def result_ties(request: SignedIn, edition: str) -> HttpResponse:
    """Every tie that came to the chair, for the organisers."""
    page = result_page(request, edition, "ties", "lines", every=True)
    award, round_ = page["edition"], page["round"]
    ties = chair_ties(page["stored"].tables, round_) if round_ else []
    problems: dict[str, str] = {}
    if request.method == "POST" and round_:
        problems = vote(request, round_, ties)
        if not problems:
            return redirect(
                reverse("judging:result-ties", args=[award.code])
                + f"?round={round_.code}"
            )
    rules = rules_of_round(round_) if round_ else None
    more = {"ties": rows_of(ties, award, False, request.POST, problems), "rules": rules}
    return render(
        request,
        "judging/results/result_ties.html",
        page | more,
        status=422 if problems else 200,
    )


@never_cache
@judge_login_required
def judge_chair(request: SignedIn, edition: str) -> HttpResponse:
    """The ties of the categories that this judge chairs: references and titles, no
    score and nobody's ballot.
    """
    roles = (
        Judge.objects.accepted()
        .filter(user=request.user.pk, chairs__isnull=False)
        .distinct()
    )
    judge = get_object_or_404(roles.select_related("edition"), edition__code=edition)
    round_ = deciding_round(judge.edition)
    if round_ is None:
        raise Http404
    chaired = set(judge.chairs.values_list("pk", flat=True))
    stored = (
        stored_results(round_, "summary", "lines")
        if hasattr(round_, "result_run")
        else Stored(None, [], True)
    )
    ties = chair_ties(
        [table for table in stored.tables if table.category_id in chaired], round_
    )
    problems: dict[str, str] = {}
    if request.method == "POST":
        problems = vote(request, round_, ties)
        if not problems:
            return redirect("judging:judge-chair", judge.edition.code)
    context = {
        "judge": judge,
        "edition": judge.edition,
        "round": round_,
        "stored": stored,
    }
    context["ties"] = rows_of(
        ties, judge.edition, names_hidden(round_), request.POST, problems
    )
    return render(
        request, "judging/results/chair.html", context, status=422 if problems else 200
    )


def vote(request: SignedIn, round_: Round, ties: list[ChairTie]) -> dict[str, str]:
    """Enter the vote that was sent; the problem, by the tie's key, if there is one."""
    tie = next((one for one in ties if one.key == request.POST.get("tie")), None)
    if tie is None:
        messages.error(request, _("These entries are no longer tied. Reload the page."))
        return {}
    order = typed_order(tie, request.POST)
    if order is None:
        return {
            tie.key: _("Give each entry a different place, from 1 to %(n)s.")
            % {"n": len(tie.entries)}
        }
    reason = request.POST.get("reason", "")
    try:
        enter_chair_vote(
            round_=round_,
            category=tie.category,
            order=order,
            reason=reason,
            actor=request.user,
        )
    except JudgingError as error:
        return {tie.key: str(error)}
    messages.success(
        request,
        _(
            "Vote saved. The result follows within seconds, and the vote is printed "
            "in the results report."
        ),
    )
    return {}


def typed_order(tie: ChairTie, posted: Posted) -> list[str] | None:
    """References from first to last; None unless every place is given once."""
    places = {
        ascii_digits(posted.get(f"place-{name}", "")).strip(): name
        for name in tie.entries
    }
    wanted = [str(place) for place in tie.places]
    return [places[place] for place in wanted] if set(places) == set(wanted) else None


def rows_of(
    ties: list[ChairTie],
    edition: Edition,
    blind: bool,
    posted: Posted,
    problems: Mapping[str, str],
) -> list[dict[str, Any]]:
    """For the template: each tie with its entries by name, the places typed, and what
    is wrong with them.
    """
    names = named_entries(
        [name for tie in ties for name in tie.entries], edition, blind=blind
    )
    return [
        {
            "tie": tie,
            "entries": [
                seat(names[name], tie, posted if tie.key in problems else {})
                for name in tie.entries
            ],
            "reason": posted.get("reason", "") if tie.key in problems else "",
            "problem": problems.get(tie.key, ""),
        }
        for tie in ties
    ]


def seat(named: Named, tie: ChairTie, posted: Posted) -> dict[str, object]:
    voted = str(tie.entries.index(named.reference) + 1) if tie.vote else ""
    return {"named": named, "place": posted.get(f"place-{named.reference}", voted)}
