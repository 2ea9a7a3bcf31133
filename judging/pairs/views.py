from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from awards.accounts.asking import SignedIn
from awards.language.numbers import whole_number
from judging.ballot_kinds import PAIRS, kind_of
from judging.ballots.lines import next_after, steps_of
from judging.ballots.views import own_assignment
from judging.models.with_columns import PageAssignment
from judging.pairs.circle import other_of
from judging.pairs.pages import PairPage
from judging.pairs.services import give_answer
from judging.permissions import judge_login_required
from judging.refusals import JudgingError
from nominations.entries.video_player import offers_players


@offers_players
@never_cache
@judge_login_required
def pair_edit(request: SignedIn, assignment: int) -> HttpResponse:
    """Two finalists side by side; a POST is the answer, saved and submitted at once."""
    row = own_assignment(request, assignment)
    if kind_of(row.round) is not PAIRS:
        return redirect("judging:ballot-edit", row.pk)
    if row.cleared_at is None:
        return redirect("judging:judge-titles", row.round.edition.code)
    if request.method == "POST":
        return answer(request, row)
    return show(request, row)


def answer(request: SignedIn, row: PageAssignment) -> HttpResponse:
    other = whole_number(request.POST.get("other", "")) or 0
    try:
        kept = give_answer(
            assignment=row,
            user=request.user,
            other=other,
            answer=request.POST.get("answer", ""),
            comment=request.POST.get("comment", ""),
        )
    except JudgingError as error:
        return show(request, own_assignment(request, row.pk), str(error))
    if kept is None:
        messages.success(request, _("Your answer is submitted. Thank you."))
    else:
        words = _("Answer submitted. Thank you. Receipt: row %(row)s, hash %(hash)s…")
        messages.success(request, words % {"row": kept.number, "hash": kept.hash[:16]})
    following = next_after(steps_of(request.user, row.round_id), row.pk)
    return (
        redirect("judging:pair-edit", following.assignment)
        if following
        else redirect("judging:judge-home")
    )


def show(request: SignedIn, row: PageAssignment, problem: str = "") -> HttpResponse:
    number = other_of(row, request.user)
    right = own_assignment(request, number) if number else None
    if right is not None and right.cleared_at is None:
        return redirect("judging:judge-titles", row.round.edition.code)
    steps = steps_of(request.user, row.round_id)
    context = {
        "page": PairPage(row, right, request.POST if problem else {}, problem),
        "left": sum(not step.done for step in steps),
        "next": next_after(steps, row.pk),
    }
    return render(
        request, "judging/pairs/pair.html", context, status=422 if problem else 200
    )
