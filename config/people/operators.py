"""Naming those who keep the site. The first one is named on the server itself: there is
nobody yet to ask.
"""

from __future__ import annotations

from dataclasses import dataclass

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.core.validators import validate_email
from django.db import transaction
from django.urls import reverse
from django.utils.translation import override

from awards.accounts.models import User
from awards.accounts.people import person_for, person_of
from awards.outbox.services import queue_mail


@dataclass(frozen=True)
class Named:
    email: str
    created: bool


@transaction.atomic
def name_operator(*, email: str, language: str = "th") -> Named:
    """Make this person, new or known, an operator of the site, and mail them a link to
    set a password with.

    Raises ValidationError for what is no address. Safe to repeat: each time there is a new link.
    """
    validate_email(email)
    created = person_of(email) is None
    person = person_for(email=email, language=language)
    User.objects.filter(pk=person.pk).update(is_operator=True)
    token = default_token_generator.make_token(person)
    with override(person.language):
        path = reverse(
            "account_reset_password_from_key",
            kwargs={"uidb36": user_pk_to_url_str(person), "key": token},
        )
    queue_mail(
        "operator_named",
        "config/emails/operator_named.txt",
        {
            "link": settings.SITE_URL + path,
            "site": settings.SITE_URL,
            "days": settings.PASSWORD_RESET_TIMEOUT // 86400,
        },
        dedupe_key=f"operator-named:{person.pk}:{token}",
        recipient=person,
        urgent=True,
        secrets=[token],
    )
    return Named(person.email, created)
