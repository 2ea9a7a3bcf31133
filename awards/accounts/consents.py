"""What people agreed to, in which version (PDPA s. 19: separate from other text, as
easily taken back as given).
"""

from __future__ import annotations

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet, Subquery
from django.db.models.functions import Now
from django.utils import timezone

from awards.accounts.models import Consent, NoticeSeen, PrivacyNotice, User

# The notice that comes with the software, in force until the organisation publishes its own.
PRIVACY_VERSION = "2026-11-29"
NEWS_VERSION = "2026-11"
PHOTOS_VERSION = "2026-11"
# the first is read, the others agreed to
NOTICE, NEWS, PHOTOS = "privacy-notice", "news", "photos"


def in_force() -> QuerySet[PrivacyNotice]:
    """What is or was in force, the newest first."""
    return PrivacyNotice.objects.filter(
        published_at__isnull=False, effective_on__lte=timezone.localdate()
    )


def notice_in_force() -> PrivacyNotice | None:
    """None: the one that comes with the software."""
    return in_force().first()


def notice_version() -> str:
    notice = notice_in_force()
    return notice.version if notice else PRIVACY_VERSION


def unread_notices(user: User) -> QuerySet[PrivacyNotice]:
    """The notice in force, where it came after the person did and they have not said
    that they read it; else nothing.
    """
    read = NoticeSeen.objects.filter(
        user=user, version=OuterRef("version"), how=NoticeSeen.How.READ
    )
    now = PrivacyNotice.objects.filter(pk=Subquery(in_force().values("pk")[:1]))
    return now.filter(~Exists(read), published_at__gt=user.date_joined)


def unread_notice(user: User) -> PrivacyNotice | None:
    return unread_notices(user).first()


def read_notice(*, user: User) -> None:
    """The person says that they read the notice that is in force. Idempotent."""
    version = notice_version()
    give_consent(user=user, purpose=NOTICE, version=version)
    NoticeSeen.objects.get_or_create(
        user=user, version=version, how=NoticeSeen.How.READ
    )


def standing(user: User, purpose: str) -> Consent | None:
    return Consent.objects.filter(user=user, purpose=purpose, withdrawn_at=None).first()


@transaction.atomic
def give_consent(*, user: User, purpose: str, version: str) -> Consent:
    """Idempotent for the same version; a newer version replaces an older one."""
    present = standing(user, purpose)
    if present and present.version == version:
        return present
    withdraw_consent(user=user, purpose=purpose)
    return Consent.objects.create(user=user, purpose=purpose, version=version)


def withdraw_consent(*, user: User, purpose: str) -> bool:
    """True when there was one to take back. The row stays: it proves what held until then."""
    return (
        Consent.objects.filter(user=user, purpose=purpose, withdrawn_at=None).update(
            withdrawn_at=Now()
        )
        == 1
    )
