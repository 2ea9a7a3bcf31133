"""A dSURE certificate that expires waits for its maker's renewal; the day after, its
maker is told that it has expired.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from awards.dsure.models import Certificate
from awards.dsure.statuses import CertificateState
from awards.language.filters import day
from awards.reminders.clock import site_zone
from awards.reminders.moments import MORNING, Window, at
from awards.reminders.pending import Pending, Reader, Said
from awards.reminders.rules import ChosenRules
from awards.site.share_links import absolute
from awards.statuses import Reminder

TOLD_FOR = timedelta(days=30)  # after which nobody is told any more that it expired


@dataclass(frozen=True, kw_only=True)
class ExpiryPending(Pending):
    certificate: Certificate
    last_day: date

    def values(self) -> dict[str, str]:
        return {
            "number": self.certificate.number,
            "product": str(self.certificate.name),
            "day": day(self.last_day),
        }

    def url(self) -> str:
        return absolute("dsure:certificate", self.certificate.number)

    def said(self) -> Said:
        words = _(
            "The dSURE certificate %(number)s of %(product)s is valid until %(day)s."
        )
        headline = _("dSURE certificate %(number)s expires on %(day)s")
        return Said(headline % self.values(), words % self.values(), self.url())


@dataclass(frozen=True, kw_only=True)
class ExpiredPending(ExpiryPending):
    def said(self) -> Said:
        words = _("The dSURE certificate %(number)s of %(product)s expired on %(day)s.")
        headline = _("dSURE certificate %(number)s has expired")
        return Said(headline % self.values(), words % self.values(), self.url())

    def moments(self, rules: ChosenRules, zone: ZoneInfo) -> list[datetime]:
        """The morning after its last day, where the rule is on."""
        if not rules.is_on(None, self.kind):
            return []
        return [at(self.last_day + timedelta(days=1), MORNING, zone)]


def certificates_waiting(now: datetime) -> list[Pending]:
    """Announced and valid, of makers that have an address. One statement."""
    zone = site_zone()
    rows = Certificate.objects.announced().for_reading().exclude(maker__email="")
    rows = rows.filter(
        state=CertificateState.CERTIFIED,
        expires_on__gte=now.astimezone(zone).date() - TOLD_FOR,
    )
    return [pending_of(certificate, now, zone) for certificate in rows.order_by("pk")]


def pending_of(certificate: Certificate, now: datetime, zone: ZoneInfo) -> Pending:
    last, maker = certificate.expires_on, certificate.maker
    assert last is not None, "only those with a last day are asked for"
    midnight = at(last + timedelta(days=1), time(0), zone)
    announced = certificate.announced_at or certificate.created_at
    over = now >= midnight
    made = ExpiredPending if over else ExpiryPending
    ends = midnight + TOLD_FOR if over else midnight
    return made(
        kind=Reminder.CERTIFICATE,
        reader=Reader(maker.email, maker.language, name=str(maker.name)),
        edition=None,
        thing=f"certificate{'-over' if over else ''}:{certificate.pk}",
        window=Window(announced, announced, ends),
        certificate=certificate,
        last_day=last,
    )
