"""Who asks: the person behind a request, as types.

A view behind a login says ``request: SignedIn`` and hands ``request.user`` to services,
which take a `User`; what anybody may ask takes a `Visitor` and looks whether they are
signed in.
"""

from __future__ import annotations

from typing import TypeAlias, TypeGuard

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest

from awards.accounts.models import User

Visitor: TypeAlias = User | AnonymousUser


class SignedIn(HttpRequest):
    """A request of somebody who is signed in: what `login_required` lets through, and
    the loaders that answer 404 to whoever is not. A name for readers and the type
    checker; requests are never made of it.
    """

    user: User


def is_signed_in(request: HttpRequest) -> TypeGuard[SignedIn]:
    """For views that answer both, and otherwise than by a page to sign in."""
    return request.user.is_authenticated
