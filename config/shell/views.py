"""The organiser's pages that need every room: the home of an edition."""

from __future__ import annotations

from typing import cast

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from awards.accounts.models import User
from awards.editions.loading import managed_edition
from config.shell.home import home_of


@login_required
def edition_home(request: HttpRequest, edition: str) -> HttpResponse:
    managed = managed_edition(request, edition)
    context = {"edition": managed, "home": home_of(managed, cast(User, request.user))}
    return render(request, "config/shell/home.html", context)
