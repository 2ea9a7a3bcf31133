"""Makers hear of a coming expiry 90, 30 and 7 days before the last day, and on the day after it."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from awards.dsure import emails
from awards.dsure.models import Certificate
from awards.dsure.statuses import REMINDER_STEPS, CertificateState
from awards.outbox.services import save_messages


@transaction.atomic
def remind_of_expiry(today: date | None = None) -> int:
    """One sweep; returns how many mails were written. Each step of each certificate is
    told once.
    """
    today = today or timezone.localdate()
    near = Certificate.objects.announced().for_reading().exclude(maker__email="")
    near = near.filter(
        state=CertificateState.CERTIFIED,
        expires_on__lte=today + timedelta(days=REMINDER_STEPS[-1]),
    )
    recent = near.filter(expires_on__gte=today - timedelta(days=30))
    return save_messages(
        [emails.expiring(certificate, today) for certificate in recent]
    )
