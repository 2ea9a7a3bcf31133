"""Requests on personal data, breaches, holds and versions of the notice."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils import timezone

from awards.accounts.models import PrivacyNotice, User
from awards.models import Breach, DataRequest, RetentionHold
from tests.factories.basics import ago, ahead


def make_data_request(user: User | None = None, **fields: Any) -> DataRequest:
    usual: dict[str, Any] = {
        "kind": "access",
        "user": user,
        "email": user.email if user else "asker@example.org",
        "name": "Asker",
        "language": "en",
        "words": "What do you hold of me?",
        "due_at": ahead(days=30),
    }
    return DataRequest.objects.create(**(usual | fields))


def make_breach(**fields: Any) -> Breach:
    usual: dict[str, Any] = {
        "title": "A laptop was lost",
        "what_th": "คอมพิวเตอร์พกพาสูญหาย",
        "what_en": "A laptop was lost.",
        "aware_at": ago(hours=5),
        "scope": "accounts",
    }
    return Breach.objects.create(**(usual | fields))


def make_hold(**fields: Any) -> RetentionHold:
    return RetentionHold.objects.create(**({"reason": "A complaint."} | fields))


def make_notice(day: date | None = None, **fields: Any) -> PrivacyNotice:
    """A published one, unless ``published_at`` is None."""
    effective = day or timezone.localdate()
    usual: dict[str, Any] = {
        "version": effective.isoformat(),
        "effective_on": effective,
        "text_th": "## เนื้อหา\n\nข้อมูลของท่าน",
        "text_en": "## Content\n\nYour data",
        "published_at": timezone.now(),
    }
    return PrivacyNotice.objects.create(**(usual | fields))
