"""The desk of a signed-in person: cards from each app, lowest floor last (what is most
one's own comes first).
"""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec

from awards.accounts.desk import Card
from awards.accounts.models import User

ROOMS = ("judging", "nominations", "awards", "awards.dsure", "awards.outbox")


def desk_cards(user: User) -> list[Card]:
    modules = [
        import_module(f"{room}.desk") for room in ROOMS if find_spec(f"{room}.desk")
    ]
    return [card for module in modules for card in module.desk_cards(user)]
