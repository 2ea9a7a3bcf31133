"""When this session's owner last showed who they are."""

from __future__ import annotations

import time

from django.contrib.sessions.backends.base import SessionBase

CONFIRMED_AT = "confirmed_at"


def note_confirmed(session: SessionBase) -> None:
    session[CONFIRMED_AT] = time.time()
