"""What the pages of an edition's winners and of one winner show, gathered once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import prefetch_related_objects

from awards.models import Winner, WinnerList
from awards.site.story import StorySection, read_story
from awards.winners.pages import WinnerCard, cards_of, picture_of
from awards.winners.published import group_winners
from awards.winners.ranks import Ranks, ranks_in


@dataclass(frozen=True)
class CategoryOfWinners:
    """The winners of one category, highest prize first."""

    code: str
    smart: str
    name: str
    cards: list[WinnerCard]


@dataclass(frozen=True)
class WinnersPage:
    """``best``: prizes across categories. ``entries``, ``provinces``: how many different
    ones won.
    """

    best: list[WinnerCard]
    categories: list[CategoryOfWinners]
    entries: int
    provinces: int


def winners_page(winner_list: WinnerList, winners: list[Winner]) -> WinnersPage:
    """``winners``: all of ``winner_list``."""
    for winner in winners:
        winner.winner_list = winner_list
    in_order: list[Winner] = []
    groups = group_winners(winners)
    for group in groups:
        in_order += group.winners
    cards = dict(zip(in_order, cards_of(in_order, of_list=True), strict=True))
    best: list[WinnerCard] = []
    categories: list[CategoryOfWinners] = []
    for group in groups:
        own = [cards[winner] for winner in group.winners]
        if group.across:
            best += own
        else:
            categories.append(
                CategoryOfWinners(group.code, group.smart_code, group.name, own)
            )
    return WinnersPage(
        best=best,
        categories=categories,
        entries=len({winner.reference for winner in winners}),
        provinces=len({w.province_code for w in winners if w.province_code}),
    )


@dataclass(frozen=True)
class ArchivedEdition:
    """An edition's list with its highest prize, whose picture stands for it; None where
    a list is empty.
    """

    list: WinnerList
    first: WinnerCard | None


def archive_of(lists: list[WinnerList]) -> list[ArchivedEdition]:
    """The same number of questions for one list and for thirty."""
    prefetch_related_objects(lists, "winners")
    first: dict[int, Winner] = {}
    for winner_list in lists:
        for winner in prizes_in_order(winner_list.winners.all())[:1]:
            winner.winner_list = winner_list
            first[winner_list.pk] = winner
    cards = dict(zip(first, cards_of(first.values()), strict=True))
    return [ArchivedEdition(one, cards.get(one.pk)) for one in lists]


@dataclass(frozen=True)
class Prize:
    """One prize of a winner. ``words``: its level, and its category where it has one."""

    rank: str
    words: str


@dataclass(frozen=True)
class Picture:
    url: str
    width: int
    height: int
    drawn: bool
    alt: str


@dataclass(frozen=True)
class WinnerPage:
    """``before`` and ``after``: the neighbours in the list's order, none at its ends."""

    prizes: list[Prize]
    categories: list[Winner]
    smart: str
    picture: Picture
    story: list[StorySection]
    before: WinnerCard | None
    after: WinnerCard | None


def prizes_in_order(prizes: Iterable[Winner]) -> list[Winner]:
    """Prizes across categories first, then the highest."""

    def key(prize: Winner) -> tuple[bool, int, int]:
        return not prize.across, prize.level_order, prize.order

    return sorted(prizes, key=key)


def winner_page(winner_list: WinnerList, prizes: list[Winner]) -> WinnerPage:
    """``prizes``: all of one winner, in order; not empty."""
    ranks = ranks_in([winner_list.edition_id])
    for prize in prizes:
        prize.winner_list = winner_list
    within = [one for one in prizes if not one.across]
    winner = prizes[0]
    smart = next((one.smart_code for one in within if one.smart_code), "")
    url, width, height = picture_of(winner, smart)
    drawn = not winner.picture_width
    alt = "" if drawn else str(winner.caption or winner.title)
    before, after = neighbours(winner_list, winner.reference, ranks)
    return WinnerPage(
        prizes=[Prize(ranks.of(prize), words_of(prize)) for prize in prizes],
        categories=within,
        smart=smart,
        picture=Picture(url, width, height, drawn, alt),
        story=[one for one in read_story(winner.story) if one.text],
        before=before,
        after=after,
    )


def words_of(prize: Winner) -> str:
    if prize.across:
        return prize.level
    return f"{prize.level} · {prize.category}"


def neighbours(
    winner_list: WinnerList, reference: str, ranks: Ranks
) -> tuple[WinnerCard | None, WinnerCard | None]:
    """Whom one reads before and after: each entry once, in the list's order."""
    entries: dict[str, Winner] = {}
    for winner in winner_list.winners.all():
        winner.winner_list = winner_list
        if not winner.across:
            entries.setdefault(winner.reference, winner)
    order = list(entries)
    if reference not in entries:
        return None, None
    place = order.index(reference)
    before = [entries[order[place - 1]]] if place else []
    after = [entries[one] for one in order[place + 1 : place + 2]]
    cards = cards_of([*before, *after], of_list=True, ranks=ranks)
    return (cards[0] if before else None, cards[-1] if after else None)
