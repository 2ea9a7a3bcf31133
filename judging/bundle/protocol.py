"""protocol.json: how the result came about, in the order in which a reader asks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from awards.acts import METHOD_LOCKED
from awards.ledger.services import stamp
from awards.models import Round, Winner, WinnerList
from awards.winners.stated import ROUND, both, corrections, round_facts, setting_of
from judging.acts import CHAIR_VOTED, METHOD_CHANGE_PROPOSED, METHOD_CHANGED
from judging.bundle.chain import OpenChain
from judging.bundle.verifier.protocol import FORMAT
from judging.bundle.verifier.stated import CARRIED, assignment_facts
from judging.decisions.services import out_of_order
from judging.models import Assignment, Judge, MethodLock
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


def protocol_of(found: Gathered) -> dict[str, object]:
    round_, published = found.round, found.chain.published()
    stated = found.chain.said(published) if published else {}
    setting = stated.get("setting") or setting_of(round_.edition)
    lock, [locked, *_changes] = (
        MethodLock.objects.get(round=round_),
        found.chain.of_round(METHOD_LOCKED),
    )
    return {
        "format": FORMAT,
        "edition": setting["edition"],
        "round": stated.get(f"{ROUND}{round_.code}") or round_facts(round_),
        "published_at": stamp(published.at) if published else None,  # None: a preview
        "list_version": found.winner_list.version,
        "chain": found.chain.head(),
        "categories": setting["categories"],
        "criteria": setting["criteria"]
        + ([CARRIED] if "carried" in lock.rules else []),
        "levels": setting["levels"],
        "rules": lock.rules,
        "rules_digest": lock.digest,
        "locked_at": stamp(locked.at),
        "locked_by": locked.actor,
        "ballots_before_lock": found.chain.ballots_before_lock(),
        "method_changes": method_changes(found.chain),
        "chair_votes": chair_votes(found.chain),
        "erased": found.chain.erased(),
        "assignment": assignment_facts(found.chain.as_read()),
        "ballots": dict(sorted(Counter(line[5] for line in found.lines).items())),
        "missing": missing(found),
        "winners": winners(found),
        "judges": judges(found),
        "corrections": stated.get("corrections", corrections(found.winner_list)),
        "key_fingerprint": found.key_fingerprint,
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
    """Everybody who gave a ballot, and the commitment to who it is: as it was when they
    accepted, where the chain has it.
    """
    seen = {line[1] for line in found.lines}
    names = {
        pseudonym: judge
        for judge, pseudonym in found.pseudonyms.judges().items()
        if pseudonym in seen
    }
    people = (
        Judge.objects.filter(pk__in=names.values()).select_related("user").in_bulk()
    )
    commit, bound = found.pseudonyms.judge_commitment, found.chain.persons()
    return [
        {"judge": name, "commitment": bound.get(name) or commit(name, people[pk].user)}
        for name, pk in sorted(names.items())
    ]
