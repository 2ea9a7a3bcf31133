"""Who."""

from __future__ import annotations

from typing import Any

from allauth.account.models import EmailAddress

from awards.accounts.models import User
from awards.ledger.acts import Act
from tests.factories.basics import numbers


def made_up(code: str) -> Act:
    """An act that no app declares: for tests of the chain itself."""
    return Act(code, code, decides=False)


def make_user(
    email: str = "",
    *,
    password: str | None = None,
    verified: bool = False,
    **fields: Any,
) -> User:
    """A person who signs in by ``client.force_login``; by password and form only where
    one is given.
    """
    user = User.objects.create_user(
        email or f"person{next(numbers)}@example.org", password, **fields
    )
    if verified:
        EmailAddress.objects.create(
            user=user, email=user.email, verified=True, primary=True
        )
    return user


def make_operator(**fields: Any) -> User:
    return make_user(is_operator=True, **fields)
