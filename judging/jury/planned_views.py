"""The page of invitations that are not sent yet."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from awards.accounts.asking import SignedIn
from awards.language.numbers import whole_numbers
from awards.models import Edition
from judging.jury.planned import drop_planned, send_planned
from judging.loading import organised_edition


@login_required
def jury_planned(request: SignedIn, edition: str) -> HttpResponse:
    """Everybody stands ticked: sending to all is one press."""
    award = organised_edition(request, edition)
    if request.method == "POST":
        answer(request, award, chosen(request))
        return redirect("judging:jury-planned", award.code)
    planned = award.planned_judges.select_related("user").prefetch_related("categories")
    context = {"edition": award, "tab": "jury", "planned": planned}
    return render(request, "judging/jury/planned.html", context)


def chosen(request: SignedIn) -> list[int]:
    return whole_numbers(request.POST.getlist("planned"))


def answer(request: SignedIn, award: Edition, planned: list[int]) -> None:
    if not planned:
        messages.error(request, _("Select at least one person."))
    elif "drop" in request.POST:
        count = drop_planned(edition=award, planned=planned)
        text = ngettext("%(n)d person removed.", "%(n)d people removed.", count)
        messages.success(request, text % {"n": count})
    else:
        count = len(send_planned(edition=award, planned=planned, actor=request.user))
        text = ngettext("%(n)d invitation sent.", "%(n)d invitations sent.", count)
        messages.success(request, text % {"n": count})
