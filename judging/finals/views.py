from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Exists, OuterRef
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from awards.accounts.asking import SignedIn, is_signed_in
from awards.models import Round
from awards.permissions import can_read
from awards.roles import Area
from judging.ballots.carried_scores import carried_lines
from judging.ballots.timer import minutes_of, presentations_of, timer_of
from judging.finals import services
from judging.finals.forms import FinalForm, OrderForm
from judging.finals.pages import (
    is_in_final,
    moved_on,
    seats_of,
    turns_of,
)
from judging.loading import organised_edition
from judging.models import Assignment, Presentation
from judging.permissions import judge_login_required
from judging.refusals import JudgingError


def final_of(request: HttpRequest, edition: str) -> tuple[Round, list[Round]]:
    """The round asked for, else the last one with presentations, else the one called
    final; and all that take place.
    """
    award = organised_edition(request, edition)
    presents = Exists(Presentation.objects.filter(round=OuterRef("pk")))
    rounds: list[Any] = list(
        award.rounds.select_related("edition", "rules").annotate(presents=presents)
    )
    active = [row for row in rounds if row.active]
    asked = request.GET.get("round")
    if asked:
        found = [row for row in rounds if row.code == asked]
    else:
        found = [row for row in reversed(rounds) if row.presents] or [
            row for row in active if row.code == "final"
        ]
        found = found or active[:1]
    if not found:
        raise Http404
    return found[0], active


@login_required
def final_run(request: SignedIn, edition: str) -> HttpResponse:
    """The organiser's desk of a final: order, timer, who is there, what is carried over."""
    round_, active = final_of(request, edition)
    rows = presentations_of(round_)
    listed = [row.entry_category.entry.reference for row in rows]
    first = {"references": "\n".join(listed or moved_on(round_))}
    act = request.POST.get("act", "order") if request.method == "POST" else ""
    order = OrderForm(
        request.POST if act == "order" else None, initial=first, round_=round_
    )
    rules = FinalForm(request.POST if act == "rules" else None, round_=round_)
    if act and change(request, round_, act, order, rules):
        return redirect(f"{request.path}?round={round_.code}")
    seats = seats_of(round_)
    context = {
        "edition": round_.edition, "round": round_, "rounds": active,
        "tab": "progress",
        "turns": [(row, seats.get(row.entry_category_id, [])) for row in rows], "timer": timer_of(rows),
        "order": order, "rules": rules, "carried": carried_lines(round_), "minutes": minutes_of(round_),
    }  # fmt: skip
    return render(
        request,
        "judging/finals/final_run.html",
        context,
        status=422 if order.errors or rules.errors else 200,
    )


def change(
    request: SignedIn, round_: Round, act: str, order: OrderForm, rules: FinalForm
) -> bool:
    """Whether the page is to be shown afresh; what was refused stands beside the field
    or as a message.
    """
    try:
        if act == "carry":
            done = services.carry_over(round_=round_, actor=request.user)
            words = ngettext(
                "%(n)d entry keeps its score from the earlier round.",
                "%(n)d entries keep their scores from the earlier round.",
                done,
            )
            messages.success(request, words % {"n": done})
        elif act == "rules":
            if not rules.is_valid():
                return False
            services.set_final_rules(round_=round_, actor=request.user, **rules.chosen)
            messages.success(request, _("Saved."))
        else:
            if not order.is_valid():
                return False
            services.set_running_order(
                round_=round_, standings=order.standings, actor=request.user
            )
            messages.success(request, _("Saved."))
    except JudgingError as error:
        messages.error(request, str(error))
    return True


@login_required
@require_POST
def final_move(request: SignedIn, edition: str, presentation: int) -> HttpResponse:
    award = organised_edition(request, edition)
    row = get_object_or_404(
        Presentation.objects.filter(round__edition=award).select_related("round"),
        pk=presentation,
    )
    act = request.POST.get("act", "")
    if act in ("begin", "next", "again", "end", "reset"):
        services.move_timer(presentation=row, act=act, actor=request.user)
    return redirect_to(award.code, row.round.code)


def redirect_to(edition: str, round_: str) -> HttpResponse:
    answer = redirect("judging:final-run", edition)
    answer.headers["Location"] += f"?round={round_}"
    return answer


@login_required
@require_POST
def final_attend(request: SignedIn, edition: str, assignment: int) -> HttpResponse:
    """Absent: the ballot is left out. Present: it stands again."""
    award = organised_edition(request, edition)
    rows = Assignment.objects.filter(
        round__edition=award, round__presentations__isnull=False
    ).distinct()
    related = (
        "judge__user",
        "round__edition",
        "entry_category__entry",
        "entry_category__category",
    )
    row = get_object_or_404(rows.select_related(*related), pk=assignment)
    mark = (
        services.mark_present if request.POST.get("present") else services.mark_absent
    )
    try:
        mark(assignment=row, actor=request.user)
    except JudgingError as error:
        messages.error(request, str(error))
    return redirect_to(award.code, row.round.code)


def seen_final(request: SignedIn, pk: int) -> tuple[Round, bool]:
    """A round with presentations, for its judges and its organisers; the others: 404.
    Whether it is an organiser.
    """
    rounds = (
        Round.objects.filter(presentations__isnull=False)
        .select_related("edition", "rules")
        .distinct()
    )
    round_ = get_object_or_404(rounds, pk=pk)
    organises = can_read(request.user, round_.edition, Area.JUDGING)
    if not organises and not is_in_final(round_, request.user):
        raise Http404
    return round_, organises


@never_cache
@judge_login_required
def final_show(request: SignedIn, final: int) -> HttpResponse:
    """A judge's tablet: what runs now, how long it still takes, the ballot to score it on.
    An organiser who judges nothing there has a page of their own.
    """
    round_, organises = seen_final(request, final)
    if organises and not is_in_final(round_, request.user):
        own = reverse("judging:final-run", args=[round_.edition.code])
        return redirect(f"{own}?round={round_.code}")
    rows = presentations_of(round_)
    context: dict[str, Any] = {
        "round": round_,
        "turns": turns_of(rows, request.user, round_),
        "timer": timer_of(rows),
    }
    return render(
        request,
        "judging/finals/final.html",
        context | {"minutes": minutes_of(round_)},
    )


@never_cache
def final_clock(request: HttpRequest, final: int) -> JsonResponse:
    """The timer as JSON, asked every few seconds; 401 for whoever is signed out, since
    a page cannot follow there.
    """
    if not is_signed_in(request):
        return JsonResponse({}, status=401)
    round_, _organises = seen_final(request, final)
    return JsonResponse(timer_of(presentations_of(round_)))
