"""A link to sign in instead of a password, for everybody who has an account."""

from __future__ import annotations

from allauth.account.app_settings import EmailVerificationMethod
from allauth.account.internal.flows.login import perform_login
from allauth.account.models import Login
from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from awards.accounts.destinations import local_path
from awards.accounts.limits import (
    MAILS_ASKED_FOR,
    MAILS_TO_ONE,
    is_post,
    limited,
    may_spend,
)
from awards.accounts.sign_in_links import LASTS, LinkOver, UsedLink, link_of, use_link
from awards.language.bilingual import reader_language
from awards.outbox.reports import address_works
from config.people.sign_in_mails import send_sign_in_link


class AskForm(forms.Form):
    """The address stands in the field of the sign-in page, whose second button leads
    here; what else is typed there is not looked at.
    """

    login = forms.EmailField(
        label=gettext_lazy("Email"),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )


@require_http_methods(["GET", "POST"])
@limited(MAILS_ASKED_FOR, when=is_post)
def ask(request: HttpRequest) -> HttpResponse:
    """The answer is the same for every address: it does not tell who has an account."""
    form = AskForm(request.POST or None)
    typed = request.POST.get("next") or request.GET.get("next", "")
    context: dict[str, object] = {
        "form": form,
        "next": local_path(typed),
        "minutes": LASTS.seconds // 60,
    }
    if request.method == "POST" and form.is_valid():
        email = form.cleaned_data["login"].lower()
        if may_spend(MAILS_TO_ONE, email):
            send_sign_in_link(email=email, language=reader_language(), path=typed)
        return render(request, "config/sign_in/link_sent.html", context)
    return render(request, "config/sign_in/link_ask.html", context)


@never_cache
@require_http_methods(["GET", "POST"])
def sign_in_link(request: HttpRequest, token: str) -> HttpResponse:
    """The link shows a button; only pressing it uses the link up, so a mail scanner
    that looks at it does no harm.
    """
    try:
        link = link_of(token)
        if request.method != "POST":
            return render(request, "config/sign_in/link_open.html", {"link": link})
        used = use_link(token=token)
    except LinkOver:
        context = {"form": AskForm(), "over": True, "next": ""}
        return render(request, "config/sign_in/link_ask.html", context, status=410)
    address_works(address=used.user.email)
    with override(used.user.language):
        return enter(request, used)


def enter(request: HttpRequest, used: UsedLink) -> HttpResponse:
    """The link stands for the password; a second factor is asked for after it."""
    login = Login(
        user=used.user,
        redirect_url=used.path or reverse("desk"),
        # the link has shown whose the address is
        email_verification=EmailVerificationMethod.NONE,
    )
    response: HttpResponse = perform_login(request, login)
    if request.user.is_authenticated:
        messages.success(request, _("You are signed in."))
    return response
