"""Which ballots to ask for next where it is close, and which of those asked for are not
needed any more: the whole rule of the autopilot, without a clock and without a database.

The worker calls `plan_ballots` whenever ballots came, and so does the simulation that
says what a plan is worth. The same state gives the same plan, and what it asks for is
never asked for twice: done and looked at again, nothing is left to do. By chance are only
the draws behind the chances, whose seed the locked rules name.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from .close_calls import Call, Contender, Reader, StopRule, close_calls
from .groups import Group


@dataclass(frozen=True)
class ExtraRule:
    """Fixed before scores come in. more: ballots beyond the first ones, in all. cap: of
    one entry at most, the first ones counted. batch: asked for and not yet in, at most.
    enough: P(the winners are right) at which a category has enough. begin: share of a
    category's first ballots that must be in. near: an entry is close where P(it wins) is
    at least that far from 0 and 1; settled: a seat is taken back where it is nearer.
    """

    more: int
    cap: int
    batch: int = 20
    enough: float = 0.9
    begin: float = 0.9
    near: float = 0.01
    settled: float = 0.005


class Verdict(StrEnum):
    """Of a category, when it is looked at."""

    EMPTY = "empty"  # nothing is scored
    EARLY = "early"  # first ballots are missing
    EVERYBODY = "everybody"  # a prize for each entry
    APART = "apart"  # no shared entry links its parts, so ranks do not compare them
    UNKNOWN = "unknown"  # no two judges share an entry: nothing is known of certainty
    CERTAIN = "certain"  # the winners are right with the chance wanted
    SETTLED = "settled"  # of no entry it is open whether it wins
    FULL = "full"  # every close entry has as many ballots as it may
    WAITING = "waiting"  # every close entry has a ballot on its way
    NOBODY = "nobody"  # no judge may take any of them
    OPEN = "open"


NEEDS_NONE = (Verdict.EVERYBODY, Verdict.CERTAIN)
LASTING = (*NEEDS_NONE, Verdict.APART, Verdict.UNKNOWN, Verdict.SETTLED, Verdict.FULL)
# the chances of its entries are known, and some may be open
LOOKED_INTO = (Verdict.SETTLED, Verdict.FULL, Verdict.WAITING, Verdict.OPEN)


class Hold(StrEnum):
    """Why nothing is asked for, whatever the categories say."""

    OFF = "off"
    PAUSED = "paused"
    CLOSED = "closed"
    DEADLINE = "deadline"


class Outcome(StrEnum):
    """What becomes of the round, when it is looked at."""

    ASKING = "asking"
    WAITING = "waiting"  # for ballots that are on their way
    CERTAIN = "certain"
    NOTHING_CLOSE = "nothing_close"
    NOBODY = "nobody"
    SPENT = "spent"
    HELD = "held"


@dataclass(frozen=True)
class Contest:
    """A category. `contenders`: its entries with a score; their names are those of no
    entry of another category. due, came: first ballots asked for, and those that are in.
    """

    category: str
    contenders: tuple[Contender, ...]
    p_winners: float | None
    places: int
    parts: int = 1
    due: int = 0
    came: int = 0


@dataclass(frozen=True)
class Waiting:
    """A ballot asked for and not in. begun: its judge wrote something. extra: not one of
    the first.
    """

    entry: str
    judge: str
    begun: bool = False
    extra: bool = False


@dataclass(frozen=True)
class State:
    """spent: extra ballots in or on their way. readers: every judge, with the load of the
    whole round, and its limit.
    """

    contests: tuple[Contest, ...]
    readers: tuple[Reader, ...]
    waiting: tuple[Waiting, ...]
    spent: int = 0
    hold: Hold | None = None


@dataclass(frozen=True)
class TakenBack:
    """A seat that is not needed any more. p: the chance its entry has to win, if known."""

    entry: str
    judge: str
    why: Verdict
    p: float | None


@dataclass(frozen=True)
class Planned:
    """What to do now, and why no more. unfilled: close entries that no judge may take."""

    asked: list[Call] = field(default_factory=list)
    back: list[TakenBack] = field(default_factory=list)
    verdicts: dict[str, Verdict] = field(default_factory=dict)
    unfilled: list[str] = field(default_factory=list)
    outcome: Outcome = Outcome.HELD

    @property
    def changes(self) -> bool:
        return bool(self.asked or self.back)


def plan_ballots(
    state: State, rule: ExtraRule, count: int | None = None, only: str = ""
) -> Planned:
    """The next step. `count`: an organiser asks for so many by hand, whatever was spent
    and however many are on their way; cap, limits and conflicts hold all the same.
    `only`: on this entry.
    """
    on_the_way = {one.entry for one in state.waiting}
    found = {one.category: verdict(one, on_the_way, rule) for one in state.contests}
    if state.hold is not None and count is None:
        return Planned(verdicts=found)
    back = [] if count is not None else list(_needless(state, found, rule))
    room = _room(state, len(back), rule) if count is None else count
    contenders = [
        contender
        for contest in state.contests
        if found[contest.category] is Verdict.OPEN
        for contender in _open(contest, on_the_way, rule)
        if only in ("", contender.entry)
    ]
    readers = _freed(state.readers, back)
    calls = close_calls(
        contenders, readers, count=max(0, room), stop=StopRule(cap=rule.cap)
    )
    _mark_nobody(state.contests, found, calls.calls, calls.unfilled)
    planned = Planned(calls.calls, back, found, calls.unfilled)
    return replace(planned, outcome=_outcome(state, planned, rule))


def verdict(contest: Contest, on_the_way: Collection[str], rule: ExtraRule) -> Verdict:
    """Before judges are looked for."""
    if not contest.contenders:
        return Verdict.EMPTY
    if contest.came < rule.begin * contest.due:
        return Verdict.EARLY
    if len(contest.contenders) <= contest.places:
        return Verdict.EVERYBODY
    if contest.parts > 1:
        return Verdict.APART
    if contest.p_winners is None:
        return Verdict.UNKNOWN
    if contest.p_winners >= rule.enough:
        return Verdict.CERTAIN
    close = [one for one in contest.contenders if is_near(one.p, rule.near)]
    if not close:
        return Verdict.SETTLED
    if all(one.ballots >= rule.cap for one in close):
        return Verdict.FULL
    return Verdict.OPEN if _open(contest, on_the_way, rule) else Verdict.WAITING


def is_near(p: float, near: float) -> bool:
    """Whether it is open by so much if an entry wins."""
    return near <= p <= 1.0 - near


def _open(
    contest: Contest, on_the_way: Collection[str], rule: ExtraRule
) -> list[Contender]:
    """Close entries that wait for no ballot and may have one more."""
    return [
        one
        for one in contest.contenders
        if is_near(one.p, rule.near)
        and one.ballots < rule.cap
        and one.entry not in on_the_way
    ]


def _needless(
    state: State, found: Mapping[str, Verdict], rule: ExtraRule
) -> Iterable[TakenBack]:
    """Extra seats, not begun, of entries about which nothing is open any more."""
    where = {
        contender.entry: (contest.category, contender.p)
        for contest in state.contests
        for contender in contest.contenders
    }
    for seat in state.waiting:
        if not seat.extra or seat.begun or seat.entry not in where:
            continue
        category, p = where[seat.entry]
        if found[category] in NEEDS_NONE:
            yield TakenBack(seat.entry, seat.judge, found[category], p)
        elif found[category] in LOOKED_INTO and not is_near(p, rule.settled):
            yield TakenBack(seat.entry, seat.judge, Verdict.SETTLED, p)


def _room(state: State, back: int, rule: ExtraRule) -> int:
    on_the_way = sum(one.extra for one in state.waiting)
    return min(rule.batch - (on_the_way - back), rule.more - (state.spent - back))


def _freed(readers: Sequence[Reader], back: Sequence[TakenBack]) -> list[Reader]:
    """The loads once those seats are gone."""
    gone = [one.judge for one in back]
    return [replace(one, load=one.load - gone.count(one.judge)) for one in readers]


def _mark_nobody(
    contests: Sequence[Contest],
    found: dict[str, Verdict],
    calls: Sequence[Call],
    unfilled: Sequence[str],
) -> None:
    asked = {call.entry for call in calls}
    for contest in contests:
        entries = {one.entry for one in contest.contenders}
        if not entries & asked and entries & set(unfilled):
            found[contest.category] = Verdict.NOBODY


def _outcome(state: State, planned: Planned, rule: ExtraRule) -> Outcome:
    if planned.asked:
        return Outcome.ASKING
    if len(state.waiting) > len(planned.back):
        return Outcome.WAITING
    said = set(planned.verdicts.values()) - {Verdict.EMPTY}
    if Verdict.EARLY in said or not said:
        return Outcome.WAITING
    if said <= set(NEEDS_NONE):
        return Outcome.CERTAIN
    if Verdict.NOBODY in said:
        return Outcome.NOBODY
    if said <= set(LASTING):
        return Outcome.NOTHING_CLOSE
    return Outcome.SPENT


@dataclass(frozen=True)
class Seats:
    """Of one entry: judges who judged it or have it to judge, and judges who may not."""

    held: frozenset[str] = frozenset()
    shut: frozenset[str] = frozenset()


def entry_key(category: str, entry: str) -> str:
    """The name of an entry in a category: it may stand in several."""
    return f"{category}/{entry}"


def contest_of(
    category: str,
    groups: Sequence[Group],
    places: int,
    seats: Mapping[str, Seats],
    due: int = 0,
    came: int = 0,
) -> Contest:
    """A category as it was ranked."""
    contenders: list[Contender] = []
    chance: float | None = None
    for group in groups:
        chances = _chances(group, places)
        for entry, p in zip(group.table.entries, chances, strict=True):
            key = entry_key(category, entry)
            seat = seats.get(key, Seats())
            contenders.append(Contender(key, p, len(seat.held), seat.held | seat.shut))
    if len(groups) == 1:
        ranks, order = groups[0].ranks, groups[0].standing.order
        chance = None if ranks is None else ranks.exactly(order[:places])
    return Contest(
        category, tuple(contenders), chance, places, len(groups) or 1, due, came
    )


def _chances(group: Group, places: int) -> list[float]:
    """One half where the ballots cannot say."""
    if group.ranks is None:
        return [0.5] * len(group.table.entries)
    found: list[float] = group.ranks.within(places).tolist()
    return found


def how_well_known(groups: Iterable[Group]) -> dict[str, float]:
    """Judge → standard error of the severity, where it is known best."""
    found: dict[str, float] = {}
    for group in groups:
        if group.whole_fit.severity_se is None:
            continue
        for judge, error in zip(
            group.whole.judges, group.whole_fit.severity_se.tolist(), strict=True
        ):
            found[judge] = min(error, found.get(judge, error))
    return found
