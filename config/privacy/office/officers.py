"""Who answers for personal data here: the operators of the site. There is no role of its
own: whoever answers a request must be able to carry it out.
"""

from __future__ import annotations

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet

from awards.accounts.asking import SignedIn, Visitor
from awards.accounts.models import User
from awards.models import PrivacyOffice


def is_officer(user: Visitor) -> bool:
    return bool(user.is_authenticated and user.is_operator)


def check_officer(request: SignedIn) -> User:
    """The officer who asks; anybody else is refused."""
    if not is_officer(request.user):
        raise PermissionDenied
    return request.user


def officers() -> QuerySet[User]:
    return User.objects.filter(is_operator=True, is_active=True).order_by("pk")


def office() -> PrivacyOffice | None:
    return PrivacyOffice.objects.first()


def contact_address() -> str:
    """Where people write to about their data."""
    named = office()
    return (named.email if named else "") or settings.DEFAULT_FROM_EMAIL
