"""The kit for a breach of personal data; for officers alone, and each export recorded."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from awards.accounts.asking import SignedIn
from awards.accounts.models import User
from awards.models import Breach
from awards.refusals import Refused
from config.privacy.breaches import services
from config.privacy.breaches.forms import BreachForm
from config.privacy.breaches.pages import (
    breach_page,
    clock_of,
    notices_of,
    people_book,
)
from config.privacy.office.downloads import as_download
from config.privacy.office.officers import check_officer


@login_required
def breach_list(request: SignedIn) -> HttpResponse:
    check_officer(request)
    breaches = Breach.objects.select_related("edition")
    lines = [(breach, clock_of(breach)) for breach in breaches]
    return render(request, "config/privacy/breaches.html", {"lines": lines})


@login_required
def breach_change(request: SignedIn, pk: int | None = None) -> HttpResponse:
    """A new one without a number."""
    officer = check_officer(request)
    breach = get_object_or_404(Breach, pk=pk) if pk is not None else None
    shown = Breach.objects.get(pk=pk) if pk is not None else None
    form = BreachForm(request.POST or None, instance=shown)
    if request.method == "POST" and form.is_valid():
        try:
            saved = services.save_breach(
                officer=officer, breach=breach, fields=form.cleaned_data
            )
        except Refused as refused:
            form.take_refusal(refused)
        else:
            messages.success(request, _("Saved."))
            return redirect("privacy-breach", pk=saved.pk)
    context = {"form": form, "breach": breach}
    return render(request, "config/privacy/breach_change.html", context)


@login_required
def breach_show(request: SignedIn, pk: int) -> HttpResponse:
    check_officer(request)
    breach = get_object_or_404(Breach.objects.select_related("edition"), pk=pk)
    return render(request, "config/privacy/breach.html", {"page": breach_page(breach)})


@login_required
@require_POST
def breach_people(request: SignedIn, pk: int) -> HttpResponse:
    officer = check_officer(request)
    breach = get_object_or_404(Breach.objects.select_related("edition"), pk=pk)
    people = len(services.touched_by(breach))
    services.note_export(officer=officer, breach=breach, what="people", people=people)
    return as_download(people_book(breach), f"breach-{breach.pk}-people.xlsx")


@login_required
@require_POST
def breach_notice(request: SignedIn, pk: int) -> HttpResponse:
    """Both languages on one page, to print or to save as PDF."""
    officer = check_officer(request)
    breach = get_object_or_404(Breach.objects.select_related("edition"), pk=pk)
    services.note_export(officer=officer, breach=breach, what="notice", people=0)
    context = {"breach": breach, "notices": notices_of(breach)}
    return render(request, "config/privacy/breach_notice.html", context)


@login_required
@require_POST
def breach_act(request: SignedIn, pk: int, act: str) -> HttpResponse:
    """``act``: ``notified``, ``tell`` or ``close``."""
    officer = check_officer(request)
    breach = get_object_or_404(Breach.objects.select_related("edition"), pk=pk)
    try:
        messages.success(request, do(act, officer, breach))
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("privacy-breach", pk=pk)


def do(act: str, officer: User, breach: Breach) -> str:
    if act == "notified":
        services.note_notified(officer=officer, breach=breach)
        return _("It is recorded that the Office was notified.")
    if act == "tell":
        people = services.ask_to_tell(officer=officer, breach=breach)
        words = ngettext(
            "%(n)d person is being told by email.",
            "%(n)d people are being told by email.",
            people,
        )
        return words % {"n": people}
    if act == "close":
        services.close_breach(officer=officer, breach=breach)
        return _("The breach is closed.")
    raise Http404
