from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from awards.accounts.asking import SignedIn
from awards.language.numbers import whole_numbers
from awards.models import Round
from awards.roles import Area
from judging.loading import organised_edition, round_among
from judging.models import Shortlist
from judging.refusals import JudgingError
from judging.shortlist.pages import moved_on, sections_of
from judging.shortlist.services import (
    let_move_on,
    next_round,
    undo_shortlist,
    why_fixed,
    why_not_now,
)


@login_required
def shortlist(request: SignedIn, edition: str) -> HttpResponse:
    """Which entries move on to the next round; a POST lets them, or undoes it."""
    award = organised_edition(request, edition, Area.RESULTS)
    rounds = list(award.rounds.filter(active=True).select_related("edition"))
    earlier = round_among(rounds, award, request.GET.get("round"))
    if earlier is None:
        raise Http404
    following = next_round(earlier)
    if request.method == "POST" and following is not None:
        return change(request, earlier, following)
    return show(request, earlier, following, rounds)


def change(request: SignedIn, earlier: Round, following: Round) -> HttpResponse:
    try:
        if request.POST.get("act") == "undo":
            reason = request.POST.get("reason", "")
            undo_shortlist(round_=following, reason=reason, actor=request.user)
            messages.success(request, _("Undone. All competing entries are in again."))
        else:
            places = set(whole_numbers(request.POST.getlist("place")))
            let_move_on(
                earlier=earlier, round_=following, places=places, actor=request.user
            )
            words = ngettext(
                "%(n)d entry moves on.", "%(n)d entries move on.", len(places)
            )
            messages.success(request, words % {"n": len(places)})
    except JudgingError as error:
        messages.error(request, str(error))
    return redirect(f"{request.path}?round={earlier.code}")


def show(
    request: SignedIn, earlier: Round, following: Round | None, rounds: list[Round]
) -> HttpResponse:
    made = Shortlist.objects.filter(round=following).first() if following else None
    refusal = ""
    if following is not None:
        refusal = why_fixed(following) if made else why_not_now(earlier, following)
    context = {
        "edition": earlier.edition,
        "round": earlier,
        "rounds": rounds,
        "following": following,
        "made": made,
        "chosen": moved_on(following) if made and following else [],
        "sections": sections_of(earlier) if following and not made else [],
        "refusal": refusal,
        "tab": "results",
        "sub": "shortlist",
    }
    return render(request, "judging/shortlist/shortlist.html", context)
