"""The operator's page of people who asked to have their data erased."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from awards.accounts.asking import SignedIn
from config.people import erasure_requests
from config.people.personal_data import erase_person


def check_operator(request: SignedIn) -> None:
    if not request.user.is_operator:
        raise PermissionDenied


@login_required
def erasure_list(request: SignedIn) -> HttpResponse:
    check_operator(request)
    asked = erasure_requests.waiting().select_related("user").order_by("asked_at")
    lines = [(each, erasure_requests.due_at(each)) for each in asked]
    return render(request, "config/account/erasures.html", {"lines": lines})


@login_required
@require_POST
def erasure_do(request: SignedIn, pk: int) -> HttpResponse:
    """The address is typed once more: it cannot be undone."""
    check_operator(request)
    asked = get_object_or_404(erasure_requests.waiting().select_related("user"), pk=pk)
    if request.POST.get("email", "").strip().lower() != asked.user.email:
        messages.error(request, _("Type the email address of the person to confirm."))
        return redirect("erasure-requests")
    erased = erase_person(email=asked.user.email)
    messages.success(request, _("The data are erased. What was kept, and why:"))
    for kept in erased.refused:
        messages.info(request, f"{kept['what']}: {kept['reason']}")
    return redirect("erasure-requests")
