"""A code by mail shows who one is, for whoever has neither a password nor a second
factor. The session keeps its hash, never the code.
"""

from __future__ import annotations

import secrets
import time
from datetime import timedelta

from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import override

from awards.accounts.models import User
from awards.outbox.services import queue_mail

KEPT, SALT = "mailed_code", "config.people.mailed_codes"
LASTS = timedelta(minutes=15)
MOST_TRIES = 5
DIGITS = 8


def hash_of(code: str, user: User) -> str:
    return salted_hmac(SALT, f"{user.pk} {code}", algorithm="sha256").hexdigest()


def send_code(session: SessionBase, *, user: User) -> None:
    """A new one ends the one before."""
    code = f"{secrets.randbelow(10**DIGITS):0{DIGITS}d}"
    expires_at = timezone.now() + LASTS
    session[KEPT] = {
        "hash": hash_of(code, user),
        "until": expires_at.timestamp(),
        "tries": 0,
    }
    with override(user.language):
        sessions = f"{settings.SITE_URL}{reverse('accounts:profile')}#sessions"
    queue_mail(
        "confirm_code",
        "config/emails/confirm_code.txt",
        {"code": code, "expires_at": expires_at, "sessions": sessions},
        dedupe_key=f"confirm_code:{secrets.token_hex(8)}",
        recipient=user,
        urgent=True,
        secrets=[code],
        useful_until=expires_at,
    )


def is_right(session: SessionBase, code: str, *, user: User) -> bool:
    """Each look is a try; a right code is used up."""
    kept = session.get(KEPT)
    if not kept or kept["until"] < time.time() or kept["tries"] >= MOST_TRIES:
        return False
    right = constant_time_compare(kept["hash"], hash_of(code, user))
    if right:
        del session[KEPT]
    else:
        session[KEPT] = {**kept, "tries": kept["tries"] + 1}
    return right
