"""How long a session lasts without use, by what its owner may do. A session that a
judge's link began is a judge's.

When it was last used, and its limit, stand in the session itself: written anew every
ten minutes at most, so that pages cost no more.
"""

from __future__ import annotations

import time

from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase

from awards.accounts.models import User
from config.people.second_factors import keeps_a_desk
from judging.models import Judge

USED_AT, LIMIT = "used_at", "idle_limit"
GRAIN = 600


def idle_limit_of(user: User) -> int:
    """Seconds; of whoever has no such role, as long as the cookie lives."""
    if keeps_a_desk(user):
        return int(settings.IDLE_OF_DESKS)
    if Judge.objects.filter(user=user).exists():
        return int(settings.IDLE_OF_JUDGES)
    return settings.SESSION_COOKIE_AGE


def note_use(session: SessionBase, limit: int) -> None:
    session[USED_AT] = time.time()
    session[LIMIT] = limit


def is_noted(session: SessionBase) -> bool:
    return time.time() - float(session.get(USED_AT, 0)) < GRAIN


def is_idle(session: SessionBase) -> bool:
    """Never before the limit: what was noted last may be ``GRAIN`` seconds old."""
    if USED_AT not in session:
        return False
    unused = time.time() - float(session[USED_AT])
    return unused > float(session[LIMIT]) + GRAIN
