"""The ballots ranked again, and held against results.json."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from math import isclose, isfinite
from typing import Any

from .ballots import COUNTED, FIXED, INELIGIBLE, WITHDRAWN
from .reading import Bundle

MOST_BALLOTS, MOST_PLACES = 200_000, 10_000


@dataclass(frozen=True)
class Engine:
    """What is needed of the ranking modules."""

    Ballot: Any
    Rules: Any
    Earlier: Any
    ranking_document: Any
    category_documents: Any


def ballots_of(bundle: Bundle, engine: Engine, *states: str) -> list[object]:
    """The ballots of these states; an empty cell is a criterion not scored, never a zero.
    Whatever is not counted is not ranked.
    """
    weights = bundle.protocol["rules"]["weights"]
    found = []
    for line in bundle.lines:
        if line["state"] in states:
            weighed = weights.get(line["category"])
            given = {
                c: text
                for c, text in line.items()
                if c not in FIXED and (weighed is None or c in weighed)
            }
            scores = {code: float(text) for code, text in given.items() if text != ""}
            found.append(
                engine.Ballot(
                    line["judge"],
                    line["entry"],
                    scores,
                    category=line["category"],
                    ranked=line["state"] == COUNTED,
                )
            )
    return found


def states_of(rules: dict[str, Any]) -> tuple[str, ...]:
    """Method 1 takes the ballots that count; method 2 learns also from those of entries
    that are out, unless a score of theirs was carried in from elsewhere.
    """
    if rules["method"]["version"].startswith("1.") or "carried" in rules:
        return (COUNTED,)
    return COUNTED, WITHDRAWN, INELIGIBLE


def rules_of(bundle: Bundle, engine: Engine) -> Any:
    rules, votes = bundle.protocol["rules"], bundle.protocol["chair_votes"]
    weights = {
        name: {c: float(w) for c, w in one.items()}
        for name, one in rules["weights"].items()
    }
    names = ("places", "precision", "interval", "practically_tied", "seed")
    return engine.Rules(
        category_weights=weights,
        levels=tuple(rules["levels"]),
        ties=tuple(rules["ties"]),
        version=rules["method"]["version"],
        method=rules["method"]["name"],
        pass_share=rules.get("pass_percent", 50) / 100,
        category_chair=chair_of(votes),
        earlier=earlier_of(rules, engine),
        **{name: rules[name] for name in names},
    )


def earlier_of(rules: dict[str, Any], engine: Engine) -> Any:
    """What was known of judges before, as the locked rules have it; None where they do
    not ask for that.
    """
    found = rules.get("earlier")
    return found and engine.Earlier.read(found["spread"], found["judges"])


def chair_of(votes: list[dict[str, Any]]) -> dict[str, tuple[tuple[str, ...], ...]]:
    """Category to the chair's orders, in the order in which they stand."""
    found: dict[str, tuple[tuple[str, ...], ...]] = {}
    for vote in votes:
        own = found.get(vote["category"], ())
        found[vote["category"]] = (*own, tuple(vote["order"]))
    return found


def ranking_problems(bundle: Bundle, engine: Engine) -> Iterator[str]:
    stated, protocol = bundle.results, bundle.protocol
    if (
        len(bundle.lines) > MOST_BALLOTS
        or not 0 < protocol["rules"]["places"] <= MOST_PLACES
    ):
        yield "it is larger than any result that could be ranked again here"
        return
    codes = [category["code"] for category in protocol["categories"]]
    if stated.keys() != {"edition", "round", "categories"} or sorted(codes) != sorted(
        stated["categories"]
    ):
        yield "results.json is not of these categories"
    if (stated["edition"], stated["round"]) != (
        protocol["edition"]["code"],
        bundle.round,
    ):
        yield "results.json is of another edition or round"
    ballots = ballots_of(bundle, engine, *states_of(protocol["rules"]))
    rules = rules_of(bundle, engine)
    made = engine.category_documents(ballots, rules)
    for name in sorted(made.keys() - stated["categories"].keys()):
        yield f"results.json says nothing of {name}"
    empty = engine.ranking_document([], rules)
    for name, document in stated["categories"].items():
        found = json.loads(json.dumps(made.get(name, empty)))
        yield from differences(found, document, name)


def differences(made: Any, stated: Any, place: str) -> Iterator[str]:
    """Where two documents differ: numbers by more than half of the sixth decimal, all
    else at all.
    """
    if (
        isinstance(made, dict)
        and isinstance(stated, dict)
        and made.keys() == stated.keys()
    ):
        for key in made:
            yield from differences(made[key], stated[key], f"{place}.{key}")
    elif (
        isinstance(made, list) and isinstance(stated, list) and len(made) == len(stated)
    ):
        for number, (a, b) in enumerate(zip(made, stated, strict=True)):
            yield from differences(a, b, f"{place}[{number}]")
    elif isinstance(made, float) and is_number(stated) and isfinite(stated):
        if not isclose(made, stated, rel_tol=0.0, abs_tol=5e-7):
            yield f"{place} is {stated}, recomputed {made}"
    elif made != stated or isinstance(made, bool) != isinstance(stated, bool):
        yield f"{place} is {str(stated)[:60]}, recomputed {str(made)[:60]}"


def is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
