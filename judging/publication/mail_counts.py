"""How many mails of each kind and language go out with a winner list."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy

from awards.dsure.emails import readers_of
from awards.dsure.models import Announcement
from awards.models import WinnerList
from awards.outbox.planned import PlannedMail

KINDS = {
    "winner_announced": gettext_lazy("To winners: your prize"),
    "entrant_announced": gettext_lazy("To other entrants: the list is public"),
    "unjudged_announced": gettext_lazy(
        "To entrants whose entry was not judged: the list is public"
    ),
    "correction_lost": gettext_lazy(
        "Correction, to entrants: a prize was withdrawn or lowered"
    ),
    "correction_won": gettext_lazy("Correction, to entrants: a prize was gained"),
    "correction_changed": gettext_lazy(
        "Correction, to entrants: the text about them has changed"
    ),
    "organiser_corrected": gettext_lazy(
        "Correction, to organisers: the corrected list is published"
    ),
    "organiser_announced": gettext_lazy("To organisers: the list is published"),
    "certificate-ready": gettext_lazy("To recipients: the certificate is ready"),
    "dsure-announced": gettext_lazy("dSURE, to makers: products announced"),
    "dsure-news": gettext_lazy("dSURE, to subscribers: new announcement"),
}


@dataclass(frozen=True)
class KindCount:
    """How many mails of a kind go out in each language. ``listed``: who gets them may
    be read here.
    """

    event: str
    name: Any
    thai: int
    english: int
    listed: bool

    @property
    def total(self) -> int:
        return self.thai + self.english


def counted(winner_list: WinnerList, plans: Iterable[PlannedMail]) -> list[KindCount]:
    """By kind. What dSURE announces with the ceremony is its registrars' business: only
    numbers are told.
    """
    ours = Counter((plan.event, plan.language) for plan in plans)
    theirs = readers_of(Announcement.objects.waiting_for(winner_list.edition.code))
    both = ours + theirs
    kinds = [
        KindCount(
            event,
            name,
            both[event, "th"],
            both[event, "en"],
            not event.startswith("dsure"),
        )
        for event, name in KINDS.items()
    ]
    return [kind for kind in kinds if kind.total]
