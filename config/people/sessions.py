"""Where a person is signed in: the list, and ending a session from another device."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from importlib import import_module

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth import HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.models import Session
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from awards.accounts.models import User
from config.people.device_words import device_words


@dataclass(frozen=True)
class OwnSession:
    """``here``: the one that asks. ``judging_only``: begun by a judge's link."""

    pk: int
    device: str
    began_at: datetime
    last_seen_at: datetime
    here: bool
    judging_only: bool


def sessions_of(user: User, *, here: str | None) -> list[OwnSession]:
    """Those that are good now, this one first and then by when they were last seen."""
    listed = UserSession.objects.filter(user=user).order_by("-last_seen_at", "-pk")
    running = {
        session.pk: session.get_decoded()
        for session in Session.objects.filter(
            pk__in=listed.values("session_key"), expire_date__gt=timezone.now()
        )
    }
    found = []
    for row in listed:
        data = running.get(row.session_key)
        if data is None or not is_good(data, user):
            continue
        found.append(
            OwnSession(
                pk=row.pk,
                device=device_words(row.user_agent),
                began_at=row.created_at,
                last_seen_at=row.last_seen_at,
                here=row.session_key == here,
                judging_only=data.get("scope") == "judge",
            )
        )
    return sorted(found, key=lambda session: not session.here)


def is_good(data: dict[str, object], user: User) -> bool:
    """A session ends with the password that it began with."""
    return constant_time_compare(
        str(data.get(HASH_SESSION_KEY, "")), user.get_session_auth_hash()
    )


def end_session(*, user: User, pk: int) -> bool:
    """False where there is none of this person any more."""
    row = UserSession.objects.filter(user=user, pk=pk).first()
    if row is None:
        return False
    end([row.session_key])
    row.delete()
    return True


def end_sessions(*, user: User, but: str | None = None) -> int:
    """All of them but one, those that no list knows too; how many there were."""
    keys = [key for key in session_keys(user) if key != but]
    end(keys)
    UserSession.objects.filter(user=user).exclude(session_key=but or "").delete()
    return len(keys)


def session_keys(user: User) -> list[str]:
    running = Session.objects.filter(expire_date__gt=timezone.now())
    return [
        session.pk
        for session in running.iterator()
        if session.get_decoded().get(SESSION_KEY) == str(user.pk)
    ]


def end(keys: list[str]) -> None:
    store = import_module(settings.SESSION_ENGINE).SessionStore()
    for key in keys:
        store.delete(key)
