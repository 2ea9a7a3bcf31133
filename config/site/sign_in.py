"""The pages of sign-in at which somebody shows that an address is theirs: see
``awards.accounts.people``.
"""

from __future__ import annotations

from typing import Any

from allauth.account.forms import ResetPasswordKeyForm
from allauth.account.internal.stagekit import unstash_login
from allauth.account.models import EmailAddress
from allauth.account.views import ConfirmEmailView, PasswordResetFromKeyView
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from awards.accounts.models import User
from awards.accounts.people import NotProven, is_proven, prove_address, sign_in


def began_here(request: HttpRequest, user: User) -> bool:
    """This very browser gave the account's password a moment ago, to sign up or to sign in."""
    begun = unstash_login(request, peek=True)
    return bool(begun and begun.user and begun.user.pk == user.pk)


class ConfirmEmail(ConfirmEmailView):  # type: ignore[misc]
    """The link of "confirm your address". Who comes with it from elsewhere than the
    sign-up reads the mail, but has not
    shown to be who signed up: the password ends, and they choose one of their own.
    """

    def get(self, *args: Any, **kwargs: Any) -> HttpResponse:
        response: HttpResponse = super().get(*args, **kwargs)
        if self.object and not may_confirm(self.request, self.object.email_address):
            return render(
                self.request, "account/email_confirm.html", {"sign_in_first": True}
            )
        return response

    def post(self, *args: object, **kwargs: object) -> HttpResponse:
        address = self.get_object().email_address
        if not may_confirm(self.request, address):
            return render(
                self.request,
                "account/email_confirm.html",
                {"sign_in_first": True},
                status=403,
            )
        if is_first(address) and not began_here(self.request, address.user):
            return self.confirm_from_elsewhere(address.user)
        response: HttpResponse = super().post(*args, **kwargs)
        return response

    def confirm_from_elsewhere(self, user: User) -> HttpResponse:
        try:
            sign_in(self.request, prove_address(user=user))
        except NotProven:
            return redirect("account_login")
        messages.success(
            self.request,
            _("Your email address is confirmed. Choose your password."),
        )
        return redirect("account_set_password")


def is_first(address: EmailAddress) -> bool:
    return address.email == address.user.email and not is_proven(address.user)


def may_confirm(request: HttpRequest, address: EmailAddress) -> bool:
    """A further address is confirmed by the account it is added to: whoever else reads
    its mail does not lend it.
    """
    return is_first(address) or request.user == address.user


class ResetPasswordFromKey(PasswordResetFromKeyView):  # type: ignore[misc]
    def form_valid(self, form: ResetPasswordKeyForm) -> HttpResponse:
        try:
            form.user = prove_address(user=self.reset_user)
        except NotProven:
            return redirect("account_login")
        response: HttpResponse = super().form_valid(form)
        return response
