"""The page on which one shows once more who one is: every way of this account on one
page, the shortest first.
"""

from __future__ import annotations

from dataclasses import dataclass

from allauth.account.forms import ReauthenticateForm
from allauth.mfa.webauthn.forms import ReauthenticateWebAuthnForm
from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from awards.accounts.asking import SignedIn
from awards.accounts.destinations import local_path
from awards.accounts.limits import MAILS_TO_ONE, may_spend
from awards.accounts.models import User
from awards.language.code_fields import TypedCode
from config.people.confirmed import note_confirmed
from config.people.mailed_codes import KEPT, is_right, send_code
from config.people.second_factors import Factors, factors_of
from config.signing_in import passkey_options
from config.signing_in.desk_waits import SHOW, desk_is_open
from config.signing_in.forms import ConfirmCode


class MailedCode(forms.Form):
    mailed = TypedCode(label=gettext_lazy("Code from the email"))

    def __init__(self, request: SignedIn, *args: object) -> None:
        self.request = request
        super().__init__(*args)  # type: ignore[arg-type]

    def clean_mailed(self) -> str:
        code: str = self.cleaned_data["mailed"]
        if not is_right(self.request.session, code, user=self.request.user):
            raise forms.ValidationError(
                _("This is not the code, or it is too old. Ask for a new one.")
            )
        return code


@dataclass(frozen=True)
class Ways:
    """What this account can show. The mail only where there is nothing else."""

    password: bool
    factors: Factors
    mail: bool

    @classmethod
    def of(cls, user: User) -> Ways:
        factors, password = factors_of(user), user.has_usable_password()
        return cls(password, factors, mail=not (password or factors.any))

    def fields(self) -> list[str]:
        offered = {
            "password": self.password,
            "code": self.factors.any,
            "credential": bool(self.factors.passkeys),
            "mailed": self.mail,
        }
        return [field for field, offer in offered.items() if offer]


# the field by which a form that was sent is known
FORMS = {
    "password": ReauthenticateForm,
    "code": ConfirmCode,
    "credential": ReauthenticateWebAuthnForm,
}


OF_A_FACTOR = ("code", "credential")


def form_of(request: SignedIn, field: str) -> forms.Form:
    sent = request.POST if request.method == "POST" and field in request.POST else None
    if field == "mailed":
        return MailedCode(request, sent)
    form: forms.Form = FORMS[field](user=request.user, data=sent)
    return form


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def confirm(request: SignedIn) -> HttpResponse:
    ways = Ways.of(request.user)
    wants_factor = bool(request.session.get(SHOW)) and ways.factors.any
    found = {
        field: form_of(request, field)
        for field in ways.fields()
        if field in OF_A_FACTOR or not wants_factor
    }
    wanted = local_path(request.POST.get("next") or request.GET.get("next", ""))
    for field, form in found.items():
        if form.is_bound and form.is_valid():
            note_confirmed(request.session)
            if field in OF_A_FACTOR:
                desk_is_open(request)
            return redirect(wanted or "accounts:profile")
    context = {
        "forms": found,
        "ways": ways,
        "wants_factor": wants_factor,
        "next": wanted,
        "mail_sent": KEPT in request.session,
        "options": passkey_options.to_ask(request.user)
        if ways.factors.passkeys
        else "",
    }
    status = 422 if any(form.errors for form in found.values()) else 200
    return render(request, "config/signing_in/confirm.html", context, status=status)


@login_required
@require_POST
def confirm_mail(request: SignedIn) -> HttpResponse:
    user = request.user
    if not Ways.of(user).mail:
        return back(request)
    if may_spend(MAILS_TO_ONE, user.email):
        send_code(request.session, user=user)
        messages.success(request, _("We have sent an email to %s.") % user.email)
    else:
        messages.warning(
            request,
            _("Nothing was sent: this address has had several emails just now."),
        )
    return back(request)


def back(request: SignedIn) -> HttpResponse:
    query = urlencode({"next": local_path(request.POST.get("next", ""))})
    return redirect(f"{reverse('account_reauthenticate')}?{query}")
