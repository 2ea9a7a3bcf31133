"""A person's part in the register: see ``awards.accounts.personal``."""

from __future__ import annotations

from awards.accounts.models import User
from awards.accounts.personal import Erased, Tables, rows
from awards.dsure.models import Registrar


def tables(user: User) -> Tables:
    return {"dsure.registrar": rows(Registrar.objects.filter(user=user))}


def erase(user: User) -> Erased:
    erased = Erased()
    erased.count("dsure.registrar", Registrar.objects.filter(user=user).delete()[0])
    return erased
