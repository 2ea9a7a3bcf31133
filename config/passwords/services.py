from __future__ import annotations

import secrets

from django.db import transaction

from awards.accounts.models import User
from awards.outbox.services import queue_mail
from config.providers.services import has_link, mail_arrives


class NoOtherWayIn(Exception):
    """Without the password, the person could not sign in any more."""


@transaction.atomic
def remove_password(*, user: User) -> User:
    """Sessions elsewhere end with it; the person is told by mail. Raises NoOtherWayIn."""
    person = User.objects.select_for_update().get(pk=user.pk)
    if not (mail_arrives(person) or has_link(person)):
        raise NoOtherWayIn
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
