"""What a person may ask for by law (PDPA s. 30 and 33): a copy of their data, and its
erasure.

Each app offers its part in a module of this name: ``tables(user)`` is what it holds of
a person, by table, read once it is called; ``erase(user)`` takes away what it may and says what must stay, and
why. ``config.people.personal_data`` gathers the parts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from django.db import models
from django.db.models.fields.files import FieldFile
from django.utils import timezone

from awards.accounts.models import (
    Consent,
    ErasureRequest,
    NoticeSeen,
    PrivacyNotice,
    SignInLink,
    SignUpOrigin,
    User,
)

Rows = list[dict[str, Any]]
Tables = dict[str, Rows]
# Nothing is read before it is called: a page shows one area of many.
Held = dict[str, Callable[[], Rows]]
SECRET = {
    "password",
    "token_hash",
    "secrets",
    "salt",
    "token",
    "session_key",
    "uid",  # a keyed hash of the number that a provider of sign-in has for them
}


@dataclass
class Erased:
    """Rows erased or made nameless, by table, and what was refused with its reason."""

    tables: dict[str, int] = field(default_factory=dict)
    refused: list[dict[str, str]] = field(default_factory=list)

    def count(self, table: str, rows: int) -> None:
        if rows:
            self.tables[table] = self.tables.get(table, 0) + rows

    def refuse(self, what: str, reason: str) -> None:
        self.refused.append({"what": what, "reason": reason})

    def add(self, other: Erased) -> None:
        for table, rows in other.tables.items():
            self.count(table, rows)
        self.refused += other.refused


def rows(found: Iterable[models.Model]) -> Callable[[], Rows]:
    """What reads them, when it is asked for."""
    return partial(stored, found)


def stored(found: Iterable[models.Model]) -> Rows:
    """The stored fields of each row, but for secrets: those open doors, they say
    nothing of the person.
    """
    return [
        {
            f.attname: plain(getattr(row, f.attname))
            for f in row._meta.concrete_fields
            if f.name not in SECRET
        }
        for row in found
    ]


def plain(value: object) -> object:
    """A file as the name it is stored under; what JSON knows stays as it is."""
    return value.name if isinstance(value, FieldFile) else value


def tables(user: User) -> Held:
    return {
        "accounts.user": rows([user]),
        "accounts.consent": rows(Consent.objects.filter(user=user)),
        "accounts.erasurerequest": rows(ErasureRequest.objects.filter(user=user)),
        "accounts.noticeseen": rows(NoticeSeen.objects.filter(user=user)),
        "accounts.privacynotice": rows(PrivacyNotice.objects.filter(written_by=user)),
        "accounts.signinlink": rows(SignInLink.objects.filter(user=user)),
        "accounts.signuporigin": rows(SignUpOrigin.objects.filter(user=user)),
    }


def erase(user: User) -> Erased:
    """The account loses its name, address and password; the row stays, since others'
    rows point to it.
    """
    erased = Erased()
    standing = Consent.objects.filter(user=user, withdrawn_at=None)
    erased.count("accounts.consent", standing.update(withdrawn_at=timezone.now()))
    waiting = ErasureRequest.objects.filter(user=user, taken_back_at=None, done_at=None)
    waiting.update(done_at=timezone.now())
    for model in (SignInLink, SignUpOrigin):
        removed = model.objects.filter(user=user).delete()[0]
        erased.count(model._meta.label_lower, removed)
    user.email, user.name_th, user.name_en = f"erased-{user.pk}@erased.invalid", "", ""
    user.is_active = user.is_operator = False
    user.list_columns, user.restricted_at = {}, None
    user.set_unusable_password()
    user.save()
    erased.count("accounts.user", 1)
    return erased
