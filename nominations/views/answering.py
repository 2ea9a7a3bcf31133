"""What an entrant does about the eligibility check: sends a correction, or answers once."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from nominations import permissions
from nominations.eligibility.answering import reply, send_correction
from nominations.errors import EntryError, IncompleteError
from nominations.forms.eligibility import ReplyForm
from nominations.views.entries import entry_detail_page, get_own_entry


@login_required
@require_POST
def correction_send(request: HttpRequest, reference: str) -> HttpResponse:
    entry = get_own_entry(request, reference)
    if not permissions.can_submit_entry(request.user, entry):
        raise PermissionDenied
    try:
        send_correction(entry=entry, user=request.user)
    except IncompleteError as error:
        labels = ", ".join(item.label for item in error.missing)
        messages.error(request, _("Not sent yet, still missing: %(labels)s") % {"labels": labels})
    except EntryError as error:
        messages.error(request, str(error.message))
    else:
        messages.success(request, _("The correction has been sent. A mail confirms it."))
    return redirect("nominations:entry-detail", reference=entry.reference)


@login_required
@require_POST
def reply_send(request: HttpRequest, reference: str) -> HttpResponse:
    entry = get_own_entry(request, reference)
    if not permissions.can_submit_entry(request.user, entry):
        raise PermissionDenied
    form = ReplyForm(request.POST)
    if not form.is_valid():
        page = entry_detail_page(request, entry) | {"reply_form": form}
        return render(request, "nominations/entry_detail.html", page, status=422)
    try:
        reply(entry=entry, user=request.user, text=form.cleaned_data["text"])
    except EntryError as error:
        messages.error(request, str(error.message))
    else:
        messages.success(request, _("Your answer has been sent. The organiser gives a final word."))
    return redirect("nominations:entry-detail", reference=entry.reference)
