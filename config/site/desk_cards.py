"""The desk of a signed-in person: cards from each app, lowest floor last (what is most
one's own comes first).
"""

from __future__ import annotations

import awards.dsure.roof.desk_cards
import awards.outbox.desk_cards
import awards.roof.desk_cards
import judging.roof.desk_cards
import nominations.roof.desk_cards
from awards.accounts.desk_cards import Card
from awards.accounts.models import User

ROOMS = (
    judging.roof.desk_cards,
    nominations.roof.desk_cards,
    awards.roof.desk_cards,
    awards.dsure.roof.desk_cards,
    awards.outbox.desk_cards,
)


def desk_cards(user: User) -> list[Card]:
    return [card for room in ROOMS for card in room.desk_cards(user)]
