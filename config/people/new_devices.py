"""Somebody signed in from a browser that this account was not signed in from before: its
owner is told.

The mail says which browser and when, and leads to the list of sessions. It holds no key
and no address of the network: whoever reads it alone can do nothing.
"""

from __future__ import annotations

import secrets

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from awards.accounts.models import User
from awards.outbox.services import queue_mail
from config.people.device_words import device_words


def tell_of_new_device(*, user: User, user_agent: str) -> None:
    with override(user.language):
        context = {
            "device": device_words(user_agent),
            "at": timezone.now(),
            "sessions": f"{settings.SITE_URL}{reverse('accounts:profile')}#sessions",
            "password": settings.SITE_URL + reverse("account_reset_password"),
        }
    queue_mail(
        "new_device",
        "config/emails/new_device.txt",
        context,
        dedupe_key=f"new_device:{user.pk}:{secrets.token_hex(8)}",
        recipient=user,
        urgent=True,
    )
