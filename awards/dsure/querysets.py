from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils import timezone

from awards.accounts.asking import Visitor
from awards.dsure.statuses import CertificateState
from awards.language.thai import folded
from awards.outbox.work import WorkQuerySet, WorkState

if TYPE_CHECKING:
    from awards.dsure.models import Announcement, Certificate, Subscriber  # noqa: F401


def keeps_register(user: Visitor) -> bool:
    """Whether this person may see what is not public yet: registrars and the operator."""
    return bool(
        user.is_authenticated and (user.is_operator or hasattr(user, "registrar"))
    )


class CertificateQuerySet(models.QuerySet["Certificate"]):
    def announced(self) -> CertificateQuerySet:
        """What the public may know of: announced, by the database's clock."""
        return self.filter(announced_at__lte=Now())

    def visible_to(self, user: Visitor) -> CertificateQuerySet:
        return self.all() if keeps_register(user) else self.announced()

    def search(self, words: str) -> CertificateQuerySet:
        """Rows in which every typed word stands somewhere: Thai has no spaces, so parts
        of words count.
        """
        found = self
        for word in folded(words).split()[:10]:
            found = found.filter(search_text__contains=word)
        return found

    def in_state(self, state: str) -> CertificateQuerySet:
        """As the reader sees it: a certificate past its last day has expired whatever
        its row says.
        """
        past = Q(state=CertificateState.CERTIFIED, expires_on__lt=timezone.localdate())
        if state == CertificateState.EXPIRED:
            return self.filter(Q(state=CertificateState.EXPIRED) | past)
        return self.filter(state=state).exclude(past)

    def for_reading(self) -> CertificateQuerySet:
        return self.select_related("maker", "mark", "laboratory")


class AnnouncementQuerySet(WorkQuerySet["Announcement"]):
    def published(self) -> AnnouncementQuerySet:
        return self.filter(published_at__lte=Now())

    def visible_to(self, user: Visitor) -> AnnouncementQuerySet:
        return self.all() if keeps_register(user) else self.published()

    def waiting_for(self, edition_code: str) -> AnnouncementQuerySet:
        """Those that somebody scheduled to appear with an edition's ceremony."""
        return self.filter(edition_code=edition_code, state=WorkState.QUEUED)

    def due_by_time(self) -> AnnouncementQuerySet:
        return self.due().filter(edition_code="")


class SubscriberQuerySet(models.QuerySet["Subscriber"]):
    def standing(self) -> SubscriberQuerySet:
        return self.filter(confirmed_at__isnull=False)
