"""Being signed in without typing: for tools of this checkout that act as a person of
the demonstration.
"""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore

from awards.accounts.models import User
from config.people.confirmed import note_confirmed


def cookies(session: str, csrf: str) -> str:
    """The header of a request that is signed in and may send forms."""
    return (
        f"{settings.SESSION_COOKIE_NAME}={session}; {settings.CSRF_COOKIE_NAME}={csrf}"
    )


def session_cookie(user: User) -> dict[str, str]:
    """A new session of this person, as name and value of its cookie."""
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    note_confirmed(session)
    session.save()
    return {"name": settings.SESSION_COOKIE_NAME, "value": str(session.session_key)}
