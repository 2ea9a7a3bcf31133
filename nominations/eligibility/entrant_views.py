"""What an entrant does about the eligibility check: sends a correction, or answers once."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from nominations.eligibility.corrections import reply, send_correction
from nominations.eligibility.forms import ReplyForm
from nominations.entries.views import acted, entry_detail_page, get_submittable_entry


@login_required
@require_POST
def correction_send(request: HttpRequest, reference: str) -> HttpResponse:
    entry = get_submittable_entry(request, reference)
    return acted(
        request,
        entry,
        send_correction,
        _("Correction submitted. We have sent you a confirmation by email."),
    )


@login_required
@require_POST
def reply_send(request: HttpRequest, reference: str) -> HttpResponse:
    entry = get_submittable_entry(request, reference)
    form = ReplyForm(request.POST)
    if not form.is_valid():
        page = entry_detail_page(request, entry) | {"reply_form": form}
        return render(
            request, "nominations/entries/entry_detail.html", page, status=422
        )
    done = _("Reply sent. The organiser will make a final decision.")
    return acted(request, entry, reply, done, text=form.cleaned_data["text"])
