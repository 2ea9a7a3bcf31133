"""What the officers are told of requests that wait: one mail a day, on days when one of
them has seven or two days left, or is late.
"""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from awards.models import DataRequest
from awards.outbox.services import queue_mail
from config.people import erasure_requests
from config.privacy.office.officers import officers
from config.privacy.rights.services import waiting

TOLD_BEFORE = (7, 2)  # days


def days_left(request: DataRequest, today: date) -> int:
    """Negative where it is late."""
    return (timezone.localdate(request.due_at) - today).days


def in_days(days: int) -> str:
    if days < 0:
        words = ngettext("%(n)d day late", "%(n)d days late", -days)
        return words % {"n": -days}
    return ngettext("%(n)d day left", "%(n)d days left", days) % {"n": days}


def remind_officers(*, today: date) -> int:
    """How many mails; repeated on the same day none."""
    open_ones = list(waiting())
    left = [days_left(one, today) for one in open_ones]
    asked = list(erasure_requests.waiting().order_by("asked_at"))
    dues = [timezone.localdate(erasure_requests.due_at(one)) for one in asked]
    left += [(due - today).days for due in dues]
    if not any(days in TOLD_BEFORE or days < 0 for days in left):
        return 0
    written = 0
    for officer in officers():
        with override(officer.language):
            rows = [
                f"{one.get_kind_display()}: {in_days(days_left(one, today))}"
                for one in open_ones
            ]
            erasures = [
                _("Erasure of an account: %(left)s")
                % {"left": in_days((due - today).days)}
                for due in dues
            ]
            link = settings.SITE_URL + reverse("privacy-desk")
        written += queue_mail(
            "privacy_due",
            "config/emails/privacy_due.txt",
            {"rows": rows + erasures, "link": link},
            dedupe_key=f"privacy_due:{today}:{officer.pk}",
            recipient=officer,
        )
    return written
