"""The officer's desk: requests by the days that are left, and the answer to each."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from awards.accounts.asking import SignedIn
from awards.accounts.models import User
from awards.models import DataRequest, RequestState
from awards.refusals import Refused
from config.privacy.office.officers import check_officer
from config.privacy.rights import services
from config.privacy.rights.desk_pages import desk_of, request_page
from config.privacy.rights.forms import DecideForm, ExtendForm, QuestionForm
from config.privacy.rights.stopping import lift_restriction

known_requests = DataRequest.objects.exclude(state=RequestState.UNPROVEN)


@login_required
def privacy_desk(request: SignedIn) -> HttpResponse:
    check_officer(request)
    return render(request, "config/privacy/desk.html", {"page": desk_of()})


@login_required
def privacy_request(request: SignedIn, pk: int) -> HttpResponse:
    check_officer(request)
    return show(request, get_object_or_404(known_requests.all(), pk=pk))


def show(
    request: SignedIn, found: DataRequest, filled: forms.Form | None = None
) -> HttpResponse:
    page = {
        "question_form": QuestionForm(),
        "extend_form": ExtendForm(),
        "decide_form": DecideForm(request=found),
    }
    for name, form in page.items():
        if filled is not None and isinstance(filled, type(form)):
            page[name] = filled
    context = {"page": request_page(found), "filled": filled, **page}
    return render(request, "config/privacy/request.html", context)


@login_required
@require_POST
def privacy_request_assign(request: SignedIn, pk: int) -> HttpResponse:
    officer = check_officer(request)
    found = get_object_or_404(known_requests.all(), pk=pk)
    try:
        services.assign_request(officer=officer, request=found)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("The request is yours to answer."))
    return redirect("privacy-request", pk=pk)


@login_required
@require_POST
def privacy_request_act(request: SignedIn, pk: int, act: str) -> HttpResponse:
    """``act``: ``question``, ``extend`` or ``decide``."""
    officer = check_officer(request)
    found = get_object_or_404(known_requests.all(), pk=pk)
    form = form_for(act, request, found)
    if not form.is_valid():
        return show(request, found, form)
    try:
        done = do(act, officer, found, form)
    except Refused as refused:
        form.add_error(
            refused.field if refused.field in form.fields else None, str(refused)
        )
        return show(request, found, form)
    messages.success(request, done)
    return redirect("privacy-request", pk=pk)


@login_required
@require_POST
def privacy_restriction_lift(request: SignedIn, pk: int) -> HttpResponse:
    officer = check_officer(request)
    person = get_object_or_404(User, pk=pk)
    try:
        lift_restriction(officer=officer, user=person)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("The restriction is lifted."))
    return redirect("privacy-desk")


def form_for(act: str, request: SignedIn, found: DataRequest) -> forms.Form:
    if act == "question":
        return QuestionForm(request.POST)
    if act == "extend":
        return ExtendForm(request.POST)
    if act == "decide":
        return DecideForm(request.POST, request=found)
    raise Http404


def do(act: str, officer: User, found: DataRequest, form: forms.Form) -> str:
    data = form.cleaned_data
    if act == "question":
        services.ask_person(officer=officer, request=found, question=data["question"])
        return _("The question went to the person.")
    if act == "extend":
        services.extend_request(officer=officer, request=found, reason=data["reason"])
        return _("The time is extended, and the person was told why.")
    services.decide_request(officer=officer, request=found, **data)
    return _("The answer went to the person.")
