"""What the page “My data” shows: what is held, area by area, in words."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone

from awards.accounts.models import User
from awards.language.bilingual import Both
from awards.models import DataRequest
from awards.models.privacy import UNANSWERED
from config.people.activities import ACTIVITIES
from config.people.activity import Activity
from config.people.own_rows import OwnRow, of_activity, own_row
from config.people.personal_data import all_tables, tables_of
from config.privacy.office.grounds import BY_CODE as GROUNDS
from config.privacy.rights.due import days_left, in_days
from config.privacy.rights.services import requests_of

MOST_ROWS = 50  # of one area on its page; the download has all
# Where one corrects what stands in an area.
CORRECTED_AT = {
    "accounts": "accounts:profile",
    "consents": "accounts:notifications",
    "entries": "desk",
    "judging": "desk",
}


@dataclass(frozen=True)
class Area:
    """``count``: rows. ``corrected_at``: the page on which one corrects them, empty where
    it is asked for.
    """

    activity: Activity
    count: int
    corrected_at: str


def areas_of(user: User) -> list[Area]:
    tables = all_tables(user)
    counted = [
        (activity, sum(1 for _row in of_activity(tables, activity)))
        for activity in ACTIVITIES
    ]
    return [
        Area(activity, count, correction_of(activity)) for activity, count in counted
    ]


def correction_of(activity: Activity) -> str:
    page = CORRECTED_AT.get(activity.code)
    return reverse(page) if page else ""


def rows_of(user: User, activity: Activity) -> list[OwnRow]:
    """Those with something that people have a word for, up to ``MOST_ROWS``."""
    found = (own_row(row) for row in of_activity(tables_of(user, activity), activity))
    return [row for row in found if row.values][:MOST_ROWS]


@dataclass(frozen=True)
class OwnRequest:
    """``left``: in words, while it waits. ``ground``: in the words of the law."""

    request: DataRequest
    waits: bool
    left: str
    ground: Both | None


def own_requests(user: User) -> list[OwnRequest]:
    return [own_request(request) for request in requests_of(user)]


def own_request(request: DataRequest) -> OwnRequest:
    waits = request.state in UNANSWERED
    left = in_days(days_left(request, timezone.localdate())) if waits else ""
    ground = GROUNDS.get(request.ground)
    return OwnRequest(request, waits, left, ground.words if ground else None)
