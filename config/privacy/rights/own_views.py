"""“My data”: what is held, and what one may ask for."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from awards.accounts.asking import SignedIn
from awards.refusals import Refused
from config.people import erasure_requests
from config.people.activities import BY_CODE as ACTIVITIES
from config.privacy.notices.pages import seen_by
from config.privacy.office.officers import contact_address
from config.privacy.rights import services
from config.privacy.rights.forms import AskForm, ReplyForm
from config.privacy.rights.own_pages import (
    areas_of,
    correction_of,
    own_requests,
    rows_of,
)
from config.privacy.rights.purposes import BY_CODE as PURPOSES
from config.privacy.rights.purposes import choices_of, choose_purpose


@login_required
def my_data(request: SignedIn) -> HttpResponse:
    user = request.user
    context = {
        "areas": areas_of(user),
        "choices": choices_of(user),
        "seen": seen_by(user),
        "requests": own_requests(user),
        "erasure": erasure_requests.request_of(user),
        "days": services.WITHIN.days,
        "contact": contact_address(),
        "reply_form": ReplyForm(),
    }
    return render(request, "config/privacy/my_data.html", context)


@login_required
def my_data_area(request: SignedIn, code: str) -> HttpResponse:
    activity = ACTIVITIES.get(code)
    if activity is None:
        raise Http404
    context = {
        "activity": activity,
        "rows": rows_of(request.user, activity),
        "corrected_at": correction_of(activity),
    }
    return render(request, "config/privacy/my_area.html", context)


@login_required
def my_data_ask(request: SignedIn) -> HttpResponse:
    form = AskForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.ask_right(user=request.user, **form.cleaned_data)
        except Refused as refused:
            form.take_refusal(refused)
        else:
            messages.success(
                request, _("Your request is recorded. We have emailed you.")
            )
            return redirect("accounts:my-data")
    context = {"form": form, "days": services.WITHIN.days}
    return render(request, "config/privacy/my_ask.html", context)


@login_required
@require_POST
def my_request_take_back(request: SignedIn, pk: int) -> HttpResponse:
    found = get_object_or_404(services.requests_of(request.user), pk=pk)
    try:
        services.take_back_request(request=found)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("Your request is withdrawn."))
    return redirect("accounts:my-data")


@login_required
@require_POST
def my_request_reply(request: SignedIn, pk: int) -> HttpResponse:
    found = get_object_or_404(services.requests_of(request.user), pk=pk)
    form = ReplyForm(request.POST)
    if not form.is_valid():
        context = {"form": form, "one": found}
        return render(request, "config/privacy/my_reply.html", context)
    try:
        services.reply_to_question(request=found, reply=form.cleaned_data["reply"])
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("Your reply went to the officer."))
    return redirect("accounts:my-data")


@login_required
@require_POST
def my_consent(request: SignedIn, code: str) -> HttpResponse:
    purpose = PURPOSES.get(code)
    if purpose is None:
        raise Http404
    agrees = request.POST.get("agrees") == "yes"
    choose_purpose(user=request.user, purpose=purpose, agrees=agrees)
    messages.success(
        request, _("You agreed.") if agrees else _("You no longer agree. Saved.")
    )
    return redirect("accounts:my-data")
