"""What the first page shows: the call that is open, who won last, what carries the mark.

The same number of questions to the database whatever there is to show. What stands now
is asked for each visit, and names the page: with the same ``Standing`` it is the same.
"""

from __future__ import annotations

from dataclasses import dataclass

from awards.accounts.asking import Visitor
from awards.dsure.models import Certificate
from awards.dsure.register.pages import register_version
from awards.models import Edition, PrizeLevel, Smart, WinnerList
from awards.site.face import Tier, tiers_of
from awards.site.frame import site_frame
from awards.site.views import Answered, NewsItem, answered, news_item
from awards.speed.published_pages import columns_of
from awards.winners.pages import WinnerCard, cards_of
from awards.winners.published import group_winners, standing_lists, version_of
from awards.winners.ranks import Ranks
from config.site.call import Call, PrizeStep, call_of, prize_steps

FEW = 4


@dataclass(frozen=True)
class Laureates:
    """The list published last: best of show, and the highest prize of some categories."""

    winner_list: WinnerList
    best: list[WinnerCard]
    cards: list[WinnerCard]


@dataclass(frozen=True)
class Landing:
    """``call``: the open one that closes next, or None; ``other_calls``: the rest."""

    call: Call | None
    other_calls: list[Edition]
    smarts: tuple[Smart, ...]
    prizes: list[PrizeStep]
    laureates: Laureates | None
    certificates: list[Certificate]
    news: list[NewsItem]
    questions: list[Answered]
    tiers: list[Tier]


@dataclass(frozen=True)
class Standing:
    """What the database says now. ``open_now``: calls that take entries, the next to
    close first; ``call``: that one. ``levels``: its prizes and those of ``latest``, the
    list published last. ``register``: changes with the register of certificates.
    """

    open_now: list[Edition]
    call: Call | None
    levels: list[PrizeLevel]
    latest: WinnerList | None
    register: tuple[str, str]

    @property
    def version(self) -> tuple[object, ...]:
        """Another one for every other page, beside the frame's own."""
        return (
            [shown_of(edition) for edition in self.open_now],
            call_version(self.call) if self.call else None,
            [columns_of(level) for level in self.levels],
            version_of(self.latest) if self.latest else None,
            self.register,
        )


def shown_of(edition: Edition) -> tuple[object, ...]:
    """What everybody reads of it here: other columns change with what nobody may know."""
    return edition.code, edition.name_th, edition.name_en, edition.closes_at


def call_version(call: Call) -> tuple[object, ...]:
    """What is shown of it that time changes."""
    return call.is_open, call.days_left, call.hours_left, call.passed, call.steps


def standing_for(user: Visitor) -> Standing:
    visible = Edition.objects.visible_to(user)
    open_now = list(visible.accepting().order_by("closes_at"))
    latest = latest_list()
    shown = [edition.pk for edition in open_now[:1]]
    shown += [latest.edition_id] if latest else []
    levels = PrizeLevel.objects.filter(edition__in=shown).order_by("order", "pk")
    return Standing(
        open_now=open_now,
        call=call_of(open_now[0]) if open_now else None,
        levels=list(levels),
        latest=latest,
        register=register_version(),
    )


def landing_page(standing: Standing) -> Landing:
    frame, call, latest = site_frame(), standing.call, standing.latest
    levels = standing.levels
    return Landing(
        call=call,
        other_calls=standing.open_now[1:],
        smarts=frame.smarts,
        prizes=prize_steps(
            level for level in levels if call and level.edition_id == call.edition.pk
        ),
        laureates=laureates_of(latest, Ranks(levels)) if latest else None,
        certificates=latest_certificates(),
        news=[news_item(page) for page in frame.news],
        questions=answered(frame.questions),
        tiers=tiers_of(frame.partners),
    )


def latest_certificates() -> list[Certificate]:
    announced = Certificate.objects.announced().select_related("maker", "mark")
    return list(announced.order_by("-announced_at", "-issued_on", "number")[:FEW])


def latest_list() -> WinnerList | None:
    """The standing list that was published last."""
    return standing_lists().order_by("-edition__year", "-published_at").first()


def laureates_of(latest: WinnerList, ranks: Ranks) -> Laureates:
    best, firsts = [], []
    for group in group_winners(latest.winners.all()):
        if group.across:
            best += group.winners[:1]
        else:
            firsts.append(group.winners[0])
    shown = {winner.reference for winner in best}
    others = [winner for winner in firsts if winner.reference not in shown]
    chosen = [*best, *others[: 3 if best else FEW]]
    for winner in chosen:
        winner.winner_list = latest
    cards = cards_of(chosen, of_list=True, ranks=ranks)
    return Laureates(latest, cards[: len(best)], cards[len(best) :])
