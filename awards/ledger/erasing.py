"""Taking values out of a chain where the law asks: the one way that the database lets through."""

from __future__ import annotations

import re

from django.db import connection, transaction
from django.db.models import Q, QuerySet, TextField
from django.db.models.functions import Cast

from awards.accounts.models import User
from awards.ledger.acts import ACTOR_ERASED, VALUES_ERASED, Act, codes_of
from awards.ledger.erasable import NAMED, PERSONAL, Place, as_value
from awards.ledger.models import Actor, Row, Value
from awards.ledger.services import append

SHORT = 3  # letters: a name below this length stands in too many words to be looked for


@transaction.atomic
def erase_values(values: QuerySet[Value]) -> int:
    """Erase these values as far as they may be erased; how many. Their rows and
    commitments stand.

    Each chain gets an act that names what was taken, in this transaction: without it
    the database refuses.
    """
    places: dict[str, set[Place]] = {}
    found = (
        values.filter(name__in=PERSONAL)
        .order_by("chain")
        .values_list("chain", "number", "name")
    )
    for chain, number, name in found:
        places.setdefault(chain, set()).add((number, name))
    return sum(erase_in(chain, taken) for chain, taken in places.items())


def erase_in(chain: str, taken: set[Place]) -> int:
    """By the database's own function: the application may not delete here."""
    act = append(chain, VALUES_ERASED, None, {NAMED: as_value(taken)})
    with connection.cursor() as cursor:
        cursor.execute("SELECT ledger_erase(%s, %s)", [chain, act.number])
        return int(cursor.fetchone()[0])


@transaction.atomic
def forget_actor(user: User) -> int:
    """From here on nobody can tell whose acts the person's pseudonyms did; in how many
    chains. Each chain gets an act that names the pseudonym and no person.
    """
    actors = Actor.objects.filter(user_id=user.pk).order_by("chain")
    found = list(actors.values_list("chain", "pseudonym"))
    return sum(forget_in(chain, pseudonym) for chain, pseudonym in found)


def forget_in(chain: str, pseudonym: str) -> int:
    """By the database's own function: the application may not delete here."""
    act = append(chain, ACTOR_ERASED, None, {"pseudonym": pseudonym})
    with connection.cursor() as cursor:
        cursor.execute("SELECT ledger_forget(%s, %s)", [chain, act.number])
        return int(cursor.fetchone()[0])


def words_of(user: User) -> list[str]:
    """Under what a person may be written out: the address, and names long enough to be
    no part of other words.
    """
    names = [name.strip() for name in (user.name_th, user.name_en)]
    return [word for word in (user.email, *names) if len(word) >= SHORT]


def naming(user: User) -> QuerySet[Value]:
    """Values in which the person's address or name is written out; a name in Latin
    letters only as a whole word.
    """
    written = Q(pk=None)
    for word in words_of(user):
        latin = word.isascii()
        written |= (
            Q(text__iregex=rf"(?<!\w){re.escape(word)}(?!\w)")
            if latin
            else Q(text__icontains=word)
        )
    return Value.objects.annotate(text=Cast("value", TextField())).filter(written)


def own_words(user: User, *acts: Act) -> QuerySet[Value]:
    """What the person typed into their own acts of these kinds."""
    own = Row.objects.filter(
        act__in=codes_of(acts),
        actor__in=Actor.objects.filter(user_id=user.pk).values("pseudonym"),
    )
    numbers: dict[str, list[int]] = {}
    for chain, number in own.values_list("chain", "number"):
        numbers.setdefault(chain, []).append(number)
    typed = Q(pk=None)
    for chain, found in numbers.items():
        typed |= Q(chain=chain, number__in=found)
    return Value.objects.filter(typed, name__in=PERSONAL)
