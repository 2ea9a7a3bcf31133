"""The page of results: a plain form, so that it works without script."""

from __future__ import annotations

from typing import cast

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from awards.accounts.models import User
from config.shell.search import asked_from, search_all

MOST_TYPED = 100


@login_required
def search(request: HttpRequest) -> HttpResponse:
    user = cast(User, request.user)
    typed = request.GET.get("q", "").replace("\0", "").strip()[:MOST_TYPED]
    edition = asked_from(user, request.GET.get("edition", "")[:40])
    context = {
        "edition": edition,
        "typed": typed,
        "found": search_all(user, typed, edition),
        "base": "organiser.html" if edition else "base.html",
    }
    return render(request, "config/shell/search.html", context)
