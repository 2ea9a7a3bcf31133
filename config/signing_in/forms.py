"""The forms of second factors: allauth's, with our own count of wrong codes. A code
passes once.
"""

from __future__ import annotations

from typing import Any, NoReturn

from allauth.core import context
from allauth.core.internal.cryptokit import normalize_user_code
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base import forms as base_forms
from allauth.mfa.models import Authenticator
from allauth.mfa.totp import forms as totp_forms
from allauth.mfa.totp.internal.auth import SECRET_SESSION_KEY, generate_totp_secret
from allauth.mfa.webauthn import forms as webauthn_forms
from cryptography.fernet import InvalidToken
from django import forms
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from awards.accounts.limits import MINUTE, Limit, give_back, may_spend
from awards.accounts.models import User
from awards.accounts.watching import Event, note
from awards.language.code_fields import TypedCode
from config.people import factor_secrets
from config.people.second_factors import tell_of_reused_code
from config.signing_in.adapter import LONGEST_NAME

# By account, after the password or the link was right: six digits are not many.
WRONG_CODES = Limit("wrong-codes", 6, 15 * MINUTE)
# A code is good in its half minute and the ones beside it.
CODE_LIVES = 120


def spend_try(user: User) -> str:
    """Counts a try before the code is looked at; returns whom it counts for."""
    who = f"account {user.pk}"
    if not may_spend(WRONG_CODES, who):
        note(Event.TOO_MANY_TRIES, context.request, user=user)
        raise get_adapter().validation_error("rate_limited")
    return who


class CountedCode(forms.Form):
    """The code of an app, or a recovery code."""

    code = TypedCode(label=_("Code from your app"))

    def clean_code(self) -> str:
        user: User = self.user  # type: ignore[attr-defined]
        who = spend_try(user)
        passed = (
            f"factor-code:{user.pk}:{normalize_user_code(self.cleaned_data['code'])}"
        )
        if cache.get(passed):
            refuse_reused(user)
        code = self.looked_at(user)
        used: Authenticator = self.authenticator  # type: ignore[attr-defined]
        if used.type == Authenticator.Type.TOTP and not cache.add(
            passed, 1, CODE_LIVES
        ):
            refuse_reused(user)  # two came at once
        give_back(WRONG_CODES, who)
        return code

    def looked_at(self, user: User) -> str:
        """Right by the app or among the recovery codes, or refused."""
        try:
            code: str = super().clean_code()  # type: ignore[misc]
        except ValidationError:
            note(Event.WRONG_FACTOR, context.request, user=user)
            raise
        except InvalidToken as error:
            raise get_adapter().validation_error("closed_for_good") from error
        return code


def refuse_reused(user: User) -> NoReturn:
    """Its owner is told: somebody else may have seen it."""
    note(Event.REUSED_CODE, context.request, user=user)
    tell_of_reused_code(user=user)
    raise get_adapter().validation_error("incorrect_code")


class CheckCode(CountedCode, base_forms.AuthenticateForm):  # type: ignore[misc]
    """At sign-in."""


class ConfirmCode(CountedCode, base_forms.ReauthenticateForm):  # type: ignore[misc]
    """While signed in."""


class ActivateApp(totp_forms.ActivateTOTPForm):  # type: ignore[misc]
    """The secret waits in the session, encrypted, until a code shows that the app has it."""

    code = TypedCode(label=_("Code from your app"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        self.user = kwargs.pop("user")
        forms.Form.__init__(self, *args, **kwargs)
        self.secret = pending_secret(anew=not self.is_bound)

    def clean_code(self) -> str:
        who = spend_try(self.user)
        try:
            code: str = super().clean_code()
        except ValidationError as error:
            if error.code != "incorrect_code":
                raise
            raise get_adapter().validation_error("wrong_first_code") from error
        give_back(WRONG_CODES, who)
        return code


def pending_secret(*, anew: bool) -> str:
    session = context.request.session
    kept = None if anew else session.get(SECRET_SESSION_KEY)
    if kept:
        return factor_secrets.decrypt(kept)
    secret: str = generate_totp_secret()
    session[SECRET_SESSION_KEY] = factor_secrets.encrypt(secret)
    return secret


class AddPasskey(webauthn_forms.AddWebAuthnForm):  # type: ignore[misc]
    """Every passkey is enough to sign in with: kept in the device, opened by its owner's
    finger, face or PIN.
    """

    name = forms.CharField(
        label=_("Name"),
        required=False,
        max_length=LONGEST_NAME,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    passwordless = None


class RenamePasskey(webauthn_forms.EditWebAuthnForm):  # type: ignore[misc]
    name = forms.CharField(
        label=_("Name"),
        max_length=LONGEST_NAME,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
