"""What protocol.json tells beside the ballots: rules, votes on ties, prizes, who gave
no ballot, who judged.
"""

from collections.abc import Iterator
from typing import Any

from .ballots import Causes
from .reading import Bundle, Json, Row, canonical, commit_to, sha256
from .record import DECISIONS, SUBMITTED
from .report import Remark
from .signature import fingerprint, keys_of

# 2 also told which software typeset it, which nothing could prove.
FORMAT = "smart-city-solutions-awards/result-bundle/3"
FORMER = "smart-city-solutions-awards/result-bundle/2"
LANGUAGES = ("th", "en")
NO_PRIZE = 10**6  # as an order of levels: below all of them
FACTS = {
    "assignment", "ballots", "ballots_before_lock", "categories", "chain", "chair_votes", "corrections", "criteria",
    "edition", "erased", "format", "judges", "key_fingerprint", "levels", "list_version", "locked_at", "locked_by",
    "method_changes", "missing", "published_at", "round", "rules", "rules_digest", "winners",
}  # fmt: skip


def form_problems(bundle: Bundle) -> Iterator[str]:
    """A list published since the ledger states its setting is never of the old form."""
    told = bundle.protocol
    form = (told["format"], set(told))
    former = form == (FORMER, FACTS | {"software"})
    if former and not bundle.is_stated:
        return
    if form != (FORMAT, FACTS):
        yield f"protocol.json is not of the form {FORMAT}"


def method_problems(bundle: Bundle) -> Iterator[str]:
    protocol = bundle.protocol
    yield from form_problems(bundle)
    digest = sha256(canonical(protocol["rules"]).encode())
    if digest != protocol["rules_digest"]:
        yield "the rules do not have the hash that the protocol states"
    locks = bundle.of_round("method.locked", "method.changed")
    if (
        not locks
        or locks[0].act != "method.locked"
        or locks[-1].said["digest"] != digest
    ):
        yield "the rules are not those locked in the ledger"
        return
    first = locks[0]
    if (protocol["locked_at"], protocol["locked_by"]) != (first.at, first.actor):
        yield "when and by whom the rules were locked is not as the ledger has it"
    early = [act for act in bundle.of_round(*SUBMITTED) if act.number < first.number]
    if protocol["ballots_before_lock"] != len(early):
        yield "the number of ballots before the rules were locked is not that of the ledger"
    if protocol["method_changes"] != method_changes(bundle):
        yield "the changes of the rules are not those of the ledger"


def method_changes(bundle: Bundle) -> list[Json]:
    found = []
    for act in bundle.of_round("method.changed"):
        asked = [
            one
            for one in bundle.of_round("method.change-proposed")
            if one.number < act.number
        ]
        proposed = [one for one in asked if one.said["digest"] == act.said["digest"]]
        found.append({
            "at": act.at, "digest": act.said["digest"], "reason": bundle.text(act, "reason"),
            "proposed_by": proposed[-1].actor if proposed else None, "agreed_by": act.actor,
        })  # fmt: skip
    return found


def chair_problems(bundle: Bundle) -> Iterator[str]:
    """The newest first, as the engine reads them."""
    due = [
        {
            "ledger": act.number, "at": act.at, "category": act.said["category"], "order": act.said["order"],
            "reason": bundle.text(act, "reason"), "by_chair": act.said["by_chair"],
        }
        for act in reversed(bundle.of_round("chair.voted"))
    ]  # fmt: skip
    if bundle.protocol["chair_votes"] != due:
        yield "the chair's votes are not those of the ledger"


# ---- prizes ----


def winner_problems(bundle: Bundle) -> Iterator[str]:
    protocol, act = bundle.protocol, bundle.published
    names = ("category", "level", "reference", "title_th", "organisation_th")
    stated = sorted([winner[name] for name in names] for winner in protocol["winners"])
    if (
        act is None
        or sorted(line[: len(names)] for line in act.said["lines"]) != stated
    ):
        yield "the winners are not those of the list that the ledger says was published"
    elif protocol["published_at"] != act.at:
        yield "the moment of publication is not that of the ledger"
    ranks = ranks_of(bundle)
    for winner in protocol["winners"]:
        yield from prize_problems(
            bundle, winner, ranks.get((winner["category"], winner["entry"]))
        )
    yield from order_problems(bundle)


def prize_problems(bundle: Bundle, winner: Json, rank: int | None) -> Iterator[str]:
    name = f"{winner['reference']} in {winner['category']}"
    if (
        "e-" + commit_to({"entry": winner["reference"]}, winner["salt"])[:24]
        != winner["entry"]
    ):
        yield f"the pseudonym of {winner['reference']} is not the one it had"
    if winner["rank"] != rank:
        yield f"{name} has rank {rank}, not {winner['rank']}"
    level = {level["code"]: level for level in bundle.protocol["levels"]}.get(
        winner["level"], {}
    )
    if any(winner[f"level_{one}"] != level.get(f"name_{one}") for one in LANGUAGES):
        yield f"the level of {name} has another name than it has"
    frozen = decisions_on(bundle, winner, "list-frozen")
    if not frozen or frozen[-1].said["level"] != winner["level"]:
        yield f"the ledger holds no decision to give {name} this level"
    told = [
        act
        for act in decisions_on(bundle, winner, "list-published")
        if act.said["level"] == winner["level"]
    ]
    if any(
        winner[f"reason_{one}"]
        != (bundle.text(told[-1], f"public_reason_{one}") if told else "")
        for one in LANGUAGES
    ):
        yield f"the reason for {name} is not the one that the ledger has"


def decisions_on(bundle: Bundle, winner: Json, until: str) -> list[Row]:
    """Decisions on this prize, oldest first, before the list was frozen or published."""
    version = bundle.protocol["list_version"]
    end = max(
        (act.number for act in bundle.of(until) if act.said.get("version") == version),
        default=0,
    )
    found = []
    for act in bundle.of(*DECISIONS):
        across = (
            act.act == "overall-decision" and act.said.get("level") == winner["level"]
        )
        same = act.said.get("category") == winner["category"] or across
        if same and act.said.get("entry") == winner["reference"] and act.number < end:
            found.append(act)
    return found


def order_problems(bundle: Bundle) -> Iterator[str]:
    """A prize leaves the order where somebody before it holds a lower one, or none."""
    orders = {level["code"]: level["order"] for level in bundle.protocol["levels"]}
    prizes = {
        (winner["category"], winner["entry"]): orders[winner["level"]]
        for winner in bundle.protocol["winners"]
    }
    ranks = ranks_of(bundle)
    for winner in bundle.protocol["winners"]:
        own, code = prizes[winner["category"], winner["entry"]], winner["category"]
        rank = ranks.get((code, winner["entry"]), NO_PRIZE)
        before = [
            entry
            for (one, entry), other in ranks.items()
            if one == code and other < rank
        ]
        leaves = any(prizes.get((code, entry), NO_PRIZE) > own for entry in before)
        if leaves is not winner["leaves_order"]:
            yield f"whether {winner['reference']} in {code} leaves the order is said otherwise"


def ranks_of(bundle: Bundle) -> dict[tuple[str, str], int]:
    return {
        (code, row["entry"]): row["rank"]
        for code, document in bundle.results["categories"].items()
        for row in document["entries"]
        if row["rank"] is not None
    }


# ---- who judged, who did not ----


def missing_problems(bundle: Bundle) -> Iterator[str]:
    """Asked by an act of assigning, not taken away, not recused, and without a ballot
    that stands.
    """
    stated = [
        (row["judge"], row["entry"], row["category"])
        for row in bundle.protocol["missing"]
    ]
    if stated != sorted(set(stated), key=lambda row: (row[2], row[1], row[0])):
        yield "the missing ballots are not in order"
    causes, given = Causes.of(bundle), standing(bundle)
    gone = {
        line["entry"]
        for line in bundle.lines
        if line["state"] in ("withdrawn", "ineligible")
    }
    for judge, entry, category in stated:
        if (judge, entry, category) in given:
            yield f"a ballot is said to be missing that was given: {judge} for {entry}"
        if causes.recusal((judge, entry)):
            yield f"a ballot is said to be missing after a recusal: {judge} for {entry}"
    if any(
        "sheets" not in act.raw["commitments"]
        for act in bundle.of_round("judge.assigned", "judge.unassigned")
    ):
        yield Remark(
            "assigned before the ledger named the seats: which ballots are "
            "missing rests on the seal alone"
        )
        return
    # who gave a ballot was asked for it
    asked = seats(bundle) | {(key[0], key[1], key[2]) for key in causes.ballots}
    for judge, entry, category in sorted(set(stated) - asked):
        yield (
            f"a ballot is said to be missing that nobody asked for: {judge} for "
            f"{entry} in {category}"
        )
    for seat in sorted(asked - set(stated) - given):
        if not is_excused(causes, seat, gone):
            yield f"a ballot is missing and not said to be: {seat[0]} for {seat[1]} in {seat[2]}"


def is_excused(causes: Causes, seat: tuple[str, str, str], gone: set[str]) -> bool:
    found = any(
        causes.is_found(pair, act)
        for pair, act in causes.found.items()
        if pair[:2] == seat[:2]
    )
    return (
        bool(causes.recusal(seat[:2]))
        or found
        or causes.is_left_out(seat)
        or seat[1] in gone
    )


def seats(bundle: Bundle) -> set[tuple[str, str, str]]:
    found: set[tuple[str, str, str]] = set()
    for act in bundle.of_round("judge.assigned", "judge.unassigned"):
        named = {
            (act.judge, entry, category)
            for entry, category in act.said.get("sheets", [])
        }
        found = found | named if act.act == "judge.assigned" else found - named
    return found


def standing(bundle: Bundle) -> set[tuple[str, str, str]]:
    """Judge, entry and category of each ballot that was given and not taken back."""
    newest = Causes.of(bundle).ballots
    return {
        (key[0], key[1], key[2]) for key, act in newest.items() if act.act in SUBMITTED
    }


def people_problems(bundle: Bundle) -> Iterator[str]:
    judges = [row["judge"] for row in bundle.protocol["judges"]]
    if judges != sorted({line["judge"] for line in bundle.lines}):
        yield "the judges are not those who gave a ballot"
    if len({row["commitment"] for row in bundle.protocol["judges"]}) != len(judges):
        yield "two judges are said to be the same person"
    seeds = {act.said.get("seed") for act in bundle.of_round("round.assigned")}
    known = set(bundle.protocol["assignment"]["seeds"])
    if not known <= seeds | {None}:
        yield "a seed of the assignment is not in the ledger"
    yield from key_problems(bundle)


def key_problems(bundle: Bundle) -> Iterator[str]:
    keys = [
        fingerprint(key) for key in keys_of(bundle.files.get("public-key.pem", b""))
    ]
    stated: Any = bundle.protocol["key_fingerprint"]
    if keys[:1] != ([stated] if stated else []):
        yield "the fingerprint is not that of the key in the bundle"
