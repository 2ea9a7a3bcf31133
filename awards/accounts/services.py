from __future__ import annotations

from django.db import transaction

from awards.accounts import consents
from awards.accounts.models import User


@transaction.atomic
def save_profile(
    *, user: User, name_th: str, name_en: str, language: str, news: bool
) -> None:
    """What a person says of themselves. ``language`` is the one their mails are written
    in; ``news`` gives or withdraws the consent to news, with the version that was
    read.
    """
    user.name_th, user.name_en, user.language = name_th, name_en, language
    user.save(update_fields=["name_th", "name_en", "language"])
    if news:
        consents.give_consent(
            user=user, purpose=consents.NEWS, version=consents.NEWS_VERSION
        )
    else:
        consents.withdraw_consent(user=user, purpose=consents.NEWS)
