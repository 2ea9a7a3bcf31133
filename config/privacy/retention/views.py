"""The preview of deletions, the periods, the holds, and the reports of the nights."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from awards.accounts.asking import SignedIn
from awards.models import Edition, RetentionHold
from awards.refusals import Refused
from config.privacy.office.officers import check_officer
from config.privacy.retention.forms import HoldForm, PeriodsForm
from config.privacy.retention.kinds import BY_CODE
from config.privacy.retention.pages import holds, plans, reports, unfinished
from config.privacy.retention.services import lift_hold, place_hold, set_periods


@login_required
def retention_show(request: SignedIn) -> HttpResponse:
    check_officer(request)
    context = {
        "plans": plans(),
        "holds": [(hold, kind_title(hold)) for hold in holds()],
        "reports": reports(),
        "unfinished": unfinished(),
    }
    return render(request, "config/privacy/retention.html", context)


def kind_title(hold: RetentionHold) -> str:
    kind = BY_CODE.get(hold.kind)
    return str(kind.title) if kind else _("All kinds")


@login_required
def periods_change(request: SignedIn, edition: str | None = None) -> HttpResponse:
    """Of the whole site without an edition."""
    officer = check_officer(request)
    found = get_object_or_404(Edition, code=edition) if edition else None
    form = PeriodsForm(request.POST or None, edition=found)
    if request.method == "POST" and form.is_valid():
        set_periods(officer=officer, edition=found, days=form.days())
        messages.success(request, _("Saved. The next night keeps to it."))
        return redirect("privacy-retention")
    context = {"form": form, "of_edition": found}
    return render(request, "config/privacy/periods.html", context)


@login_required
def hold_new(request: SignedIn) -> HttpResponse:
    officer = check_officer(request)
    form = HoldForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        place_hold(officer=officer, **form.cleaned_data)
        messages.success(request, _("The hold stands. Nothing of it is deleted."))
        return redirect("privacy-retention")
    return render(request, "config/privacy/hold.html", {"form": form})


@login_required
@require_POST
def hold_lift(request: SignedIn, pk: int) -> HttpResponse:
    officer = check_officer(request)
    try:
        lift_hold(officer=officer, hold=get_object_or_404(RetentionHold, pk=pk))
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("The hold is lifted."))
    return redirect("privacy-retention")
