"""protocol.json: how the result came about, in the order in which a reader asks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.metadata import version
from typing import Any

import numpy

from awards.acts import METHOD_LOCKED
from awards.ledger.services import stamp
from awards.models import Category, Criterion, PrizeLevel, Round, Winner, WinnerList
from judging.acts import CHAIR_VOTED, METHOD_CHANGE_PROPOSED, METHOD_CHANGED
from judging.ballots.carried_scores import CARRIED
from judging.bundle.chain import OpenChain
from judging.bundle.verifier.protocol import FORMAT
from judging.decisions.services import out_of_order
from judging.models import Assignment, Conflict, Judge, MethodLock
from judging.pseudonyms import Pseudonyms
from judging.ranking import ranked_rows
from judging.ranking.shape import Document
from judging.results.services import Counted
from judging.statuses import BallotState


@dataclass(frozen=True)
class Gathered:
    """All that the files are made from. ``lines``: those of ballots.csv. ``documents``:
    by category code.
    """

    round: Round
    winner_list: WinnerList
    chain: OpenChain
    pseudonyms: Pseudonyms
    counted: Counted
    criteria: list[str]
    lines: list[list[Any]]
    documents: dict[str, Document]
    key_fingerprint: str | None


def carried_names(round_: Round) -> list[dict[str, str]]:
    """The share carried over from an earlier round stands among the criteria."""
    carried = round_.carried.exists()
    return (
        [{"code": CARRIED, "name_th": "คะแนนที่ยกมาจากรอบก่อน", "name_en": "Carried over"}]
        if carried
        else []
    )


def protocol_of(found: Gathered) -> dict[str, object]:
    edition, round_ = found.round.edition, found.round
    lock, [locked, *_changes] = (
        MethodLock.objects.get(round=round_),
        found.chain.of_round(METHOD_LOCKED),
    )
    published = found.chain.published()
    return {
        "format": FORMAT,
        "edition": {
            "code": edition.code,
            "year": edition.year,
            **both(edition, "name"),
        },
        "round": round_facts(round_),
        "published_at": stamp(published.at) if published else None,  # None: a preview
        "list_version": found.winner_list.version,
        "chain": found.chain.head(),
        "categories": [named(row) for row in edition.categories.all()],
        "criteria": [named(row) for row in edition.criteria.all()]
        + carried_names(round_),
        "levels": [level_facts(row) for row in edition.prize_levels.all()],
        "rules": lock.rules,
        "rules_digest": lock.digest,
        "locked_at": stamp(locked.at),
        "locked_by": locked.actor,
        "ballots_before_lock": found.chain.ballots_before_lock(),
        "method_changes": method_changes(found.chain),
        "chair_votes": chair_votes(found.chain),
        "erased": found.chain.erased(),
        "assignment": assignment_facts(round_),
        "ballots": dict(sorted(Counter(line[5] for line in found.lines).items())),
        "missing": missing(found),
        "winners": winners(found),
        "judges": judges(found),
        "corrections": corrections(found.winner_list),
        "software": {"numpy": numpy.__version__, "typst": version("typst")},
        "key_fingerprint": found.key_fingerprint,
    }


def named(row: Category | Criterion) -> dict[str, str]:
    return {"code": row.code, **both(row, "name")}


def level_facts(row: PrizeLevel) -> dict[str, object]:
    return {
        "code": row.code,
        "order": row.order,
        "size": row.per_category,
        **both(row, "name"),
    }


def both(thing: object, field: str) -> dict[str, str]:
    return {
        f"{field}_{language}": getattr(thing, f"{field}_{language}")
        for language in ("th", "en")
    }


def round_facts(round_: Round) -> dict[str, object]:
    scale = [
        float(value)
        for value in (round_.scale_min, round_.scale_max, round_.scale_step)
    ]
    window = {"opens_at": stamp(round_.opens_at), "closes_at": stamp(round_.closes_at)}
    return {
        "code": round_.code,
        **both(round_, "name"),
        "blind": round_.blind,
        "scale": scale,
        **window,
    }


def method_changes(chain: OpenChain) -> list[dict[str, str | None]]:
    """Oldest first, as the chain has them: it still knows who when a person's name is erased."""
    proposed: dict[str, str] = {}
    changes = []
    for row in chain.of_round(METHOD_CHANGE_PROPOSED, METHOD_CHANGED):
        digest = chain.said(row)["digest"]
        if row.act == METHOD_CHANGE_PROPOSED.code:
            proposed[digest] = row.actor
            continue
        changes.append({
            "at": stamp(row.at), "digest": digest, "reason": chain.text(row, "reason"),
            "proposed_by": proposed.get(digest), "agreed_by": row.actor,
        })  # fmt: skip
    return changes


def chair_votes(chain: OpenChain) -> list[dict[str, object]]:
    """The newest first, as the engine reads them."""
    return [
        {"ledger": row.number, "at": stamp(row.at), "reason": chain.text(row, "reason")}
        | {name: chain.said(row)[name] for name in ("category", "order", "by_chair")}
        for row in reversed(chain.of_round(CHAIR_VOTED))
    ]


def assignment_facts(round_: Round) -> dict[str, object]:
    """Seeds, loads and the number of conflicts that were respected."""
    rows = Assignment.objects.standing().filter(round=round_)
    loads = Counter(rows.values_list("judge_id", flat=True))
    seeds = {
        reasons.get("seed")
        for reasons in Assignment.objects.filter(round=round_).values_list(
            "reasons", flat=True
        )
    }
    conflicts = (
        Conflict.objects.standing()
        .filter(judge__edition=round_.edition)
        .values("judge", "entry")
        .distinct()
    )
    return {
        "assignments": sum(loads.values()),
        "judges": len(loads),
        "load": {
            "min": min(loads.values(), default=0),
            "max": max(loads.values(), default=0),
        },
        "seeds": sorted(seed for seed in seeds if seed is not None),
        "conflicts": conflicts.count(),
    }


def missing(found: Gathered) -> list[dict[str, str]]:
    """Ballots that were asked for and never submitted."""
    rows = (
        Assignment.objects.standing()
        .filter(round=found.round)
        .exclude(ballot__state=BallotState.SUBMITTED)
    )
    names = found.pseudonyms.judges()
    return sorted(
        (
            {
                "judge": names[judge],
                "entry": found.pseudonyms.entry(reference),
                "category": category,
            }
            for judge, reference, category in rows.values_list(
                "judge_id",
                "entry_category__entry__reference",
                "entry_category__category__code",
            )
        ),
        key=lambda row: (row["category"], row["entry"], row["judge"]),
    )


def winners(found: Gathered) -> list[dict[str, object]]:
    """The published lines, each with what reveals its pseudonym, its rank and the
    reason if it leaves the order.
    """
    ranks = {code: ranks_of(one) for code, one in found.documents.items()}
    lines = [
        (row, found.pseudonyms.entry(row.reference))
        for row in found.winner_list.winners.all()
    ]
    levels: dict[str, dict[str, int]] = {}
    for row, name in lines:
        levels.setdefault(row.category_code, {})[name] = row.level_order
    return [
        winner_facts(
            found,
            row,
            name,
            ranks.get(row.category_code, {}),
            levels[row.category_code],
        )
        for row, name in lines
    ]


def ranks_of(document: Document) -> dict[str, int]:
    return {row["entry"]: row["rank"] for row in ranked_rows(document["entries"])}


def winner_facts(
    found: Gathered,
    row: Winner,
    name: str,
    ranks: Mapping[str, int],
    levels: Mapping[str, int],
) -> dict[str, object]:
    """``name``: the entry's pseudonym, by which ``ranks`` and ``levels`` have the
    entries of its category.
    """
    return {
        "category": row.category_code,
        "level": row.level_code,
        **both(row, "level"),
        "reference": row.reference,
        **both(row, "title"),
        **both(row, "organisation"),
        "entry": name,
        "salt": found.pseudonyms.salt("entry", row.reference),
        "rank": ranks.get(name),
        "leaves_order": out_of_order(ranks, levels, name),
        **found.chain.reason(row.reference, row.category_code, row.level_code),
    }


def judges(found: Gathered) -> list[dict[str, str]]:
    """Everybody who gave a ballot, and the commitment to who it is."""
    seen = {line[1] for line in found.lines}
    names = {
        pseudonym: judge
        for judge, pseudonym in found.pseudonyms.judges().items()
        if pseudonym in seen
    }
    people = (
        Judge.objects.filter(pk__in=names.values()).select_related("user").in_bulk()
    )
    commit = found.pseudonyms.judge_commitment
    return [
        {"judge": name, "commitment": commit(name, people[pk].user)}
        for name, pk in sorted(names.items())
    ]


def corrections(winner_list: WinnerList) -> list[dict[str, object]]:
    """Errata of every published version, oldest first."""
    lists = (
        WinnerList.objects.filter(edition=winner_list.edition)
        .exclude(published_at=None)
        .order_by("version")
    )
    return [
        {
            "version": row.version,
            "at": stamp(row.published_at) if row.published_at else None,
            **both(row, "erratum"),
        }
        for row in lists
        if row.erratum_th or row.erratum_en
    ]
