"""What a browser is told to make or ask a passkey with, as text for an attribute."""

from __future__ import annotations

import json
from collections.abc import Mapping

from allauth.mfa.webauthn.internal import auth
from django.core.serializers.json import DjangoJSONEncoder

from awards.accounts.models import User


def as_text(options: Mapping[str, object]) -> str:
    return json.dumps(options, cls=DjangoJSONEncoder)


def to_make(user: User) -> str:
    """A passkey that is enough by itself. Its challenge waits in the session."""
    return as_text(auth.begin_registration(user, passwordless=True))


def to_ask(user: User) -> str:
    """One of this account's."""
    return as_text(auth.begin_authentication(user))
