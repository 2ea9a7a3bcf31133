"""The pages of sign-in at which somebody shows that an address is theirs: see
``awards.accounts.people``.
"""

from __future__ import annotations

from typing import Any

from allauth.account.forms import ResetPasswordKeyForm
from allauth.account.internal.stagekit import unstash_login
from allauth.account.models import EmailAddress
from allauth.account.views import (
    ConfirmEmailView,
    EmailVerificationSentView,
    PasswordChangeView,
    PasswordResetFromKeyView,
    PasswordSetView,
)
from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from awards.accounts.destinations import local_path, take_origin
from awards.accounts.limits import (
    MAILS_ASKED_FOR,
    MAILS_TO_ONE,
    MINUTE,
    TooMany,
    is_post,
    limited,
    spend,
)
from awards.accounts.models import User
from awards.accounts.people import NotProven, is_proven, prove_address, sign_in
from config.people import signing_up
from config.people.signing_up import (
    AlreadyConfirmed,
    SignUpBegun,
    begun_in,
    correct_address,
    send_again,
)


def signed_up_here(request: HttpRequest, user: User) -> bool:
    """This very browser made the account, and set its password."""
    begun = begun_in(request.session)
    return begun is not None and begun.user == user.pk


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
        if is_first(address):
            if signed_up_here(self.request, address.user):
                return self.confirm_here(address.user)
            if not began_here(self.request, address.user):
                return self.confirm_from_elsewhere(address.user)
        response: HttpResponse = super().post(*args, **kwargs)
        return response

    def confirm_here(self, user: User) -> HttpResponse:
        try:
            sign_in(self.request, prove_address(user=user, knows_password=True))
        except NotProven:
            return redirect("account_login")
        signing_up.forget(self.request.session)
        messages.success(self.request, _("Your email address is confirmed."))
        return redirect(take_origin(user=user) or "desk")

    def confirm_from_elsewhere(self, user: User) -> HttpResponse:
        """They choose a password, and come to where the sign-up began."""
        try:
            sign_in(self.request, prove_address(user=user))
        except NotProven:
            return redirect("account_login")
        messages.success(
            self.request,
            _(
                "Your email address is confirmed. You opened the link in another browser "
                "than the one you signed up in, so choose your password again."
            ),
        )
        path = take_origin(user=user) or reverse("desk")
        query = urlencode({"next": path})
        return redirect(f"{reverse('account_set_password')}?{query}")


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


class ChoosePassword(PasswordSetView):  # type: ignore[misc]
    """``path``: where who would rather have none goes on to."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        context["path"] = local_path(self.request.GET.get("next", ""))
        return context


class ChangePassword(PasswordChangeView):  # type: ignore[misc]
    """``known``: led here since the password became known elsewhere; ``path``: on from
    here.
    """

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        context["path"] = local_path(self.request.GET.get("next", ""))
        context["known"] = "known" in self.request.GET
        return context


class OtherAddress(forms.Form):
    email = forms.EmailField(
        label=gettext_lazy("Email"),
        widget=forms.EmailInput(
            attrs={"class": "form-control", "autocomplete": "email"}
        ),
    )


class VerificationSent(EmailVerificationSentView):  # type: ignore[misc]
    """The page that waits for the confirmation: to whom the mail went, the same mail
    again, another address. It shows and does the same whether that address has an
    account already.
    """

    form: OtherAddress | None = None

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        context["begun"] = begun_in(self.request.session)
        context["form"] = self.form or OtherAddress()
        return context

    def post(self, request: HttpRequest) -> HttpResponse:
        begun = begun_in(request.session)
        if begun is None:
            return redirect("account_login")
        try:
            if request.POST.get("act") == "change":
                return self.change(request, begun)
            return self.again(request, begun)
        except AlreadyConfirmed:
            signing_up.forget(request.session)
            messages.info(request, _("Your email address is confirmed. Sign in."))
            return redirect("account_login")

    def again(self, request: HttpRequest, begun: SignUpBegun) -> HttpResponse:
        if self.may_mail(request, begun.email):
            send_again(begun=begun)
            messages.success(
                request, _("We have sent the email to %s again.") % begun.email
            )
        return redirect("account_email_verification_sent")

    def change(self, request: HttpRequest, begun: SignUpBegun) -> HttpResponse:
        self.form = OtherAddress(request.POST)
        if not self.form.is_valid():
            return self.shown(422)
        email = self.form.cleaned_data["email"].lower()
        if not self.may_mail(request, email):
            return self.shown(429)
        signing_up.keep(request.session, correct_address(begun=begun, email=email))
        messages.success(request, _("We have sent an email to %s.") % email)
        return redirect("account_email_verification_sent")

    def shown(self, status: int) -> HttpResponse:
        return render(
            self.request, self.template_name, self.get_context_data(), status=status
        )

    def may_mail(self, request: HttpRequest, email: str) -> bool:
        """Says when to try again where it may not: nothing is sent then."""
        try:
            spend(MAILS_TO_ONE, email)
        except TooMany as error:
            minutes = -(-error.wait // MINUTE)
            messages.warning(
                request,
                ngettext(
                    "Nothing was sent: this address has had several emails just now. Try "
                    "again in %d minute.",
                    "Nothing was sent: this address has had several emails just now. Try "
                    "again in %d minutes.",
                    minutes,
                )
                % minutes,
            )
            return False
        return True


verification_sent = limited(MAILS_ASKED_FOR, when=is_post)(VerificationSent.as_view())
