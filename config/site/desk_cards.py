"""The desk of a signed-in person: cards from each app, lowest floor last (what is most
one's own comes first).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

import awards.dsure.roof.desk_cards
import awards.outbox.desk_cards
import awards.roof.desk_cards
import config.people.desk_cards
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
    config.people.desk_cards,
)


SOON, WEEK = timedelta(days=3), timedelta(days=7)


@dataclass(frozen=True)
class Group:
    """Things to do until about the same time."""

    label: str
    cards: list[Card]


@dataclass(frozen=True)
class ToDo:
    """``groups``: what waits for this person, by deadline; ``pages``: where else they
    may go.
    """

    groups: list[Group]
    pages: list[Card]

    @property
    def count(self) -> int:
        return sum(len(group.cards) for group in self.groups)


def to_do(user: User) -> ToDo:
    cards = [card for room in ROOMS for card in room.desk_cards(user)]
    acts = [card for card in cards if card.act]
    dated = sorted((card for card in acts if card.due), key=deadline)
    now = timezone.now()
    groups = [
        Group(_("Within 3 days"), [c for c in dated if deadline(c) <= now + SOON]),
        Group(
            _("Within 7 days"),
            [c for c in dated if now + SOON < deadline(c) <= now + WEEK],
        ),
        Group(_("Later"), [c for c in dated if deadline(c) > now + WEEK]),
        Group(_("No deadline"), [card for card in acts if not card.due]),
    ]
    pages = [card for card in cards if not card.act]
    return ToDo([group for group in groups if group.cards], pages)


def deadline(card: Card) -> datetime:
    assert card.due is not None
    return card.due
