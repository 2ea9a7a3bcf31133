"""A person's part in the chains: see ``awards.accounts.personal``. The chain holds no name; only the link is erased."""

from __future__ import annotations

from awards.accounts.models import User
from awards.accounts.personal import Erased, Tables, rows
from awards.ledger.models import Actor, Row


def tables(user: User) -> Tables:
    actors = Actor.objects.filter(user_id=user.pk)
    acts = Row.objects.filter(actor__in=actors.values("pseudonym"))
    return {"ledger.actor": rows(actors), "ledger.row": rows(acts)}


def erase(user: User) -> Erased:
    """Afterwards nobody can tell whose acts the pseudonym's were; the acts themselves stand."""
    erased = Erased()
    erased.count("ledger.actor", Actor.objects.filter(user_id=user.pk).delete()[0])
    return erased
