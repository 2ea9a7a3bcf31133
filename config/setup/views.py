"""Organisers' pages of the set-up: the checklist, opening the call, next year's edition."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from awards.accounts.asking import SignedIn
from awards.editions.loading import managed_edition
from awards.editions.views import typed
from awards.models import Edition
from awards.refusals import Refused
from awards.roles import Area
from config.setup.checklist import checklist
from config.setup.copying import copy_edition
from config.setup.deleting import against_deleting, delete_draft
from config.setup.forms import CopyForm, next_year_of
from config.setup.left_behind import left_behind
from config.setup.opening import open_when_ready, take_back


@login_required
def edition_setup(request: HttpRequest, edition: str) -> HttpResponse:
    managed = managed_edition(request, edition)
    source = managed.copied_from
    context = {
        "edition": managed,
        "tab": "setup",
        "setup": "checklist",
        "checklist": checklist(managed),
        "phase": Edition.objects.with_judged_at().get(pk=managed.pk).phase,
        "source": source,
        "left": left_behind(source) if source else [],
    }
    return render(request, "config/setup/checklist.html", context)


@login_required
def edition_open(request: SignedIn, edition: str) -> HttpResponse:
    """Asks once; what is missing sends back to the checklist, which says so."""
    managed = managed_edition(request, edition)
    listed = checklist(managed)
    if request.method == "POST":
        try:
            open_when_ready(edition=managed, actor=request.user)
        except Refused as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, _("The edition is open."))
        return redirect("edition-setup", managed.code)
    if listed.needed or not managed.is_draft:
        return redirect("edition-setup", managed.code)
    context = {
        "edition": managed,
        "tab": "setup",
        "setup": "checklist",
        "checklist": listed,
    }
    return render(request, "config/setup/open.html", context)


@require_POST
@login_required
def edition_draft(request: SignedIn, edition: str) -> HttpResponse:
    managed = managed_edition(request, edition)
    try:
        take_back(edition=managed, actor=request.user)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("The edition is a draft again."))
    return redirect("edition-setup", managed.code)


@login_required
def edition_delete(request: SignedIn, edition: str) -> HttpResponse:
    """Asks once; where it stays, the page says why."""
    managed = managed_edition(request, edition, Area.TEAM)
    if request.method == "POST":
        try:
            delete_draft(edition=managed, actor=request.user)
        except Refused as refused:
            messages.error(request, str(refused))
            return redirect("edition-setup", managed.code)
        said = _("The draft %(name)s was deleted.")
        messages.success(request, said % {"name": managed.name})
        return redirect("awards:edition-list")
    context = {
        "edition": managed,
        "tab": "setup",
        "setup": "checklist",
        "reason": against_deleting(managed),
        "source": managed.copied_from,
    }
    return render(request, "config/setup/delete.html", context)


@login_required
def edition_copy(request: SignedIn, edition: str) -> HttpResponse:
    """The next edition as this one; the page begins filled in with next year."""
    source = managed_edition(request, edition, Area.TEAM)
    form = CopyForm(typed(request), initial=next_year_of(source))
    if request.method == "POST" and form.is_valid():
        try:
            made = copy_edition(
                source=source,
                names=form.names(),
                dates=form.dates(),
                actor=request.user,
            )
        except Refused as refused:
            form.take_refusal(refused)
        else:
            messages.success(request, _("Draft made. Check what it says below."))
            return redirect("edition-setup", made.code)
    context = {"edition": source, "tab": "setup", "form": form}
    return render(request, "config/setup/copy.html", context)
