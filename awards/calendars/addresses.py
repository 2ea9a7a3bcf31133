"""The secret address at which a person's calendar program reads their dates. Of the
secret only a hash is kept, so it is shown once: whoever lost it makes another one.
"""

from __future__ import annotations

import hashlib
import secrets

from django.db import transaction
from django.db.models.functions import Now

from awards.accounts.models import User
from awards.models import CalendarAddress

BYTES = 32
LONGEST = 100  # letters of anything that could be a secret


def hash_of(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


@transaction.atomic
def make_calendar_address(*, user: User) -> str:
    """The secret of a new address, which is kept nowhere; an earlier one ends."""
    token = secrets.token_urlsafe(BYTES)
    CalendarAddress.objects.update_or_create(
        user=user, defaults={"token_hash": hash_of(token), "made_at": Now()}
    )
    return token


def end_calendar_address(*, user: User) -> bool:
    """Whether there was one."""
    return CalendarAddress.objects.filter(user=user).delete()[0] > 0


def address_of_token(token: str) -> CalendarAddress | None:
    """None for what opens nothing, and for people who may not sign in any more. Found
    by its hash: how long that takes tells nothing of the secret. One statement.
    """
    if len(token) > LONGEST:
        return None
    rows = CalendarAddress.objects.filter(user__is_active=True).select_related("user")
    return rows.filter(token_hash=hash_of(token)).first()
