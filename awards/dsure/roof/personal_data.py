"""A person's part in the register: see ``awards.accounts.personal_data``."""

from __future__ import annotations

from awards.accounts.models import User
from awards.accounts.personal_data import Erased, Held, rows
from awards.dsure.models import Registrar, Subscriber


def tables(user: User) -> Held:
    return {
        "dsure.registrar": rows(Registrar.objects.filter(user=user)),
        "dsure.subscriber": rows(Subscriber.objects.filter(email__iexact=user.email)),
    }


def erase(user: User) -> Erased:
    erased = Erased()
    erased.count("dsure.registrar", Registrar.objects.filter(user=user).delete()[0])
    erased.count(
        "dsure.subscriber",
        Subscriber.objects.filter(email__iexact=user.email).delete()[0],
    )
    return erased
