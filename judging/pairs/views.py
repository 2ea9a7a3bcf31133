from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from awards.accounts.asking import SignedIn, is_signed_in
from awards.language.numbers import whole_number
from judging.ballot_kinds import PAIRS, kind_of
from judging.ballots.lines import next_after, steps_of
from judging.ballots.views import own_assignment
from judging.models import Assignment
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
    try:
        given(request, row.pk)
    except JudgingError as error:
        return show(request, own_assignment(request, row.pk), str(error))
    return redirect(address_after(request, row))


@never_cache
@require_POST
def pair_save(request: HttpRequest, assignment: int) -> JsonResponse:
    """The same form, as the desk's script sends it: 200 with the next page; 401 the
    session has ended; 422 refused, and why.
    """
    if not is_signed_in(request):
        told = {"problem": _("You have been signed out."), "token": get_token(request)}
        return JsonResponse(told, status=401)
    row = own_assignment(request, assignment)
    try:
        given(request, row.pk)
    except JudgingError as error:
        return JsonResponse({"problem": str(error)}, status=422)
    return JsonResponse({"next": address_after(request, row)})


def given(request: SignedIn, assignment: int) -> None:
    """The answer is stored and its receipt told. Raises as ``give_answer``."""
    kept = give_answer(
        assignment=Assignment(pk=assignment),
        user=request.user,
        other=whole_number(request.POST.get("other", "")) or 0,
        answer=request.POST.get("answer", ""),
        comment=request.POST.get("comment", ""),
        known=whole_number(request.POST.get("known", "")),
    )
    if kept is None:
        messages.success(request, _("Your answer is submitted. Thank you."))
    else:
        words = _("Answer submitted. Thank you. Receipt: row %(row)s, hash %(hash)s…")
        messages.success(request, words % {"row": kept.number, "hash": kept.hash[:16]})


def address_after(request: SignedIn, row: PageAssignment) -> str:
    following = next_after(steps_of(request.user, row.round_id), row.pk)
    if following is None:
        return reverse("judging:judge-home")
    return reverse("judging:pair-edit", args=[following.assignment])


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
