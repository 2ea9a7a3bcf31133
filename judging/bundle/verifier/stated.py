"""What the act of publication states: names, levels, the round's frame, corrections,
winners in English, and who the judges are. Lists published before the ledger stated
these rest on the seal alone there, and the check says so.
"""

from collections.abc import Iterator

from .ballots import Causes
from .protocol import seats
from .reading import Bundle, Json, Row
from .report import Remark

ROUND = "round:"
SETTING = ("edition", "categories", "levels")
# Beside the edition's own criteria where a round takes over scores of an earlier one.
CARRIED = {
    "code": "carried",
    "name_th": "คะแนนที่ยกมาจากรอบก่อน",
    "name_en": "Carried over",
}
Seat = tuple[str, ...]


def setting_problems(bundle: Bundle) -> Iterator[str]:
    act, protocol = bundle.published, bundle.protocol
    version = protocol["list_version"]
    lists = bundle.of("list-published")
    if sum(one.said.get("version") == version for one in lists) > 1:
        yield "the ledger says more than once that this list was published"
    if act is None or not bundle.is_stated:
        yield Remark(
            "published before the ledger stated names, levels and corrections: "
            "they rest on the seal alone"
        )
        return
    setting = act.said["setting"]
    for name in SETTING:
        if protocol[name] != setting[name]:
            yield f"{name}: not as the ledger states it"
    taken = [CARRIED] if "carried" in protocol["rules"] else []
    if protocol["criteria"] != setting["criteria"] + taken:
        yield "criteria: not as the ledger states them"
    if protocol["round"] != act.said.get(f"{ROUND}{bundle.round}"):
        yield "the round is not as the ledger states it"
    if protocol["corrections"] != act.said["corrections"]:
        yield "the corrections are not those that the ledger states"
    yield from english_problems(protocol, act)


def english_problems(protocol: Json, act: Row) -> Iterator[str]:
    stated = [
        [*line[:3], *english]
        for line, english in zip(act.said["lines"], act.said["lines_en"], strict=True)
    ]
    names = ("category", "level", "reference", "title_en", "organisation_en")
    told = [[winner[name] for name in names] for winner in protocol["winners"]]
    if sorted(told) != sorted(stated):
        yield "a winner is called otherwise in English than the ledger states"


# ---- who was asked for what ----


def asked_seats(bundle: Bundle) -> set[Seat]:
    """Seats that stand: asked for or given, not taken away, without a conflict, and the
    judge not absent.
    """
    causes = Causes.of(bundle)
    barred = barred_pairs(bundle)
    return {
        seat
        for seat in {*seats(bundle), *causes.ballots}
        if seat[:2] not in barred and not causes.is_left_out(seat)
    }


def barred_pairs(bundle: Bundle) -> set[Seat]:
    """Judge and entry, where a recusal or a finding stands."""
    causes = Causes.of(bundle)
    recused = {pair for pair in causes.recused if causes.recusal(pair)}
    found = {
        pair[:2] for pair, act in causes.found.items() if causes.is_found(pair, act)
    }
    return recused | found


def assignment_facts(bundle: Bundle) -> Json:
    """As protocol.json tells them: how many seats stand, whose, and by which seeds."""
    loads: dict[str, int] = {}
    for judge, *_place in asked_seats(bundle):
        loads[judge] = loads.get(judge, 0) + 1
    seeds = {act.said.get("seed") for act in bundle.of_round("round.assigned")}
    return {
        "assignments": sum(loads.values()),
        "judges": len(loads),
        "load": {
            "min": min(loads.values(), default=0),
            "max": max(loads.values(), default=0),
        },
        "seeds": sorted(seeds - {None}),
        "conflicts": len(barred_pairs(bundle)),
    }


def assignment_problems(bundle: Bundle) -> Iterator[str]:
    if not bundle.is_stated:
        yield Remark("counts of the assignment rest on the seal alone")
    elif bundle.protocol["assignment"] != assignment_facts(bundle):
        yield "the counts of the assignment are not those of the ledger"


def person_problems(bundle: Bundle) -> Iterator[str]:
    """Each judge is the person to whom the ledger bound the pseudonym on accepting."""
    bound = {
        act.judge: act.said["person"]
        for act in bundle.of("judge.accepted")
        if "person" in act.said
    }
    unbound = 0
    for row in bundle.protocol["judges"]:
        if row["judge"] not in bound:
            unbound += 1
        elif row["commitment"] != bound[row["judge"]]:
            yield f"{row['judge']} is bound to another person than in the ledger"
    if unbound:
        yield Remark(f"who {unbound} of the judges are rests on the seal alone")
