"""protocol.json: how the result came about, in the order in which a reader asks."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

import numpy

from awards.ledger.services import pseudonym_of, stamp
from awards.models import Edition, Round, WinnerList
from awards.services import ACROSS
from judging.finals.carrying import CARRIED
from judging.models import Assignment, ChairVote, Conflict, Decision, Judge, MethodChange, MethodLock, OverallDecision
from judging.services.bundle.ledger import OpenChain
from judging.services.decisions import out_of_order
from judging.services.pseudonyms import Pseudonyms
from judging.services.public_reasons import NOT_TOLD, PublicReason
from judging.services.results import Counted
from judging.statuses import BallotState

FORMAT = "smart-city-solutions-awards/result-bundle/1"


@dataclass(frozen=True)
class Gathered:
    """All that the files are made from. ``lines``: those of ballots.csv. ``documents``: by category code."""

    round: Round
    winner_list: WinnerList
    chain: OpenChain
    pseudonyms: Pseudonyms
    counted: Counted
    criteria: list[str]
    lines: list[list[Any]]
    documents: dict[str, Any]


def carried_names(round_: Round) -> list[dict[str, Any]]:
    """The share carried over from an earlier round stands among the criteria."""
    carried = round_.carried.exists()
    return [{"code": CARRIED, "name_th": "คะแนนที่ยกมาจากรอบก่อน", "name_en": "Carried over"}] if carried else []


def protocol_of(found: Gathered) -> dict[str, Any]:
    edition, round_ = found.round.edition, found.round
    lock = MethodLock.objects.get(round=round_)
    return {
        "format": FORMAT,
        "edition": {"code": edition.code, "year": edition.year, **both(edition, "name")},
        "round": round_facts(round_),
        "published_at": stamp(found.winner_list.published_at) if found.winner_list.published_at else None,
        "list_version": found.winner_list.version,
        "chain": found.chain.head(),
        "categories": [{"code": row.code, **both(row, "name")} for row in edition.categories.all()],
        "criteria": [{"code": row.code, **both(row, "name")} for row in edition.criteria.all()] + carried_names(round_),
        "levels": [
            {"code": row.code, "size": row.per_category, **both(row, "name")} for row in edition.prize_levels.ladder()
        ],
        "rules": lock.rules,
        "rules_digest": lock.digest,
        "locked_at": stamp(lock.locked_at),
        "locked_by": pseudonym_of(edition.code, lock.locked_by),
        "ballots_before_lock": found.chain.ballots_before_lock(),
        "method_changes": method_changes(round_),
        "chair_votes": chair_votes(found),
        "erased": found.chain.erased(),
        "assignment": assignment_facts(round_),
        "ballots": dict(sorted(Counter(line[5] for line in found.lines).items())),
        "missing": missing(found),
        "winners": winners(found),
        "judges": judges(found),
        "corrections": corrections(found.winner_list),
        "software": {"numpy": numpy.__version__},
    }


def both(thing: Any, field: str) -> dict[str, str]:
    return {f"{field}_{language}": getattr(thing, f"{field}_{language}") for language in ("th", "en")}


def round_facts(round_: Round) -> dict[str, Any]:
    scale = [float(value) for value in (round_.scale_min, round_.scale_max, round_.scale_step)]
    window = {"opens_at": stamp(round_.opens_at), "closes_at": stamp(round_.closes_at)}
    return {"code": round_.code, **both(round_, "name"), "blind": round_.blind, "scale": scale, **window}


def method_changes(round_: Round) -> list[dict[str, Any]]:
    rows = MethodChange.objects.filter(round=round_).exclude(agreed_at=None)
    chain = round_.edition.code
    return [
        {
            "at": stamp(row.agreed_at) if row.agreed_at else None,
            "digest": row.digest,
            "reason": row.reason,
            "proposed_by": pseudonym_of(chain, row.proposed_by),
            "agreed_by": pseudonym_of(chain, row.agreed_by),
        }
        for row in rows.select_related("proposed_by", "agreed_by")
    ]


def chair_votes(found: Gathered) -> list[dict[str, Any]]:
    """The newest first, as the engine reads them."""
    rows = ChairVote.objects.filter(round=found.round).select_related("category")
    return [
        {
            "ledger": row.ledger,
            "at": stamp(row.entered_at),
            "category": row.category.code,
            "order": [found.pseudonyms.entry(reference) for reference in row.order],
            "reason": row.reason,
            "by_chair": row.by_chair,
        }
        for row in rows
    ]


def assignment_facts(round_: Round) -> dict[str, Any]:
    """Seeds, loads and the number of conflicts that were respected."""
    rows = Assignment.objects.standing().filter(round=round_)
    loads = Counter(rows.values_list("judge_id", flat=True))
    seeds = {
        reasons.get("seed") for reasons in Assignment.objects.filter(round=round_).values_list("reasons", flat=True)
    }
    conflicts = Conflict.objects.standing().filter(judge__edition=round_.edition).values("judge", "entry").distinct()
    return {
        "assignments": sum(loads.values()),
        "judges": len(loads),
        "load": {"min": min(loads.values(), default=0), "max": max(loads.values(), default=0)},
        "seeds": sorted(seed for seed in seeds if seed is not None),
        "conflicts": conflicts.count(),
    }


def missing(found: Gathered) -> list[dict[str, str]]:
    """Ballots that were asked for and never submitted."""
    rows = Assignment.objects.standing().filter(round=found.round).exclude(ballot__state=BallotState.SUBMITTED)
    names = found.pseudonyms.judges()
    return sorted(
        (
            {"judge": names[judge], "entry": found.pseudonyms.entry(reference), "category": category}
            for judge, reference, category in rows.values_list(
                "judge_id", "entry_category__entry__reference", "entry_category__category__code"
            )
        ),
        key=lambda row: (row["category"], row["entry"], row["judge"]),
    )


def winners(found: Gathered) -> list[dict[str, Any]]:
    """The published lines, each with what reveals its pseudonym, its rank and the reason if it leaves the order."""
    ranks = {
        (code, row["entry"]): row["rank"] for code, document in found.documents.items() for row in document["entries"]
    }
    reasons = public_reasons(found.round.edition)
    lines = [(row, found.pseudonyms.entry(row.reference)) for row in found.winner_list.winners.all()]
    levels: dict[str, dict[str, int]] = {}
    for row, name in lines:
        levels.setdefault(row.category_code, {})[name] = row.level_order
    ranked: dict[str, dict[str, int]] = {}
    for (code, name), rank in ranks.items():
        ranked.setdefault(code, {})[name] = rank
    return [
        {
            "category": row.category_code,
            "level": row.level_code,
            **both(row, "level"),
            "reference": row.reference,
            **both(row, "title"),
            **both(row, "organisation"),
            "entry": name,
            "salt": found.pseudonyms.salt("entry", row.reference),
            "rank": ranks.get((row.category_code, name)),
            "leaves_order": out_of_order(ranked.get(row.category_code, {}), levels[row.category_code], name),
            **told_reason(reasons.get((row.category_code, row.level_code, row.reference), NOT_TOLD)),
        }
        for row, name in lines
    ]


Place = tuple[str, str, str]  # category, level, reference


def public_reasons(edition: Edition) -> dict[Place, PublicReason]:
    """The public wordings only: an organiser's own reason is in no file that leaves the house."""
    decisions = Decision.objects.filter(entry_category__entry__edition=edition).select_related(
        "level", "entry_category__category", "entry_category__entry"
    )
    found = {}
    for row in decisions:
        standing = row.entry_category
        found[standing.category.code, row.level.code, standing.entry.reference] = PublicReason.of(row)
    for overall in OverallDecision.objects.filter(entry__edition=edition).select_related("level", "entry"):
        place = (ACROSS["category_code"], overall.level.code, overall.entry.reference)
        found[place] = PublicReason.of(overall)
    return found


def told_reason(reason: PublicReason) -> dict[str, str]:
    return {"reason_th": reason.th, "reason_en": reason.en}


def judges(found: Gathered) -> list[dict[str, str]]:
    """Everybody who gave a ballot, and the commitment to who it is."""
    seen = {line[1] for line in found.lines}
    names = {pseudonym: judge for judge, pseudonym in found.pseudonyms.judges().items() if pseudonym in seen}
    people = Judge.objects.filter(pk__in=names.values()).select_related("user").in_bulk()
    commit = found.pseudonyms.judge_commitment
    return [{"judge": name, "commitment": commit(name, people[pk].user)} for name, pk in sorted(names.items())]


def corrections(winner_list: WinnerList) -> list[dict[str, Any]]:
    """Errata of every published version, oldest first."""
    lists = WinnerList.objects.filter(edition=winner_list.edition).exclude(published_at=None).order_by("version")
    return [
        {"version": row.version, "at": stamp(row.published_at) if row.published_at else None, **both(row, "erratum")}
        for row in lists
        if row.erratum_th or row.erratum_en
    ]
