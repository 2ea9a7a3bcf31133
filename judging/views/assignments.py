"""Organisers' page of who judges what in a round: preview, run, the table."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from awards.models import Edition, Round
from judging import services
from judging.forms import RunForm
from judging.services.watching import board_of
from judging.views.jury import organised_edition, round_of


@login_required
def assignment_list(request: HttpRequest, edition: str) -> HttpResponse:
    award = organised_edition(request, edition)
    round_ = round_of(award, request.GET.get("round"))
    form = RunForm(initial={"per_entry": round_.judges_per_entry if round_ else 3, "seed": 0})
    return page(request, award, round_, form)


def page(request: HttpRequest, edition: Edition, round_: Round | None, form: RunForm, **more: Any) -> HttpResponse:
    context = {
        "edition": edition,
        "round": round_,
        "rounds": edition.rounds.filter(active=True),
        "board": board_of(edition, round_) if round_ else None,
        "form": form,
        "tab": "assignments",
        **more,
    }
    return render(request, "judging/assignments.html", context, status=422 if form.errors else 200)


@login_required
@require_POST
def assignment_run(request: HttpRequest, edition: str) -> HttpResponse:
    award = organised_edition(request, edition)
    round_ = round_of(award, request.POST.get("round"))
    form = RunForm(request.POST)
    if round_ is None or not form.is_valid():
        return page(request, award, round_, form)
    preview = "apply" not in request.POST
    document = services.assign_judges(
        edition=award, round_=round_, dry_run=preview, actor=request.user, **form.cleaned_data
    )
    if preview:
        return page(request, award, round_, form, preview=document)
    words = ngettext("%(n)d assignment made.", "%(n)d assignments made.", document["assignments"])
    messages.success(request, words % {"n": document["assignments"]})
    return redirect(f"{request.path.removesuffix('run/')}?round={round_.code}")
