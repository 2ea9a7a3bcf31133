"""A person's part in the chains: see ``awards.accounts.personal``. The chain holds no name; only the link is erased."""

from __future__ import annotations

from django.db.models import Q, QuerySet, TextField
from django.db.models.functions import Cast

from awards.accounts.models import User
from awards.accounts.personal import Erased, Tables, rows
from awards.ledger.models import Actor, Row, Value


def tables(user: User) -> Tables:
    actors = Actor.objects.filter(user_id=user.pk)
    acts = Row.objects.filter(actor__in=actors.values("pseudonym"))
    return {"ledger.actor": rows(actors), "ledger.row": rows(acts), "ledger.value": rows(naming(user))}


def naming(user: User) -> QuerySet[Value]:
    """Values in which the person's address or name is written out."""
    written = Q()
    for word in filter(None, (user.email, user.name_th, user.name_en)):
        written |= Q(text__icontains=word)
    return Value.objects.annotate(text=Cast("value", TextField())).filter(written)


def erase(user: User) -> Erased:
    """Afterwards nobody can tell whose acts the pseudonym's were; the acts and the commitments stand."""
    erased = Erased()
    erased.count("ledger.value", naming(user).delete()[0])
    erased.count("ledger.actor", Actor.objects.filter(user_id=user.pk).delete()[0])
    return erased
