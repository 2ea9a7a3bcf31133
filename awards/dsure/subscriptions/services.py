"""News of the register by mail: asked for, confirmed from the mailbox itself, and ended
by one click (RFC 8058).
"""

from __future__ import annotations

import secrets

from django.db import transaction
from django.db.models.functions import Now

from awards.dsure import emails
from awards.dsure.models import Subscriber


@transaction.atomic
def subscribe(*, email: str, language: str) -> Subscriber:
    """Ask an address to confirm. The page says the same whether it was known or not, so
    nobody is found out.

    Asked again, the link is the same: a stranger who asks for somebody does not end the
    link they have.
    """
    subscriber, _new = Subscriber.objects.get_or_create(
        email=email.strip().lower(),
        defaults={"language": language, "token": secrets.token_urlsafe(24)},
    )
    if subscriber.confirmed_at:
        emails.subscription_stands(subscriber)
    else:
        subscriber.language = language
        subscriber.save(update_fields=["language"])
        emails.subscription_asked(subscriber)
    return subscriber


@transaction.atomic
def confirm_subscription(*, token: str) -> bool:
    """False for a token that is unknown."""
    asked = Subscriber.objects.filter(token=token)
    return asked.update(confirmed_at=Now()) == 1


@transaction.atomic
def unsubscribe(*, pk: int) -> dict[str, str]:
    """At once, however often it is pressed; the address is deleted. What would renew
    the subscription, empty where there was none.
    """
    subscriber = Subscriber.objects.filter(pk=pk).first()
    if subscriber is None:
        return {}
    subscriber.delete()
    return {"email": subscriber.email, "language": subscriber.language}


@transaction.atomic
def renew_subscription(*, email: str, language: str) -> Subscriber:
    """Of who has just ended it: the address was confirmed before."""
    subscriber, _new = Subscriber.objects.update_or_create(
        email=email,
        defaults={"language": language, "confirmed_at": Now()},
        create_defaults={
            "language": language,
            "confirmed_at": Now(),
            "token": secrets.token_urlsafe(24),
        },
    )
    return subscriber
