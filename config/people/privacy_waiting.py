"""What waits for a person about personal data, in one statement: a privacy notice to
read; for operators also requests, erasures, and breaches whose clock runs.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Subquery
from django.db.models.functions import JSONObject
from django.utils.dateparse import parse_datetime

from awards.accounts.consents import unread_notice, unread_notices
from awards.accounts.models import PrivacyNotice, User
from awards.models import Breach, DataRequest
from awards.models.privacy import UNANSWERED
from awards.speed.folded import count, oldest
from config.people import erasure_requests

OF_NOTICE = ("version", "changes_th", "changes_en")
OF_BREACH = ("pk", "title", "aware_at")


@dataclass(frozen=True)
class Waiting:
    """``notice``: unread. ``…_due``: of the most pressing one."""

    notice: PrivacyNotice | None
    requests: int = 0
    requests_due: datetime | None = None
    erasures: int = 0
    erasures_due: datetime | None = None
    breaches: tuple[Breach, ...] = ()


def privacy_waiting(user: User) -> Waiting:
    return for_operator(user) if user.is_operator else Waiting(unread_notice(user))


def for_operator(user: User) -> Waiting:
    requests = DataRequest.objects.filter(state__in=UNANSWERED)
    erasures = erasure_requests.waiting()
    breaches = Breach.objects.filter(notified_at=None, closed_at=None)
    asked = {
        "the_notice": Subquery(as_json(unread_notices(user), OF_NOTICE)[:1]),
        "the_requests": count(requests),
        "the_requests_due": oldest(requests, "due_at"),
        "the_erasures": count(erasures),
        "the_erasures_since": oldest(erasures, "asked_at"),
        "the_breaches": ArraySubquery(
            as_json(breaches.order_by("aware_at"), OF_BREACH)
        ),
    }
    row = User.objects.filter(pk=user.pk).annotate(**asked).values(*asked).get()
    since = row["the_erasures_since"]
    return Waiting(
        notice=PrivacyNotice(**row["the_notice"]) if row["the_notice"] else None,
        requests=row["the_requests"],
        requests_due=row["the_requests_due"],
        erasures=row["the_erasures"],
        erasures_due=since + erasure_requests.WITHIN if since else None,
        breaches=tuple(map(breach_of, row["the_breaches"])),
    )


def as_json(rows: Any, names: tuple[str, ...]) -> Any:
    return rows.values(row=JSONObject(**{name: name for name in names}))


def breach_of(said: dict[str, Any]) -> Breach:
    return Breach(**said | {"aware_at": parse_datetime(said["aware_at"])})
