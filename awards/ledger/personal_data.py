"""A person's part in the chains: see ``awards.accounts.personal_data``. The chain holds no
name; only the link is erased.
"""

from __future__ import annotations

from awards.accounts.models import User
from awards.accounts.personal_data import Erased, Held, rows
from awards.ledger.erasable import PERSONAL
from awards.ledger.erasing import erase_values, forget_actor, naming
from awards.ledger.models import Actor, Row


def tables(user: User) -> Held:
    actors = Actor.objects.filter(user_id=user.pk)
    acts = Row.objects.filter(actor__in=actors.values("pseudonym"))
    return {
        "ledger.actor": rows(actors),
        "ledger.row": rows(acts),
        "ledger.value": rows(naming(user)),
    }


def erase(user: User) -> Erased:
    """Afterwards nobody can tell whose acts the pseudonym's were; the acts and the
    commitments stand.
    """
    erased = Erased()
    kept = naming(user).exclude(name__in=PERSONAL).count()
    if kept:
        erased.refuse(
            f"{kept} values of the record",
            "what was decided or published rests on them: they are kept",
        )
    erased.count("ledger.value", erase_values(naming(user)))
    erased.count("ledger.actor", forget_actor(user))
    return erased
