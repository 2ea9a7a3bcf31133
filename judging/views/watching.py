"""Organisers' board of a round: who has done what, and one click to remind."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from judging import services
from judging.models import Judge
from judging.services.hints import hints_for
from judging.services.watching import board_of
from judging.views.jury import organised_edition, round_of


@login_required
def progress_board(request: HttpRequest, edition: str) -> HttpResponse:
    award = organised_edition(request, edition)
    round_ = round_of(award, request.GET.get("round"))
    if request.method == "POST" and round_:
        sent = services.remind_all(edition=award, round_=round_)
        words = ngettext("%(n)d reminder is on its way.", "%(n)d reminders are on their way.", sent)
        messages.success(request, words % {"n": sent})
        return redirect(f"{reverse('judging:progress-board', args=[award.code])}?round={round_.code}")
    board = board_of(award, round_) if round_ else None
    rounds = award.rounds.filter(active=True)
    context: dict[str, Any] = {"edition": award, "round": round_, "rounds": rounds, "board": board, "tab": "progress"}
    context["hints"] = hints_for(round_) if round_ else []
    return render(request, "judging/progress.html", context)


@login_required
@require_POST
def judge_remind(request: HttpRequest, edition: str, judge: int) -> HttpResponse:
    award = organised_edition(request, edition)
    row = get_object_or_404(Judge.objects.filter(edition=award).accepted().select_related("user", "edition"), pk=judge)
    round_ = round_of(award, request.POST.get("round"))
    if round_ is None:
        raise Http404
    if services.remind_judge(judge=row, round_=round_):
        messages.success(request, _("The reminder is on its way; it lists what is missing."))
    else:
        messages.info(request, _("No mail was sent: nothing is missing, or one went out within the hour."))
    return redirect(f"{reverse('judging:progress-board', args=[award.code])}?round={round_.code}")
