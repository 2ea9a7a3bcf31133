from __future__ import annotations

from django.db import transaction

from awards.accounts.models import User


@transaction.atomic
def save_profile(*, user: User, name_th: str, name_en: str, language: str) -> None:
    """What a person says of themselves. ``language`` is the one their mails are written
    in.
    """
    user.name_th, user.name_en, user.language = name_th, name_en, language
    user.save(update_fields=["name_th", "name_en", "language"])
