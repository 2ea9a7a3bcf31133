"""Prizes proposed by the edition's rule: shown beside what is decided, taken over
category by category by a person.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

from django.db import transaction

from awards.accounts.models import User
from awards.ledger.services import canonical
from awards.models import Category, Edition, PrizeLevel
from judging.decisions.meanwhile import print_of_decisions
from judging.decisions.prize_words import remark_words
from judging.decisions.services import decide_category
from judging.models import Decision
from judging.ranking import ranked_rows
from judging.ranking.prizes import Placed, Proposal, Step, propose
from judging.ranking.shape import EntryLine, RankedLine
from judging.refusals import ProposalChangedError
from judging.results.pages import lines_now
from judging.results.services import deciding_round
from nominations.models import EntryCategory, in_running


@dataclass(frozen=True)
class Line:
    """An entry of the preview: ``now`` is what is decided, ``then`` what the rule would
    give (None: no prize).
    """

    standing: EntryCategory
    rank: int | None
    score: float | None
    now: Decision | None
    then: PrizeLevel | None
    shared: bool
    # P(stands above the next one), where that is near an even chance at the edge of a
    # level
    close: float | None

    @property
    def changes(self) -> bool:
        before = (self.now.level_id, self.now.shared) if self.now else None
        return before != ((self.then.pk, self.shared) if self.then else None)


@dataclass(frozen=True)
class CategoryProposal:
    """``comparable``: one ranking. Where judges share no entry no rank compares its
    parts, and nothing is proposed.
    """

    category: Category
    proposal: Proposal
    lines: list[Line]
    levels: Mapping[str, PrizeLevel]
    comparable: bool = True

    @property
    def changes(self) -> bool:
        return any(line.changes for line in self.lines)

    @property
    def shown(self) -> list[Line]:
        """Entries that have a prize now or would get one."""
        return [line for line in self.lines if line.now or line.then]

    @property
    def remarks(self) -> list[str]:
        return [
            remark_words(each, self.levels, self.category.edition.prize_ties)
            for each in self.proposal.remarks
        ]

    @property
    def fingerprint(self) -> str:
        """Of what is proposed and what it would replace, so that nobody applies another
        proposal than the one that was read.
        """
        now = [line.now for line in self.lines if line.now]
        said = {
            "levels": self.proposal.levels,
            "shared": sorted(self.proposal.shared),
            "now": print_of_decisions(now),
        }
        return hashlib.sha256(canonical(said).encode()).hexdigest()[:24]


def propose_prizes(
    edition: Edition, levels: list[PrizeLevel] | None = None
) -> list[CategoryProposal]:
    """Every category in order, from the round that decides; without such a round
    nothing is proposed. ``levels``: the edition's ladder, where the caller has read it.
    """
    if levels is None:
        levels = list(edition.prize_levels.ladder())
    round_ = deciding_round(edition)
    ranking = lines_now(round_) if round_ else {}
    standings: dict[int, list[EntryCategory]] = {}
    rows = EntryCategory.objects.filter(in_running("entry__"), entry__edition=edition)
    for row in rows.select_related("entry__organisation", "decision__level"):
        standings.setdefault(row.category_id, []).append(row)
    return [
        propose_category(
            category,
            ranking.get(category.code, []),
            levels,
            standings.get(category.pk, []),
        )
        for category in edition.categories.select_related("smart", "edition")
    ]


def propose_category(
    category: Category,
    ranking: list[EntryLine],
    levels: list[PrizeLevel],
    standings: list[EntryCategory],
) -> CategoryProposal:
    known = {row.entry.reference: row for row in standings}
    ranked = [row for row in ranked_rows(ranking) if row["entry"] in known]
    comparable = len({row["group"] for row in ranked}) <= 1
    placed = (
        [Placed(row["entry"], row["rank"], row["published"]) for row in ranked]
        if comparable
        else []
    )
    found = propose(
        placed, [step_of(level) for level in levels], category.edition.prize_ties
    )
    by_code = {level.code: level for level in levels}
    figures = {row["entry"]: row for row in ranked}
    lines = [
        line_of(known[name], figures.get(name), found, by_code, close_at(ranked, found))
        for name in known
    ]
    lines.sort(
        key=lambda line: (
            line.rank is None,
            line.rank or 0,
            line.standing.entry.reference,
        )
    )
    return CategoryProposal(category, found, lines, by_code, comparable)


def step_of(level: PrizeLevel) -> Step:
    return Step(
        level.code, level.per_category, level.minimum_score, level.minimum_entries
    )


def line_of(
    standing: EntryCategory,
    figures: RankedLine | None,
    found: Proposal,
    levels: Mapping[str, PrizeLevel],
    close: Mapping[str, float],
) -> Line:
    reference = standing.entry.reference
    rank, score = (figures["rank"], figures["adjusted"]) if figures else (None, None)
    now, then = (
        getattr(standing, "decision", None),
        levels.get(found.levels.get(reference, "")),
    )
    return Line(
        standing,
        rank,
        score,
        now,
        then,
        reference in found.shared,
        close.get(reference),
    )


def close_at(
    ranked: list[RankedLine], found: Proposal, even: float = 0.6
) -> dict[str, float]:
    """The last entry of each level whose place above the next one is hardly better than chance."""
    return {
        row["entry"]: row["p_beats_next"]
        for row, after in pairwise(ranked)
        if found.levels.get(row["entry"]) != found.levels.get(after["entry"])
        if row["p_beats_next"] is not None and row["p_beats_next"] < even
    }


@transaction.atomic
def apply_proposals(*, edition: Edition, seen: Mapping[str, str], actor: User) -> int:
    """Decide these categories as proposed: category code → fingerprint of the proposal
    that was read; how many.

    What was decided by hand there is replaced. Raises ProposalChangedError when a
    proposal is another one now; then nothing is changed.
    """
    Edition.objects.select_for_update().get(pk=edition.pk)
    chosen = [one for one in propose_prizes(edition) if one.category.code in seen]
    if any(one.fingerprint != seen[one.category.code] for one in chosen):
        raise ProposalChangedError
    for one in chosen:
        levels = {line.standing.pk: line.then for line in one.lines}
        shared = {line.standing.pk for line in one.lines if line.shared}
        decide_category(
            category=one.category, levels=levels, reasons={}, shared=shared, proposed=True, actor=actor
        )  # fmt: skip
    return len(chosen)
