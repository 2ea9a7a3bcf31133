from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from awards.accounts.asking import SignedIn
from awards.models import Round
from awards.roles import Area
from judging.autopilot import pages
from judging.autopilot.forms import MoreForm, PlanForm, ReasonForm
from judging.autopilot.plans import pause, refuse_other_ballots, resume, set_plan
from judging.autopilot.ready import trial_of
from judging.autopilot.services import ask_for, digest_of, place_more
from judging.autopilot.situation import look_at
from judging.autopilot.trials import begin_trial
from judging.ballot_kinds import kind_of
from judging.loading import organised_edition, round_of
from judging.models import Autopilot, ExtraStep, MethodLock, RoundRules
from judging.ranking.simulation.worth import usual_rule
from judging.refusals import JudgingError, PlanChangedError
from judging.results.method import rules_of_round
from nominations.models import EntryCategory


@login_required
def autopilot(request: SignedIn, edition: str) -> HttpResponse:
    """The plan for extra ballots, what was done under it and why, and more by hand."""
    award = organised_edition(request, edition, Area.RESULTS)
    code = request.GET.get("round") or request.POST.get("round")
    round_ = round_of(award, code)
    if round_ is None:
        return render(
            request,
            "judging/autopilot/autopilot.html",
            {"edition": award, "tab": "results", "sub": "autopilot"},
        )
    if not kind_of(round_).has_scores:
        return none(request, round_)
    if request.method != "POST":
        return shown(request, round_)
    act = ACTS.get(request.POST.get("act", ""))
    try:
        answer = act(request, round_) if act else None
    except JudgingError as error:
        messages.error(request, str(error))
        answer = None
    return answer or redirect(f"{request.path}?round={round_.code}")


def none(request: HttpRequest, round_: Round) -> HttpResponse:
    """A round whose ballots hold no scores is offered no plan: says so, and where the
    type of its ballots stands.
    """
    context = {
        "edition": round_.edition,
        "round": round_,
        "rounds": round_.edition.rounds.filter(active=True),
        "tab": "results",
        "sub": "autopilot",
        "kind": kind_of(round_),
    }
    return render(request, "judging/autopilot/none.html", context)


@login_required
@require_POST
def close_call_ask(request: SignedIn, edition: str) -> HttpResponse:
    """One more ballot on the entry of a close call."""
    award = organised_edition(request, edition, Area.RESULTS)
    round_ = round_of(award, request.POST.get("round"))
    standings = EntryCategory.objects.filter(
        entry__edition=award, entry__state="submitted"
    )
    standing = get_object_or_404(
        standings.select_related("entry", "category"),
        entry__reference=request.POST.get("entry", ""),
        category__code=request.POST.get("category", ""),
    )
    if round_ is None:
        return redirect("judging:close-calls", award.code)
    try:
        step = ask_for(round_=round_, standing=standing, actor=request.user)
    except JudgingError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, pages.asked_words(step))
    back = f"?round={round_.code}&category={standing.category.code}"
    return redirect(reverse("judging:close-calls", args=[award.code]) + back)


def shown(
    request: HttpRequest, round_: Round, status: int = 200, **more: Any
) -> HttpResponse:
    extra = rules_of_round(round_)["extra_ballots"]
    pilot = Autopilot.objects.filter(round=round_).first()
    lock = MethodLock.objects.filter(round=round_).first()
    plan = extra.get("plan")
    context = {
        "edition": round_.edition,
        "round": round_,
        "rounds": round_.edition.rounds.filter(active=True),
        "tab": "results",
        "sub": "autopilot",
        "lock": lock,
        "pilot": pilot,
        "plan": plan,
        "extra": extra,
        "is_on": plan is not None,
        "now": pages.pilot_words(pilot, plan is not None and lock is not None),
        "stops": pages.stops_when(extra, round_),
        "budget": pages.Budget(spent_in(round_), plan["more"]) if plan else None,
        "categories": pages.categories_of(round_, pilot.found if pilot else {}),
        "unfilled": pilot.found.get("unfilled", []) if pilot else [],
        "picture": pages.certainty_picture(round_, extra["enough"]),
        "steps": pages.steps_of(round_),
        "trial": trial_of(round_),
        "discussed": RoundRules.objects.filter(round=round_, discussion=True).exists(),
        "form": PlanForm(initial=first_values(round_, pilot)),
        "reason_form": ReasonForm(),
        "more_form": MoreForm(),
    }
    return render(
        request, "judging/autopilot/autopilot.html", context | more, status=status
    )


def spent_in(round_: Round) -> int:
    step = ExtraStep.objects.filter(round=round_).order_by("-number").first()
    return step.spent if step else 0


def first_values(round_: Round, pilot: Autopilot | None) -> dict[str, int]:
    first = round_.judges_per_entry
    if pilot is not None:
        names = ("more", "cap", "batch", "enough")
        return {"first": first, **{name: getattr(pilot, name) for name in names}}
    judges = round_.edition.judges.accepted().count() or 12
    rule = usual_rule(judges, first, 0)
    return {"first": first, "more": 0, "cap": rule.cap, "batch": 10, "enough": 90}


def keep_plan(request: SignedIn, round_: Round) -> HttpResponse | None:
    form = PlanForm(request.POST)
    if not form.is_valid():
        return shown(request, round_, 422, form=form)
    set_plan(round_=round_, plan=form.plan, actor=request.user)
    saved = _("Plan saved. It is fixed when the method is locked.")
    messages.success(request, saved if form.plan.more else _("Extra ballots are off."))
    return None


def pause_plan(request: SignedIn, round_: Round) -> HttpResponse | None:
    form = ReasonForm(request.POST)
    if not form.is_valid():
        return shown(request, round_, 422, reason_form=form)
    pause(round_=round_, reason=form.cleaned_data["reason"], actor=request.user)
    messages.success(request, _("Paused. Ballots asked for already stay asked for."))
    return None


def resume_plan(request: SignedIn, round_: Round) -> HttpResponse | None:
    resume(round_=round_, actor=request.user)
    messages.success(request, _("Resumed."))
    return None


def try_plans(request: SignedIn, round_: Round) -> HttpResponse | None:
    if begin_trial(round_) is None:
        messages.error(
            request,
            _("There must be two entries and two judges before plans can be tried."),
        )
    return None


def preview_more(request: SignedIn, round_: Round) -> HttpResponse | None:
    form = MoreForm(request.POST)
    if not form.is_valid():
        return shown(request, round_, 422, more_form=form)
    return proposal(request, round_, form)


def proposal(request: HttpRequest, round_: Round, form: MoreForm) -> HttpResponse:
    refuse_other_ballots(round_)
    count, looked = form.cleaned_data["count"], look_at(round_)
    planned = looked.planned(count)
    found = pages.proposed(looked, planned, count, digest_of(planned))
    return shown(request, round_, more_form=form, proposed=found)


def ask_for_more(request: SignedIn, round_: Round) -> HttpResponse | None:
    form = MoreForm(request.POST)
    if not form.is_valid():
        return shown(request, round_, 422, more_form=form)
    try:
        step = place_more(
            round_=round_,
            count=form.cleaned_data["count"],
            expected=request.POST.get("expected", ""),
            actor=request.user,
        )
    except PlanChangedError as error:
        messages.warning(request, str(error))
        return proposal(request, round_, form)
    asked = step.seats.count() if step else 0
    words = ngettext(
        "Asked for %(n)d ballot. The judge is told by email.",
        "Asked for %(n)d ballots. The judges are told by email.",
        asked,
    )
    messages.success(request, words % {"n": asked})
    return None


ACTS = {
    "set": keep_plan,
    "pause": pause_plan,
    "resume": resume_plan,
    "try": try_plans,
    "preview": preview_more,
    "place": ask_for_more,
}
