"""How sure the winners of each category are: the one reader of it, for every page that
says or counts it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from awards.models import Category, Round
from judging.models import MethodLock, ResultTable
from judging.one_category import Said
from judging.ranking.rules import SCORES
from judging.results.answered import Screened, screened_in
from judging.results.extra_rules import EXTRA_ENOUGH
from judging.results.stored import Summary


class Sureness(Enum):
    """Of a category: are its winners certain enough by the rules of the round? EVERY:
    it has a prize for each entry with a score, so only their order is open. Of a
    screening: is it certain of each entry whether it passes?
    """

    CLEAR = "clear"
    EVERY = "every"
    CLOSE = "close"
    UNKNOWN = "unknown"
    EMPTY = "empty"


@dataclass(frozen=True)
class Certainty:
    """``clear`` and ``close``: entries of which it is sure, and not sure, whether they
    win. ``p_winners``: chance that the set of winners is right, None where the ballots
    cannot say. ``method``: of ``METHODS``; ``screened``: what a screening found, None of
    other ballots. ``leads_on``: another round comes after this one, and decides.
    """

    category: Category
    sureness: Sureness
    entries: int
    ballots: int
    clear: int
    close: int
    places: int
    p_winners: float | None
    method: str
    screened: Screened | None = None
    leads_on: bool = False

    @property
    def scored(self) -> int:
        return self.clear + self.close

    @property
    def is_close(self) -> bool:
        return self.sureness is Sureness.CLOSE

    @property
    def everybody_wins(self) -> bool:
        return self.sureness is Sureness.EVERY

    @property
    def asks_for_more(self) -> bool:
        """Extra ballots are planned for scores only."""
        return self.is_close and self.method == SCORES

    @property
    def needs_no_ballots(self) -> bool:
        return self.sureness in (Sureness.CLEAR, Sureness.EVERY)

    @property
    def said(self) -> Said:
        if self.screened is not None and self.screened.entries:
            return screening_said(self.screened)
        every = Said(_("a prize for every entry"), "calm", "trophy")
        later = Said(_("the next round decides"), "calm", "arrow-right")
        return {
            Sureness.CLEAR: Said(_("clear"), "good", "check"),
            Sureness.EVERY: later if self.leads_on else every,
            Sureness.CLOSE: Said(_("too close to call"), "warn", "triangle-alert"),
            Sureness.UNKNOWN: Said(_("not known"), "calm", "circle-question-mark"),
            Sureness.EMPTY: Said(_("no scores"), "calm", "circle-dashed"),
        }[self.sureness]


def screening_said(found: Screened) -> Said:
    """How many pass; of how many it is open, where it is of some."""
    if found.open:
        words = _("%(n)d open") % {"n": found.open}
        return Said(words, "warn", "triangle-alert")
    words = ngettext("%(n)d passes", "%(n)d pass", found.passing)
    return Said(words % {"n": found.passing}, "good", "check")


def chance_of_winners(summary: Summary) -> float | None:
    """None where judges share no entry (several groups), or where it is not known."""
    groups = summary["groups"]
    return groups[0]["p_winners"] if len(groups) == 1 else None


def scored_in(summary: Summary) -> int:
    counts = summary["counts"]
    return counts["entries"] - counts.get("unscored", 0)


def everybody_wins(summary: Summary) -> bool:
    """There is a prize for each entry that has a score."""
    return 0 < scored_in(summary) <= summary["method"]["places"]


def sureness_of(
    summary: Summary, enough: float, screened: Screened | None = None
) -> Sureness:
    if not scored_in(summary):
        return Sureness.EMPTY
    if screened is not None:
        return Sureness.CLOSE if screened.open else Sureness.CLEAR
    if everybody_wins(summary):
        return Sureness.EVERY
    chance = chance_of_winners(summary)
    if chance is None:
        return Sureness.UNKNOWN
    return Sureness.CLEAR if chance >= enough else Sureness.CLOSE


def certainty_of(
    category: Category,
    summary: Summary,
    enough: float,
    *,
    screened: Screened | None = None,
    leads_on: bool = False,
) -> Certainty:
    counts = summary["counts"]
    return Certainty(
        category=category,
        sureness=sureness_of(summary, enough, screened),
        entries=counts["entries"],
        ballots=counts["ballots"],
        clear=counts["decided"],
        close=scored_in(summary) - counts["decided"],
        places=summary["method"]["places"],
        p_winners=chance_of_winners(summary),
        method=summary["method"]["name"],
        screened=screened,
        leads_on=leads_on,
    )


def certainties(
    round_: Round, tables: Sequence[ResultTable], *, leads_on: bool = False
) -> list[Certainty]:
    """Of the tables of a round, which must have their summaries read."""
    enough, found = enough_of(round_), screened_in(tables)
    return [
        certainty_of(
            row.category,
            row.summary,
            enough,
            screened=found.get(row.pk),
            leads_on=leads_on,
        )
        for row in tables
    ]


def enough_of(round_: Round) -> float:
    """The certainty at which the round asks for no more ballots."""
    lock: MethodLock | None = getattr(round_, "method_lock", None)
    if lock is None:
        return EXTRA_ENOUGH
    enough: float = lock.rules["extra_ballots"]["enough"]
    return enough


def close_categories(round_: Round) -> int:
    """How many categories of the stored result are too close to call, and can be asked
    for more ballots.
    """
    enough = enough_of(round_)
    tables = ResultTable.objects.filter(run__round=round_)
    return sum(
        sureness_of(one, enough) is Sureness.CLOSE
        for one in tables.values_list("summary", flat=True)
        if one["method"]["name"] == SCORES
    )


def first_to_look_at(found: Sequence[Certainty]) -> str:
    """The code of the first category that is too close, else of the first with scores."""
    for wanted in (Sureness.CLOSE, Sureness.CLEAR, Sureness.EVERY, Sureness.UNKNOWN):
        for one in found:
            if one.sureness is wanted:
                return one.category.code
    return found[0].category.code if found else ""
