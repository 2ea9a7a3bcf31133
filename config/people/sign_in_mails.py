"""The mails of signing in and up that are asked for on pages of ours: a link to sign in,
and the confirmation of an address. Whether an account exists is told by mail alone.
"""

from __future__ import annotations

import secrets

from allauth.account.models import EmailAddress, EmailConfirmationHMAC
from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import override

from awards.accounts.models import User
from awards.accounts.sign_in_links import issue_link, who_may_have_a_link
from awards.outbox.services import queue_mail


@transaction.atomic
def send_sign_in_link(*, email: str, language: str, path: str = "") -> None:
    """A link for whoever has an account with this address; to every other address a mail
    that says that there is none, in ``language``. Both take the same work.
    """
    email = email.strip().lower()
    user = who_may_have_a_link(email)
    issued = issue_link(user=user, email=email, path=path)
    spoken = user.language if user else language
    with override(spoken):
        link = reverse("sign-in-link", args=[issued.token])
        sign_up = address_with_path("account_signup", path)
    event = "sign_in_link" if user else "sign_in_unknown"
    queue_mail(
        event,
        f"config/emails/{event}.txt",
        {
            "email": email,
            "link": settings.SITE_URL + link,
            "sign_up": sign_up,
            "expires_at": issued.expires_at,
        },
        dedupe_key=f"{event}:{secrets.token_hex(8)}",
        recipient=user,
        to_email=email,
        language=spoken,
        urgent=True,
        secrets=[issued.token],
        useful_until=issued.expires_at if user else None,
    )


def address_with_path(name: str, path: str) -> str:
    """A page of sign-in that knows where its reader wants to go."""
    query = f"?{urlencode({'next': path})}" if path else ""
    return settings.SITE_URL + reverse(name) + query


def send_confirmation(*, user: User, language: str) -> None:
    """Again or for the first time: "is this your address?". Links of before stay good as
    long as the address is this account's.
    """
    address = EmailAddress.objects.get(user=user, email=user.email)
    key = EmailConfirmationHMAC.create(address).key
    with override(language):
        link = settings.SITE_URL + reverse("account_confirm_email", args=[key])
    queue_mail(
        "email_confirmation_signup",
        "account/email/email_confirmation_signup.txt",
        {"user": user, "activate_url": link},
        dedupe_key=f"email_confirmation_signup:{secrets.token_hex(8)}",
        to_email=user.email,
        language=language,
        urgent=True,
        secrets=[key],
    )


def send_already_exists(*, email: str, language: str, path: str = "") -> None:
    """To an address that was typed to sign up and has an account."""
    with override(language):
        context = {
            "email": email,
            "sign_in_url": address_with_path("account_login", path),
            "password_reset_url": address_with_path("account_reset_password", ""),
        }
    queue_mail(
        "account_already_exists",
        "account/email/account_already_exists.txt",
        context,
        dedupe_key=f"account_already_exists:{secrets.token_hex(8)}",
        to_email=email,
        language=language,
        urgent=True,
    )
