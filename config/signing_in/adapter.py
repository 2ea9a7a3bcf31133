"""What allauth asks of us about second factors."""

from __future__ import annotations

import io

from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from awards.accounts.models import User
from config.people import factor_secrets
from config.people.device_words import device_words
from config.people.second_factors import STRONG, must_have_factor

LONGEST_NAME = 80


class Adapter(DefaultMFAAdapter):  # type: ignore[misc]
    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": gettext_lazy(
            "This did not work. Type the six digits that your app shows now or a "
            "recovery code that you have not used yet, or try the passkey again."
        ),
        "wrong_first_code": gettext_lazy(
            "This is not the code. Type the six digits that your app shows now."
        ),
        "closed_for_good": gettext_lazy(
            "This site can no longer read what your app was set up with. Sign in with a "
            "passkey, or ask an operator to remove your second step."
        ),
        "cannot_delete_authenticator": gettext_lazy(
            "Your role needs a second step. Add another one first, then remove this one."
        ),
        "cannot_generate_recovery_codes": gettext_lazy(
            "Recovery codes come with a passkey or an app. Add one of them first."
        ),
        "rate_limited": gettext_lazy(
            "Too many wrong codes. Wait a quarter of an hour, then try again."
        ),
    }

    def encrypt(self, text: str) -> str:
        return factor_secrets.encrypt(text)

    def decrypt(self, encrypted_text: str) -> str:
        return factor_secrets.decrypt(encrypted_text)

    def build_totp_svg(self, url: str) -> str:
        """On white: cameras read it in the dark as well."""
        import segno  # drawn for few, once

        drawn = io.BytesIO()
        segno.make(url, error="m").save(drawn, kind="svg", scale=4, light="white")
        return drawn.getvalue().decode()

    def _get_site_name(self) -> str:
        return _("Smart City Solutions Awards")

    def generate_authenticator_name(self, user: User, type: Authenticator.Type) -> str:
        """Of this browser: whoever has several tells them apart by where they made them."""
        request: HttpRequest = context.request
        return device_words(request.headers.get("User-Agent", ""))[:LONGEST_NAME]

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """The last factor of somebody whose role needs one stays."""
        if authenticator.type not in STRONG or not must_have_factor(authenticator.user):
            return True
        others = Authenticator.objects.filter(
            user=authenticator.user_id, type__in=STRONG
        ).exclude(pk=authenticator.pk)
        return bool(others.exists())
