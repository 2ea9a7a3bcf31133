from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from awards.accounts.asking import SignedIn
from judging.ballots.lines import (
    ORDERS,
    Line,
    grouped,
    in_order,
    lines_of,
    minutes_left,
)
from judging.calibration.pages import sample_lines
from judging.dossiers import reads
from judging.jury.forms import ProfileForm
from judging.jury.jury_page import set_public
from judging.jury.profiles import save_profile
from judging.models.jury import Judge
from judging.models.with_columns import JudgeRound
from judging.permissions import judge_login_required
from judging.statuses import JudgeState


@never_cache
@judge_login_required
def judge_home(request: SignedIn) -> HttpResponse:
    """What is left, by round and category. Somebody who is no judge has no desk: 404."""
    user = request.user.pk or 0
    roles = reads.own_roles(user)
    if not roles:
        raise Http404
    order = request.GET.get("order") if request.GET.get("order") in ORDERS else "mine"
    lines, rounds = in_order(lines_of(request.user), str(order)), reads.own_rounds(user)
    with_entries = {line.round for line in lines}
    accepted = [role for role in roles if role.state == JudgeState.ACCEPTED]
    context = {
        "chaired": [role.edition for role in accepted if role.leads],
        "desks": sorted(
            (desk_of(row, lines) for row in rounds if row.pk in with_entries),
            key=lambda desk: desk["over"],
        ),
        "waiting": [role for role in roles if role.state == JudgeState.INVITED],
        "order": order,
        "profiles": [role.edition for role in accepted],
        "finals": [row for row in rounds if row.on_stage],
        "samples": [
            line for line in sample_lines(request.user) if line.done or not line.closed
        ],
    }
    return render(request, "judging/home/home.html", context)


def desk_of(round_: JudgeRound, all_lines: list[Line]) -> dict[str, Any]:
    lines = [line for line in all_lines if line.round == round_.pk]
    done = sum(line.done for line in lines)
    return {
        "round": round_,
        "edition": round_.edition,
        "over": round_.phase == "closed" and round_.until is None,
        "until": round_.until,
        "groups": grouped(line for line in lines if line.cleared),
        "titles": sum(not line.cleared for line in lines),
        "total": len(lines),
        "done": done,
        "left": len(lines) - done,
        "minutes": minutes_left(lines, all_lines),
        "next": next((line for line in lines if line.cleared and not line.done), None),
    }


@judge_login_required
def judge_profile(request: SignedIn, edition: str) -> HttpResponse:
    roles = (
        Judge.objects.accepted()
        .filter(user=request.user.pk)
        .select_related("edition", "user")
    )
    judge = get_object_or_404(roles, edition__code=edition)
    form = ProfileForm(request.POST or None, request.FILES or None, instance=judge)
    if request.method == "POST" and form.is_valid():
        cleaned = form.cleaned_data
        save_profile(judge=form.save(commit=False), actor=request.user)
        remove = bool(cleaned.get("no_portrait"))
        set_public(
            judge=judge,
            agrees=cleaned["public"],
            portrait=cleaned["portrait"],
            remove=remove,
        )
        messages.success(request, _("Your profile is saved."))
        return redirect("judging:judge-home")
    return render(
        request,
        "judging/home/profile.html",
        {"form": form, "judge": judge, "edition": judge.edition},
        status=422 if form.errors else 200,
    )
