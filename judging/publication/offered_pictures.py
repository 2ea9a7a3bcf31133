"""Pictures that entrants sent with their entries, offered to organisers as the picture
of a winner.

A lower floor knows no entries: the room above offers, this one shows and takes. What is
taken is encoded anew.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class OfferedPicture:
    """``small`` is the address of a small copy for the organiser's eyes; ``read`` gives
    the whole file.
    """

    key: str
    name: str
    small: str
    read: Callable[[], bytes]


Offer = Callable[
    [int, str], list[OfferedPicture]
]  # from an edition's id and an entry's reference
OFFERS: list[Offer] = []


def register_offer(offer: Offer) -> None:
    OFFERS.append(offer)


def offered_pictures(edition_id: int, reference: str) -> list[OfferedPicture]:
    return [picture for offer in OFFERS for picture in offer(edition_id, reference)]
