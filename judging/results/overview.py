"""What comes first on the pages of a result: what is clear, what is close, what waits,
and the next act.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from awards.models import Edition, Round
from awards.speed.prepared_query import Prepared
from awards.statuses import RoundPhase
from judging.models import Decision, ResultRun, Shortlist
from judging.ranking.shape import RankedLine
from judging.results.certainty import Certainty, Sureness
from judging.results.charts import rank_is_clear
from judging.results.runs import ballots_waiting
from nominations.statuses import EntryState

with_prizes: Prepared[Decision] = Prepared(
    lambda edition: (
        Decision.objects.filter(
            entry_category__entry__edition=edition,
            entry_category__entry__state=EntryState.SUBMITTED,
        )
        .order_by()
        .values_list("entry_category__category")
        .distinct()
    )
)


@dataclass(frozen=True)
class NextStep:
    """The next thing to do: why, and a link with its words."""

    why: str
    words: str
    url: str


@dataclass(frozen=True)
class Overview:
    """Counts of categories; ``every``: with a prize for each entry, so that ``contested``
    are the others. ``waiting``: ballots of the round not submitted while it is open;
    ``prized``: categories with a prize.
    """

    contested: int
    every: int
    clear: int
    close: int
    unknown: int
    empty: int
    waiting: int
    prized: int
    act: NextStep | None


def overview_of(
    edition: Edition,
    round_: Round,
    run: ResultRun,
    found: Sequence[Certainty],
    following: Round | None = None,
) -> Overview:
    """In one statement, whatever the size of the round. ``following``: the round that
    comes after it, whose results prizes are given by.
    """
    kinds = [one.sureness for one in found]
    waiting, prized = waiting_in(run, round_), len(with_prizes.tuples(edition.pk))
    return Overview(
        contested=len(kinds) - kinds.count(Sureness.EVERY),
        every=0 if following else kinds.count(Sureness.EVERY),
        clear=kinds.count(Sureness.CLEAR),
        close=kinds.count(Sureness.CLOSE),
        unknown=kinds.count(Sureness.UNKNOWN),
        empty=kinds.count(Sureness.EMPTY),
        waiting=waiting,
        prized=prized,
        act=next_act(edition, round_, found, waiting, prized, following),
    )


def headline(certainty: Certainty, ranked: Sequence[RankedLine]) -> str:
    """The one thing that matters of a category. ``ranked``: its lines on this page,
    which may be some of them.
    """
    if certainty.everybody_wins:
        whole = ranked if len(ranked) == certainty.scored else []
        return order_alone(whole) if certainty.leads_on else order_said(whole)
    chance = certainty.p_winners
    said = {"percent": 0 if chance is None else int(100 * chance)}
    if certainty.leads_on:
        return best_said(certainty.sureness) % {**said, "places": certainty.places}
    return {
        Sureness.CLEAR: _(
            "The winners are clear: %(percent)d%% certain that these are the right ones."
        ),
        Sureness.CLOSE: _(
            "Too close to call: %(percent)d%% certain that these are the right winners."
        ),
        Sureness.UNKNOWN: _("The ballots cannot show how certain the winners are."),
        Sureness.EMPTY: _("No ballot gives a score yet."),
    }[certainty.sureness] % said


def best_said(sureness: Sureness) -> str:
    """Of a round that another follows: its first entries have won nothing yet."""
    return {
        Sureness.CLEAR: _(
            "The best %(places)d are clear: %(percent)d%% certain that these are the "
            "right ones."
        ),
        Sureness.CLOSE: _(
            "Too close to call: %(percent)d%% certain that these are the best %(places)d."
        ),
        Sureness.UNKNOWN: _("The ballots cannot show how certain the order is."),
        Sureness.EMPTY: _("No ballot gives a score yet."),
    }[sureness]


def order_alone(ranked: Sequence[RankedLine]) -> str:
    """As ``order_said``, of a round that another follows."""
    if len(ranked) < 2:
        return _("The next round decides who wins.")
    settled = sum(rank_is_clear(line) is True for line in ranked)
    if settled == len(ranked):
        return _("The next round decides who wins. The order in this round is clear.")
    return _(
        "The next round decides who wins. The order in this round is open: %(n)d of "
        "%(total)d ranks are clear."
    ) % {"n": settled, "total": len(ranked)}


def order_said(ranked: Sequence[RankedLine]) -> str:
    """Where every entry can get a prize, who wins is no question of chance: the order
    is. Nothing is said of an order that is not shown whole.
    """
    if len(ranked) < 2:
        return _("Every entry can get a prize.")
    settled = sum(rank_is_clear(line) is True for line in ranked)
    if settled == len(ranked):
        return _("Every entry can get a prize, and their order is clear.")
    return _(
        "Every entry can get a prize. Their order is open: %(n)d of %(total)d ranks "
        "are clear."
    ) % {"n": settled, "total": len(ranked)}


def waiting_in(run: ResultRun, round_: Round) -> int:
    """Ballots of the round that are not submitted while it is open, as the worker counted
    them: looking at all of them takes longer than the rest of a page.
    """
    if round_.phase != RoundPhase.OPEN:
        return 0
    return ballots_waiting(round_) if run.waiting is None else run.waiting


def next_act(
    edition: Edition,
    round_: Round,
    found: Sequence[Certainty],
    waiting: int,
    prized: int,
    following: Round | None = None,
) -> NextStep | None:
    """Ballots first, then close calls, then who moves on or prizes; none once the
    winners are public.
    """
    if edition.announced_at:
        return None
    close = [one for one in found if one.asks_for_more]
    of_round = f"?round={round_.code}"
    if waiting:
        return NextStep(
            ngettext(
                "%(n)d ballot has not been submitted yet.",
                "%(n)d ballots have not been submitted yet.",
                waiting,
            )
            % {"n": waiting},
            _("See progress"),
            reverse("judging:progress-board", args=[edition.code]) + of_round,
        )
    if close and round_.phase == RoundPhase.OPEN:
        first = close[0].category
        return NextStep(
            _("An extra ballot helps most in %(category)s.") % {"category": first.name},
            _("Ask for extra ballots"),
            reverse("judging:close-calls", args=[edition.code])
            + f"{of_round}&category={first.code}",
        )
    if following is not None:
        return moving_on(edition, round_, following)
    if prized < len(found):
        return NextStep(
            _("Prizes are awarded in %(prized)d of %(total)d categories.")
            % {"prized": prized, "total": len(found)},
            _("Award prizes"),
            reverse("judging:decision-list", args=[edition.code]),
        )
    return NextStep(
        _("Prizes are awarded in every category."),
        _("Preview winner list"),
        reverse("judging:list-preview", args=[edition.code]),
    )


def moving_on(edition: Edition, round_: Round, following: Round) -> NextStep | None:
    """From a round that is over to the one after it."""
    if round_.phase != RoundPhase.CLOSED:
        return None
    if following.phase == RoundPhase.CLOSED:
        return NextStep(
            _("The next round is over, too: %(round)s.") % {"round": following},
            _("See its results"),
            reverse("judging:results-show", args=[edition.code])
            + f"?round={following.code}",
        )
    run = getattr(following, "result_run", None)
    chosen = Shortlist.objects.filter(round=following).exists()
    if chosen or (run is not None and run.ballots):
        return NextStep(
            _("Judging goes on in the next round: %(round)s.") % {"round": following},
            _("See progress"),
            reverse("judging:progress-board", args=[edition.code])
            + f"?round={following.code}",
        )
    return NextStep(
        _("The next round is: %(round)s.") % {"round": following},
        _("Choose the entries that move on"),
        reverse("judging:shortlist", args=[edition.code]) + f"?round={round_.code}",
    )
