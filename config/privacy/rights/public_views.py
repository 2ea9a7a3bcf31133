"""Asking without an account: a form, a link to the address, and a word that it was
received. Nothing here shows whether anything is held of the address.
"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache

from awards.accounts.limits import (
    MAILS_ASKED_FOR,
    MAILS_TO_ONE,
    is_post,
    limited,
    may_spend,
)
from awards.language.bilingual import reader_language
from config.privacy.office.officers import contact_address, office
from config.privacy.rights import services
from config.privacy.rights.forms import StrangerForm


@limited(MAILS_ASKED_FOR, when=is_post)
def ask(request: HttpRequest) -> HttpResponse:
    form = StrangerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        email = form.cleaned_data["email"].strip().lower()
        if may_spend(MAILS_TO_ONE, f"privacy {email}"):
            services.ask_without_account(
                **form.cleaned_data, language=reader_language()
            )
        return redirect("privacy-asked")
    context = {"form": form, "days": services.WITHIN.days, "office": office()}
    return render(request, "config/privacy/ask.html", context)


def asked(request: HttpRequest) -> HttpResponse:
    days = services.PROOF_LASTS.days
    return render(request, "config/privacy/asked.html", {"days": days})


@never_cache
def prove(request: HttpRequest, token: str) -> HttpResponse:
    """A button confirms: a reader of mails that follows links confirms nothing."""
    found = services.unproven_by(token)
    context: dict[str, object] = {"contact": contact_address(), "one": found}
    if found is None:
        return render(request, "config/privacy/prove.html", context, status=410)
    if request.method == "POST":
        try:
            context["proven"] = services.prove_request(token=token)
        except services.LinkOver:
            context["one"] = None
    return render(request, "config/privacy/prove.html", context)
