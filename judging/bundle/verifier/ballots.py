"""Ballots and why some of them do not count: every line of ballots.csv against the acts
of the ledger, both ways.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from .moved_on import moved_on_problems
from .pairs import others, others_on
from .reading import Bundle, Json, Row, last_by
from .record import SUBMITTED
from .report import Remark

Line = Mapping[str, str]
Key = tuple[str, ...]
FIXED = ("ledger", "judge", "entry", "category", "version", "state", "because")
KEY = ("judge", "sheet", "category")
PAIR = ("judge", "sheet")
LEFT = (
    "entry withdrawn",
    "entry withdrawn on behalf",
    "entry reopened",
    "entry reopened on behalf",
)
JUDGED, TIED = "eligibility decided", "entry.out"
OUT = ("not_eligible", "refused")  # outcomes by which an entry leaves the running
COUNTED, REPLACED, TAKEN_BACK, RECUSED = "counted", "replaced", "taken back", "recused"
CONFLICT, LEFT_OUT, WITHDRAWN, INELIGIBLE, EXCLUDED = (
    "conflict",
    "left out",
    "withdrawn",
    "ineligible",
    "excluded",
)
OTHER_OUT = "other out"  # of a comparison: the entry that it was compared with


def ballot_problems(bundle: Bundle) -> Iterator[str]:
    due = {act.number: act for act in bundle.of_round(*SUBMITTED)}
    lines = {int(line["ledger"]): line for line in bundle.lines}
    if len(lines) != len(bundle.lines):
        yield "a ledger row is named twice in ballots.csv"
    for number in sorted(due.keys() ^ lines.keys()):
        yield f"ledger row {number} and ballots.csv disagree on whether there is a ballot"
    for number in sorted(due.keys() & lines.keys()):
        if spoken(lines[number]) != recorded(due[number]):
            yield f"the ballot of ledger row {number} is not as it was submitted"
    causes = Causes.of(bundle)
    for number in sorted(due.keys() & lines.keys()):
        yield from causes.problems(lines[number], due[number])
    yield from entry_problems(bundle)
    yield from late_problems(bundle)
    yield from moved_on_problems(bundle)
    if bundle.protocol["ballots"] != counts(bundle):
        yield "protocol.json counts the ballots otherwise"


def counts(bundle: Bundle) -> dict[str, int]:
    found: dict[str, int] = defaultdict(int)
    for line in bundle.lines:
        found[line["state"]] += 1
    return dict(found)


def spoken(line: Line) -> Json:
    scores = {
        code: text for code, text in line.items() if code not in FIXED and text != ""
    }
    return {key: line[key] for key in ("judge", "entry", "category", "version")} | {
        "scores": scores
    }


def recorded(act: Row) -> Json:
    said = act.said
    return {
        "judge": act.judge,
        "entry": said["sheet"],
        "category": said["category"],
        "version": str(said["version"]),
        "scores": {
            code: text for code, text in said["scores"].items() if text is not None
        },
    }


@dataclass(frozen=True)
class Causes:
    """The acts that keep ballots out of a result, each the newest of its kind about its thing."""

    bundle: Bundle
    # judge, sheet, category: submitted or taken back
    ballots: dict[Key, Row] = field(default_factory=dict)
    recused: dict[Key, Row] = field(default_factory=dict)  # judge, sheet
    # judge, sheet, source: found or overruled
    found: dict[Key, Row] = field(default_factory=dict)
    # judge, sheet, category: left out or let in
    left_out: dict[Key, Row] = field(default_factory=dict)
    judges: dict[Key, Row] = field(default_factory=dict)  # judge: accepted or declined
    left: dict[Key, Row] = field(default_factory=dict)  # sheet: out or back
    # judge, sheet: assigned or taken away
    seats: dict[Key, Row] = field(default_factory=dict)

    @classmethod
    def of(cls, bundle: Bundle) -> "Causes":
        seats: dict[Key, Row] = {}
        for act in bundle.of_round("judge.assigned", "judge.unassigned"):
            seats |= {
                (act.judge, sheet): act
                for sheet, *_category in act.said.get("sheets", [])
            }
        return cls(
            bundle,
            last_by(bundle.of_round(*SUBMITTED, "ballot.taken_back"), *KEY),
            last_by(bundle.of("judge.recused"), *PAIR),
            last_by(bundle.of("conflict.found", "conflict.overruled"), *PAIR, "source"),
            last_by(bundle.of_round("ballot.left-out", "ballot.let-in"), *KEY),
            last_by(
                bundle.of("judge.accepted", "judge.declined", "judge.invited"), "judge"
            ),
            last_by(bundle.of(TIED, "entry.back"), "sheet"),
            seats,
        )

    def problems(self, line: Line, ballot: Row) -> Iterator[str]:
        state, name = line["state"], f"the ballot of ledger row {ballot.number}"
        key = (line["judge"], line["entry"], line["category"])
        if state == COUNTED:
            kept = self.kept_out(key, ballot)
            if kept:
                yield f"{name} counts although it was {kept}"
            if line["because"]:
                yield f"{name} counts and names an act because of which it would not"
            return
        cause = self.bundle.by_number.get(int(line["because"] or 0))
        fits = FITTING.get(state)
        if cause is None or fits is None or not fits(self, key, ballot, cause):
            yield f"{name} is {state!r} without an act that says so"

    def kept_out(self, key: Key, ballot: Row) -> str:
        """Why it does not count, as far as the ledger says it of the judge and the
        ballot; "" where it counts.
        """
        if self.ballots[key] != ballot:
            return "replaced or taken back"
        for other in others(self.bundle, ballot):
            if self.seat_out((key[0], other, key[2])):
                return "compared with an entry that is out"
        return self.seat_out(key)

    def seat_out(self, key: Key) -> str:
        """Why nothing that this judge says of the entry in the category counts."""
        if self.recusal(key[:2]):
            return RECUSED
        if any(
            self.is_found(pair, act)
            for pair, act in self.found.items()
            if pair[:2] == key[:2]
        ):
            return "found to be in conflict"
        if self.is_left_out(key):
            return LEFT_OUT
        left = self.left.get(key[1:2])
        if left and left.act == TIED:
            return "of an entry that left"
        gone = self.judges.get(key[:1])
        return (
            "given by a judge who left" if gone and gone.act == "judge.declined" else ""
        )

    def recusal(self, pair: Key) -> Row | None:
        """The recusal that stands: none where all of it was overruled later."""
        act = self.recused.get(pair)
        if act is None:
            return None
        overruled = self.found.get((*pair, str(act.said.get("source", ""))))
        return None if overruled and overruled.number > act.number else act

    def is_found(self, pair: Key, act: Row) -> bool:
        return act.act == "conflict.found" and bool(pair[1])

    def is_left_out(self, key: Key) -> bool:
        act = self.left_out.get(key)
        return act is not None and act.act == "ballot.left-out"


def replaced(causes: Causes, key: Key, ballot: Row, cause: Row) -> bool:
    same = (cause.judge, cause.said.get("sheet"), cause.said.get("category")) == key
    own = cause.said.get("round") == causes.bundle.round
    return same and own and cause.act in SUBMITTED and cause.number > ballot.number


def taken_back(causes: Causes, key: Key, ballot: Row, cause: Row) -> bool:
    return (
        cause.act == "ballot.taken_back"
        and causes.ballots[key] == cause
        and cause.number > ballot.number
    )


def recused(causes: Causes, key: Key, ballot: Row, cause: Row) -> bool:
    return causes.recusal(key[:2]) == cause


def in_conflict(causes: Causes, key: Key, ballot: Row, cause: Row) -> bool:
    """A finding by the machine; the first editions' findings named the judge and not the entry."""
    if "sheet" not in cause.raw["commitments"]:
        return cause.act == "conflict.found" and cause.judge == key[0]
    return (
        cause.act == "conflict.found"
        and causes.found.get((*key[:2], str(cause.said.get("source", "")))) == cause
    )


def left_out(causes: Causes, key: Key, ballot: Row, cause: Row) -> bool:
    return causes.is_left_out(key) and causes.left_out[key] == cause


def leaving(causes: Causes, key: Key, cause: Row) -> Row | None:
    """The act by which this entry left: named by the one that ties its pseudonym to it.
    Older ledgers have no such act, and any leaving must do.
    """
    if cause.act == TIED and cause.said.get("sheet") == key[1]:
        return causes.bundle.by_number.get(cause.said["act"])
    return None if cause.act == TIED or causes.bundle.is_stated else cause


def withdrawn(causes: Causes, key: Key, ballot: Row, cause: Row) -> bool:
    left = leaving(causes, key, cause)
    return left is not None and left.act in LEFT


def ineligible(causes: Causes, key: Key, ballot: Row, cause: Row) -> bool:
    left = leaving(causes, key, cause)
    if left is None or left.act != JUDGED:
        return False
    return left.said.get("outcome") in OUT


def excluded(causes: Causes, key: Key, ballot: Row, cause: Row) -> bool:
    gone = cause.act == "judge.declined" and causes.judges.get(key[:1]) == cause
    return gone or (
        cause.act == "judge.unassigned" and causes.seats.get(key[:2]) == cause
    )


def other_out(causes: Causes, key: Key, ballot: Row, cause: Row) -> bool:
    seats = [(key[0], other, key[2]) for other in others(causes.bundle, ballot)]
    return any(
        fits(causes, seat, ballot, cause) for seat in seats for fits in OF_A_SEAT
    )


OF_A_SEAT = (recused, in_conflict, left_out, withdrawn, ineligible, excluded)
FITTING: dict[str, Callable[[Causes, Key, Row, Row], bool]] = {
    REPLACED: replaced,
    TAKEN_BACK: taken_back,
    RECUSED: recused,
    CONFLICT: in_conflict,
    LEFT_OUT: left_out,
    WITHDRAWN: withdrawn,
    INELIGIBLE: ineligible,
    EXCLUDED: excluded,
    OTHER_OUT: other_out,
}


def entry_problems(bundle: Bundle) -> Iterator[str]:
    """An entry leaves with all of its ballots, by an act of its own."""
    acts: dict[str, set[str]] = defaultdict(set)
    counted: set[str] = set()
    for line in bundle.lines:
        compared = others_on(bundle, line, FIXED)
        if line["state"] == COUNTED:
            counted |= {line["entry"], *compared}
        if line["state"] in (WITHDRAWN, INELIGIBLE):
            acts[line["entry"]].add(line["because"])
        if line["state"] == OTHER_OUT and leaves(bundle, line["because"]):
            for entry in compared:
                acts[entry].add(line["because"])
    named = [number for numbers in acts.values() for number in numbers]
    if len(named) != len(acts) or len(set(named)) != len(named):
        yield "entries that left the running share an act, or one of them names several"
    for entry in sorted(counted & acts.keys()):
        yield f"some ballots of {entry} count although it left the running"


def late_problems(bundle: Bundle) -> Iterator[str]:
    """What came after the winners were published changed nothing of what was seen then."""
    end = bundle.published.number if bundle.published else 0
    late = sum(int(line["because"] or 0) > end for line in bundle.lines)
    if bundle.is_stated and late:
        yield Remark(f"{late} ballots stopped counting after the publication")


def leaves(bundle: Bundle, because: str) -> bool:
    """Whether the act is of an entry that left the running, and not of a judge."""
    cause = bundle.by_number.get(int(because or 0))
    return cause is not None and cause.act in (*LEFT, JUDGED, TIED)


def recusal_problems(bundle: Bundle) -> Iterator[str]:
    due = {
        (
            str(act.number),
            *(str(act.said.get(name, "")) for name in ("judge", "sheet", "source")),
            act.at,
        )
        for act in bundle.of("judge.recused")
    }
    found = [
        tuple(line[name] for name in ("ledger", "judge", "entry", "source", "at"))
        for line in bundle.recusals
    ]
    if len(found) != len(due) or set(found) != due:
        yield "recusals.csv and the ledger disagree"
