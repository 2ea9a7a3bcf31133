"""Winners as cards: every text chosen once per page, since a page may show two hundred."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from awards.language.bilingual import reader_language
from awards.models import Winner, brief_of


@dataclass(frozen=True, slots=True)
class WinnerCard:
    """Words in the reader's language. ``picture`` is an address or empty; ``note`` says
    category and edition.
    """

    smart: str
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


class Cards:
    """Makes the cards of one page. ``of_list``: all belong to the page's own list, so a
    card does not name it.
    """

    def __init__(self, of_list: bool) -> None:
        first = reader_language()
        self.first, self.other = (first, "th" if first == "en" else "en")
        self.of_list, self.shared = of_list, _("%(prize)s (shared)")
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
        return WinnerCard(
            smart=winner.smart_code,
            level=self.shared % {"prize": level} if winner.shared else level,
            title=text(winner, "title"),
            href=f"{self.base(winner)}{winner.reference}/",
            organisation=text(winner, "organisation"),
            province=text(winner, "province") if winner.province_code else "",
            brief=brief_of(text(winner, "summary")),
            note=note,
            picture=reverse("winner-picture", args=[winner.pk])
            if winner.picture_width
            else "",
            width=winner.picture_width,
            height=winner.picture_height,
        )


def cards_of(winners: Iterable[Winner], *, of_list: bool = False) -> list[WinnerCard]:
    maker = Cards(of_list)
    return [maker.card(winner) for winner in winners]
