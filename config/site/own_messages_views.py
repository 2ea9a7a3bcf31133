from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from awards.accounts.asking import SignedIn
from config.site.own_messages import SearchForm, own_message, own_messages


@login_required
@require_safe
def messages_list(request: SignedIn) -> HttpResponse:
    asked = SearchForm(request.GET).asked()
    found = own_messages(request.user, asked, request.GET.get("page"))
    context = {"found": found, "asked": asked, "page": found.page}
    return render(request, "config/account/messages.html", context)


@login_required
@require_safe
def message_show(request: SignedIn, pk: int) -> HttpResponse:
    found = own_message(request.user, pk)
    if found is None:
        raise Http404
    context = {"found": found, "line": found.line, "message": found.line.message}
    return render(request, "config/account/message.html", context)
