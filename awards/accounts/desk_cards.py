"""What a person's desk shows. Each app offers ``desk_cards(user) -> list[Card]`` in its
``desk_cards.py``; config gathers.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Card:
    """One thing to go to. Texts are in the reader's language; ``count`` is what waits
    there, None where none does.
    """

    title: str
    text: str
    url: str
    count: int | None = None
