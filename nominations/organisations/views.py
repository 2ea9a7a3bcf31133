from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render

from awards.accounts.asking import SignedIn
from awards.editions.loading import known_or_missing
from nominations.organisations.forms import OrganisationForm
from nominations.organisations.services import register_organisation


@login_required
def organisation_create(request: SignedIn, edition: str) -> HttpResponse:
    """On the way to an entry: who enters."""
    found = known_or_missing(request, edition)
    form = OrganisationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        register_organisation(user=request.user, **form.details())
        return redirect("nominations:entry-create", edition=found.code)
    return render(
        request,
        "nominations/organisations/organisation_create.html",
        {"edition": found, "form": form},
    )
