from __future__ import annotations

import secrets

from django.db import transaction

from awards.accounts.models import User
from awards.outbox.services import queue_mail
from config.providers.ways_in import keep_the_last


@transaction.atomic
def remove_password(*, user: User) -> User:
    """Sessions elsewhere end with it; the person is told by mail. Raises LastWayIn."""
    person = User.objects.select_for_update().get(pk=user.pk)
    keep_the_last(person, leaving=person.has_usable_password())
    person.set_unusable_password()
    person.save(update_fields=["password"])
    queue_mail(
        "password-removed",
        "config/emails/password_removed.txt",
        {},
        dedupe_key=f"password-removed:{person.pk}:{secrets.token_hex(8)}",
        recipient=person,
        urgent=True,
    )
    return person
