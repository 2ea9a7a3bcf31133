"""Winners as cards: every text chosen once per page, since a page may show two hundred."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from awards.language.bilingual import reader_language
from awards.models import Winner, brief_of
from awards.site.illustrations import SCENE_SIZE, scene_url
from awards.winners.ranks import BEST, Ranks, ranks_in


@dataclass(frozen=True, slots=True)
class WinnerCard:
    """Words in the reader's language. ``picture`` is an address or empty; ``drawn``: it
    is a drawing of ours, no photograph; ``note`` says category and edition; ``rank`` as
    ``Ranks`` says it.
    """

    smart: str
    category: str
    rank: str
    level: str
    title: str
    href: str
    organisation: str
    province: str
    brief: str
    note: str
    picture: str
    width: int
    height: int
    drawn: bool = False

    @property
    def is_best(self) -> bool:
        return self.rank == BEST


class Cards:
    """Makes the cards of one page. ``of_list``: all belong to the page's own list, so a
    card does not name it.
    """

    def __init__(self, of_list: bool, ranks: Ranks) -> None:
        first = reader_language()
        self.first, self.other = (first, "th" if first == "en" else "en")
        self.of_list, self.shared = of_list, _("%(prize)s (shared)")
        self.ranks = ranks
        self.bases: dict[str, str] = {}

    def text(self, thing: object, name: str) -> str:
        return str(
            getattr(thing, f"{name}_{self.first}")
            or getattr(thing, f"{name}_{self.other}")
        )

    def base(self, winner: Winner) -> str:
        """The address of the winner's list; asked of the router once for each edition."""
        if self.of_list and self.bases:
            return next(iter(self.bases.values()))
        code = winner.winner_list.edition.code
        if code not in self.bases:
            self.bases[code] = reverse("awards:winners-show", args=[code])
        return self.bases[code]

    def card(self, winner: Winner) -> WinnerCard:
        text, level = self.text, self.text(winner, "level")
        note = (
            ""
            if self.of_list
            else f"{text(winner, 'category')} · {text(winner.winner_list.edition, 'name')}"
        )
        smart = winner.smart_code or next(iter(winner.smarts), "")
        picture, width, height = picture_of(winner, smart)
        return WinnerCard(
            smart=smart,
            category=text(winner, "category"),
            rank=self.ranks.of(winner),
            level=self.shared % {"prize": level} if winner.shared else level,
            title=text(winner, "title"),
            href=f"{self.base(winner)}{winner.reference}/",
            organisation=text(winner, "organisation"),
            province=text(winner, "province") if winner.province_code else "",
            brief=brief_of(text(winner, "summary")),
            note=note,
            picture=picture,
            width=width,
            height=height,
            drawn=not winner.picture_width,
        )


def picture_of(winner: Winner, smart: str) -> tuple[str, int, int]:
    """Address, width and height: the entry's picture, else a drawing of its Smart."""
    if winner.picture_width:
        address = reverse("winner-picture", args=[winner.pk])
        return address, winner.picture_width, winner.picture_height
    return scene_url(smart, winner.reference), *SCENE_SIZE


def cards_of(
    winners: Iterable[Winner], *, of_list: bool = False, ranks: Ranks | None = None
) -> list[WinnerCard]:
    """``ranks``: of their editions, where they are known."""
    given = list(winners)
    known = ranks or ranks_in({winner.winner_list.edition_id for winner in given})
    maker = Cards(of_list, known)
    return [maker.card(winner) for winner in given]
