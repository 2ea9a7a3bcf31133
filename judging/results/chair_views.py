"""The chair's vote on ties: entered by the chair on the judges' desk, or by an
organiser beside the result.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from awards.accounts.asking import SignedIn
from awards.language.form_errors import ErrorLine
from awards.language.thai import ascii_digits, clean_text
from awards.models import Edition, Round
from judging.blindness import names_hidden
from judging.dossiers import Named, named_entries
from judging.models import Judge
from judging.permissions import judge_login_required
from judging.refusals import JudgingError
from judging.results.chair import ChairTie, chair_ties, enter_chair_vote
from judging.results.method import rules_of_round
from judging.results.pages import Stored, results_in_brief
from judging.results.services import deciding_round
from judging.results.views import result_page

Posted = Mapping[str, Any]


@login_required
def result_ties(request: SignedIn, edition: str) -> HttpResponse:
    """Every tie that came to the chair, for the organisers."""
    page = result_page(request, edition, "ties", every=True)
    award, round_ = page["edition"], page["round"]
    ties = chair_ties(page["stored"].tables, round_) if round_ else []
    problem = None
    if request.method == "POST" and round_:
        problem = vote(request, round_, ties)
        if problem is None:
            return redirect(
                reverse("judging:result-ties", args=[award.code])
                + f"?round={round_.code}"
            )
    rules = rules_of_round(round_) if round_ else None
    page |= {"rules": rules, "problems": [problem.line] if problem else []}
    page["ties"] = rows_of(ties, award, False, request.POST, problem)
    return render(
        request,
        "judging/results/result_ties.html",
        page,
        status=422 if problem else 200,
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
        results_in_brief(round_)
        if hasattr(round_, "result_run")
        else Stored(None, [], True)
    )
    ties = chair_ties(
        [table for table in stored.tables if table.category_id in chaired], round_
    )
    problem = None
    if request.method == "POST":
        problem = vote(request, round_, ties)
        if problem is None:
            return redirect("judging:judge-chair", judge.edition.code)
    context = {
        "judge": judge,
        "edition": judge.edition,
        "round": round_,
        "stored": stored,
        "problems": [problem.line] if problem else [],
    }
    context["ties"] = rows_of(
        ties, judge.edition, names_hidden(round_), request.POST, problem
    )
    return render(
        request, "judging/results/chair.html", context, status=422 if problem else 200
    )


@dataclass(frozen=True)
class VoteProblem:
    """Why a vote was not entered, and whether its places or its reason are to be
    corrected.
    """

    tie: ChairTie
    at: Literal["place", "reason"]
    message: str

    @property
    def line(self) -> ErrorLine:
        first = f"-{self.tie.entries[0]}" if self.at == "place" else ""
        anchor = f"{self.at}-{self.tie.key}{first}"
        return ErrorLine(anchor, str(self.tie.category.name), self.message)


def vote(request: SignedIn, round_: Round, ties: list[ChairTie]) -> VoteProblem | None:
    """Enter the vote that was sent, or say what is wrong with it."""
    tie = next((one for one in ties if one.key == request.POST.get("tie")), None)
    if tie is None:
        messages.error(request, _("These entries are no longer tied. Reload the page."))
        return None
    order = typed_order(tie, request.POST)
    if order is None:
        said = _("Give each entry a different place, from 1 to %(n)s.")
        return VoteProblem(tie, "place", said % {"n": len(tie.entries)})
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
        return VoteProblem(tie, "place" if clean_text(reason) else "reason", str(error))
    messages.success(
        request,
        _(
            "Vote saved. The result follows within seconds, and the vote is printed "
            "in the results report."
        ),
    )
    return None


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
    problem: VoteProblem | None,
) -> list[dict[str, Any]]:
    """For the template: each tie with its entries by name, the places typed, and what
    is wrong with them.
    """
    names = named_entries(
        [name for tie in ties for name in tie.entries], edition, blind=blind
    )
    rows = []
    for tie in ties:
        refused = problem if problem and problem.tie.key == tie.key else None
        typed = posted if refused else {}
        row = {
            "tie": tie,
            "entries": [seat(names[name], tie, typed) for name in tie.entries],
            "reason": typed.get("reason", ""),
            "problem": refused,
        }
        rows.append(row)
    return rows


def seat(named: Named, tie: ChairTie, posted: Posted) -> dict[str, object]:
    voted = str(tie.entries.index(named.reference) + 1) if tie.vote else ""
    return {"named": named, "place": posted.get(f"place-{named.reference}", voted)}
