"""The mails of signing in with a provider."""

from __future__ import annotations

import secrets
from datetime import datetime

from awards.accounts.models import User
from awards.outbox.services import queue_mail
from config.providers.configured import find_provider


def name_for(language: str, provider: str) -> str:
    found = find_provider(provider)
    if found is None:
        return provider
    return found.name_th if language == "th" else found.name_en


def send_code(
    *, email: str, language: str, provider: str, code: str, until: datetime
) -> None:
    """The same to every address: whether it has an account here is not told."""
    queue_mail(
        "provider-code",
        "config/emails/provider_code.txt",
        {
            "email": email,
            "code": code,
            "name": name_for(language, provider),
            "until": until,
        },
        dedupe_key=f"provider-code:{secrets.token_hex(8)}",
        to_email=email,
        language=language,
        urgent=True,
        secrets=[code],
        useful_until=until,
    )


def tell_linked(*, user: User, provider: str) -> None:
    tell(user, "linked", provider)


def tell_unlinked(*, user: User, provider: str) -> None:
    tell(user, "unlinked", provider)


def tell(user: User, what: str, provider: str) -> None:
    """Somebody else may have done it."""
    queue_mail(
        f"provider-{what}",
        f"config/emails/provider_{what}.txt",
        {"name": name_for(user.language, provider)},
        dedupe_key=f"provider-{what}:{user.pk}:{secrets.token_hex(8)}",
        recipient=user,
        urgent=True,
    )
