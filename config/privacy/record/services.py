"""The organisation's own words in the record, and who answers for personal data."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction

from awards.accounts.models import User
from awards.models import PrivacyOffice, RecordWording
from config import acts
from config.people.activity import Activity
from config.privacy.office.ledger import record


@transaction.atomic
def word_activity(
    *, officer: User, activity: Activity, words: Mapping[str, str]
) -> None:
    """All of them empty: as the software has it."""
    if any(words.values()):
        RecordWording.objects.update_or_create(
            activity=activity.code, defaults=dict(words)
        )
    else:
        RecordWording.objects.filter(activity=activity.code).delete()
    record(acts.RECORD_WORDED, officer, {"activity": activity.code})


@transaction.atomic
def name_office(*, officer: User, fields: Mapping[str, str]) -> PrivacyOffice:
    """Who the controller and the data protection officer are."""
    office, _made = PrivacyOffice.objects.update_or_create(
        one=True, defaults=dict(fields)
    )
    record(acts.OFFICE_SET, officer, {})
    return office
