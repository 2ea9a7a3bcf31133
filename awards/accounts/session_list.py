"""Sessions stand on a list of their owner's, where each can be ended from another device
(``config.people.sessions``).
"""

from __future__ import annotations

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db.models import OuterRef, Subquery
from django.http import HttpRequest
from django.utils import timezone

LISTED = "listed"  # in a session that stands on its owner's list


def list_session(request: HttpRequest) -> None:
    """Listed already, it is seen once more."""
    UserSession.objects.create_from_request(request)
    request.session[LISTED] = True


def sweep_listed() -> int:
    """Lines of sessions that are over."""
    kept = Session.objects.filter(
        pk=OuterRef("session_key"), expire_date__gt=timezone.now()
    )
    lines = UserSession.objects.annotate(kept=Subquery(kept.values("pk")))
    removed: int = lines.filter(kept=None).delete()[0]
    return removed
