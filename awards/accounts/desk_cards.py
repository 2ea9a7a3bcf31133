"""What a person's desk shows. Each app offers ``desk_cards(user) -> list[Card]`` in its
``desk_cards.py``; config gathers.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Card:
    """One thing to go to, or with an ``act`` one to do. Texts are in the reader's
    language; ``count`` is what waits there, None where none does.

    ``role``: as who it is done. ``due``: until when; None where no day is set.
    """

    title: str
    text: str
    url: str
    count: int | None = None
    role: str = ""
    act: str = ""
    due: datetime | None = None
