"""What pages show of providers. Nothing is asked of the database where there is none."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from allauth.socialaccount.models import SocialAccount

from awards.accounts.models import User
from config.providers.configured import name_of, providers


@dataclass(frozen=True)
class Way:
    """A provider as a button. ``link`` and ``since``: of a person who has linked it."""

    id: str
    name: str
    link: int | None = None
    since: datetime | None = None


def ways() -> list[Way]:
    return [Way(one.id, name_of(one)) for one in providers()]


def ways_of(user: User) -> list[Way]:
    """Each link, and the providers that are not linked, in the order of the buttons."""
    if not providers():
        return []
    links = list(SocialAccount.objects.filter(user=user).order_by("pk"))
    found = []
    for one in providers():
        own = [link for link in links if link.provider == one.id]
        found += [Way(one.id, name_of(one), it.pk, it.date_joined) for it in own]
        if not own:
            found.append(Way(one.id, name_of(one)))
    return found
