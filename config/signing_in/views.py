"""The pages on which people set up second factors, and the one that asks for them."""

from __future__ import annotations

from typing import Any

from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.views import AuthenticateView
from allauth.mfa.recovery_codes.views import (
    GenerateRecoveryCodesView,
    ViewRecoveryCodesView,
)
from allauth.mfa.totp.views import ActivateTOTPView, DeactivateTOTPView
from allauth.mfa.webauthn.views import (
    AddWebAuthnView,
    EditWebAuthnView,
    LoginWebAuthnView,
    RemoveWebAuthnView,
)
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse, reverse_lazy
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from awards.accounts.asking import SignedIn
from awards.accounts.destinations import local_path
from awards.accounts.models import User
from awards.accounts.watching import Event, note
from config.people.second_factors import WAITS, factors_of, must_have_factor
from config.providers.ways_in import LastWayIn, keep_the_last
from config.signing_in import passkey_options
from config.signing_in.desk_waits import (
    desk_is_open,
    keep_way,
    no_longer_waits,
    way_on,
)


@login_required
def factor_list(request: SignedIn) -> HttpResponse:
    context = {
        "factors": factors_of(request.user),
        "must": must_have_factor(request.user),
        "demo": settings.DEMO,
    }
    return render(request, "config/signing_in/factors.html", context)


@login_required
def factor_start(request: SignedIn) -> HttpResponse:
    """Where a sign-in leads whose role needs a second factor. ``next``: where they
    wanted to go; kept in the session until there is a factor.
    """
    keep_way(request, local_path(request.GET.get("next", "")))
    if factors_of(request.user).any:
        no_longer_waits(request)
        return redirect(way_on(request))
    context = {
        "waits": request.session.get(WAITS, False),
        "way_on": way_on(request),
        "must": must_have_factor(request.user),
    }
    return render(request, "config/signing_in/start.html", context)


class Check(AuthenticateView):  # type: ignore[misc]
    """The second step of a sign-in."""

    template_name = "config/signing_in/check.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        factors = factors_of(self.stage.login.user)
        options = context.pop("js_data")["request_options"]
        context["options"] = passkey_options.as_text(options)
        context["passkeys"] = factors.passkeys
        context["app"] = factors.app
        context["contact"] = settings.DEFAULT_FROM_EMAIL
        return context

    def form_invalid(self, form: Form) -> HttpResponse:
        """A wrong code was noted where it was counted."""
        if "code" not in self.request.POST:
            user = self.stage.login.user
            note(Event.WRONG_FACTOR, self.request, user=user, way="passkey")
        response: HttpResponse = super().form_invalid(form)
        return response


class AddPasskeyPage(AddWebAuthnView):  # type: ignore[misc]
    template_name = "config/signing_in/passkey_add.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super(AddWebAuthnView, self).get_context_data(
            **kwargs
        )
        context["options"] = passkey_options.to_make(self.request.user)
        return context

    def form_valid(self, form: Form) -> HttpResponse:
        response: HttpResponse = super().form_valid(form)
        desk_is_open(self.request)
        return response


class RenamePasskeyPage(EditWebAuthnView):  # type: ignore[misc]
    template_name = "config/signing_in/passkey_rename.html"
    success_url = reverse_lazy("mfa_index")


class RemovePasskeyPage(RemoveWebAuthnView):  # type: ignore[misc]
    template_name = "config/signing_in/passkey_remove.html"
    success_url = reverse_lazy("mfa_index")

    @transaction.atomic
    def form_valid(self, form: Form) -> HttpResponse:
        if refusal := self.against_removing():
            messages.warning(self.request, refusal)
            return redirect("mfa_index")
        response: HttpResponse = super().form_valid(form)
        return response

    def against_removing(self) -> str:
        """Why it stays; empty where it may go."""
        if not get_adapter().can_delete_authenticator(self.object):
            return str(get_adapter().error_messages["cannot_delete_authenticator"])
        person = User.objects.select_for_update().get(pk=self.request.user.pk)
        try:
            keep_the_last(person)
        except LastWayIn:
            return _(
                "This passkey is your only way to sign in, since our emails do not "
                "reach you. Choose a password or correct your email address first."
            )
        return ""


class PasskeySignIn(LoginWebAuthnView):  # type: ignore[misc]
    """GET gives a challenge to the page's script; POST signs in with its answer."""

    def form_valid(self, form: Form) -> HttpResponse:
        """To where they wanted to go; see ``Adapter.post_login``."""
        wanted = local_path(self.request.POST.get("next", ""))
        response: HttpResponse = super().form_valid(form)
        return redirect(wanted) if self.may_go(response, wanted) else response

    def may_go(self, response: HttpResponse, wanted: str) -> bool:
        """Not past the set-up that a sign-in leads to first."""
        starts = response.headers.get("Location", "").startswith(
            reverse("factor-start")
        )
        return bool(wanted) and self.request.user.is_authenticated and not starts

    def form_invalid(self, form: Form) -> HttpResponse:
        note(Event.WRONG_FACTOR, self.request, way="passkey")
        super().form_invalid(form)
        wanted = local_path(self.request.POST.get("next", ""))
        query = f"?{urlencode({'next': wanted})}" if wanted else ""
        return redirect(reverse("account_login") + query)


class AddApp(ActivateTOTPView):  # type: ignore[misc]
    template_name = "config/signing_in/app_add.html"

    def form_valid(self, form: Form) -> HttpResponse:
        response: HttpResponse = super().form_valid(form)
        desk_is_open(self.request)
        return response


class RemoveApp(DeactivateTOTPView):  # type: ignore[misc]
    template_name = "config/signing_in/app_remove.html"


class RecoveryCodes(ViewRecoveryCodesView):  # type: ignore[misc]
    """Shown once, right after they were made."""

    template_name = "config/signing_in/codes.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        context["way_on"] = way_on(self.request)
        if context["can_view_codes"]:
            context["file"] = as_file(context["unused_codes"])
        return context


def as_file(codes: list[str]) -> str:
    """A download that needs no second request: codes are shown once."""
    lines = [settings.SITE_URL, "", *codes, ""]
    return "data:text/plain;charset=utf-8," + "%0A".join(lines)


class NewCodes(GenerateRecoveryCodesView):  # type: ignore[misc]
    template_name = "config/signing_in/codes_new.html"
