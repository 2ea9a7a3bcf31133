"""The operator's page of mails that failed. It shows to whom and why, never what the mail says."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from awards.outbox.failed import send_again
from awards.outbox.models import Message, Relay
from awards.outbox.permissions import can_see_failed_mails

PAGE = 50


@login_required
def failed_mails(request: HttpRequest) -> HttpResponse:
    if not can_see_failed_mails(request.user):
        raise PermissionDenied
    failed = Message.objects.visible_to(request.user).order_by("-finished_at", "-pk")
    context = {
        "page": Paginator(failed, PAGE).get_page(request.GET.get("page")),
        "relay": Relay.objects.exclude(away_since=None).first(),
    }
    return render(request, "config/failed_mails.html", context)


@login_required
@require_POST
def failed_mail_send(request: HttpRequest, pk: int) -> HttpResponse:
    if not can_see_failed_mails(request.user):
        raise PermissionDenied
    message = get_object_or_404(Message.objects.visible_to(request.user), pk=pk)
    if send_again(message=message):
        messages.success(request, _("The email will be sent again."))
    return redirect("failed-mails")
