"""What people agreed to, in which version (PDPA s. 19: separate from other text, as
easily taken back as given).
"""

from __future__ import annotations

from django.db import transaction
from django.db.models.functions import Now

from awards.accounts.models import Consent, User

# Change it whenever the privacy notice changes: who read an older one is shown the new one.
PRIVACY_VERSION = "2026-11-29"
NEWS_VERSION = "2026-11"
NOTICE, NEWS = "privacy-notice", "news"  # the first is read, the second agreed to


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
