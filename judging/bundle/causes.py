"""Why a submitted ballot does not count, and the act of the chain that says so."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from awards.ledger.acts import Act
from awards.ledger.models import Row
from awards.models import Round
from judging.acts import (
    BALLOT_LEFT_OUT,
    CONFLICT_FOUND,
    ENTRY_OUT,
    JUDGE_DECLINED,
    JUDGE_RECUSED,
    JUDGE_UNASSIGNED,
)
from judging.bundle.chain import OpenChain, Values
from judging.bundle.verifier import ballots as states
from judging.models import Assignment, Ballot, Conflict
from judging.pseudonyms import Pseudonyms
from judging.statuses import BallotState, JudgeState
from nominations.acts import ELIGIBILITY_DECIDED, LEFT
from nominations.statuses import OUT, EntryState

Key = tuple[str, str, str]  # judge, entry, category: pseudonyms and a code


class UnsoundError(Exception):
    """What is stored does not fit the ledger; the message names the first difference."""


@dataclass(frozen=True)
class Cause:
    """``act``: the number of the row of the chain."""

    state: str
    act: int


def key_of(row: Row, said: Values) -> Key:
    return said.get("judge", row.actor), said["sheet"], said["category"]


class Causes:
    """Of one round; what is stored says why, the chain says by which act."""

    def __init__(self, round_: Round, chain: OpenChain, pseudonyms: Pseudonyms) -> None:
        self.round, self.chain, self.pseudonyms = round_, chain, pseudonyms
        self.names = pseudonyms.judges()
        self.kept_out = {
            self.key(ballot.assignment): ballot for ballot in self.left_ballots()
        }
        self.in_conflict = {
            (judge, pseudonyms.entry(reference))
            for judge, reference in Conflict.objects.standing()
            .filter(judge__edition=round_.edition)
            .values_list("judge_id", "entry__reference")
        }

    def left_ballots(self) -> Iterable[Ballot]:
        counted = (
            Ballot.objects.counted().filter(assignment__round=self.round).values("pk")
        )
        rows = Ballot.objects.filter(
            assignment__round=self.round, state=BallotState.SUBMITTED
        ).exclude(pk__in=counted)
        return rows.select_related(
            "assignment__judge",
            "assignment__entry_category__entry",
            "assignment__entry_category__category",
            "comparison__other__judge",
            "comparison__other__entry_category__entry",
            "comparison__other__entry_category__category",
        )

    def key(self, assignment: Assignment) -> Key:
        standing = assignment.entry_category
        entry = self.pseudonyms.entry(standing.entry.reference)
        return self.names[assignment.judge_id], entry, standing.category.code

    def of(self, key: Key) -> Cause:
        """Of a ballot that was submitted, stands as the newest and does not count.
        Raises UnsoundError.
        """
        ballot = self.kept_out.get(key)
        if ballot is None:
            raise UnsoundError(
                f"{key[2]}: the ledger has a ballot of {key[0]} for {key[1]} that is not stored"
            )
        for state, row in self.candidates(key, ballot.assignment):
            if row is not None:
                return Cause(state, row.number)
        if hasattr(ballot, "comparison"):
            other = ballot.comparison.other
            for _state, row in self.candidates(self.key(other), other):
                if row is not None:
                    return Cause(states.OTHER_OUT, row.number)
        raise UnsoundError(
            f"{key[2]}: no act says why the ballot of {key[0]} for {key[1]} does not count"
        )

    def candidates(
        self, key: Key, assignment: Assignment
    ) -> Iterable[tuple[str, Row | None]]:
        """What may be the reason, with its act where the chain has one; the entry's own
        fate before a judge's.
        """
        entry = assignment.entry_category.entry
        if entry.state != EntryState.SUBMITTED:
            yield states.WITHDRAWN, self.leaving(key[1], entry.reference, *LEFT)
        if entry.eligibility in OUT:
            act = self.leaving(key[1], entry.reference, ELIGIBILITY_DECIDED)
            yield states.INELIGIBLE, act
        yield states.RECUSED, self.newest(JUDGE_RECUSED, judge=key[0], sheet=key[1])
        if (assignment.judge_id, key[1]) in self.in_conflict:
            yield (
                states.CONFLICT,
                self.newest(CONFLICT_FOUND, judge=key[0], entry=entry.reference),
            )
        seat = {"judge": key[0], "sheet": key[1], "category": key[2]}
        if assignment.recused_at is not None:
            yield (
                states.LEFT_OUT,
                self.newest(BALLOT_LEFT_OUT, round=self.round.code, **seat),
            )
            yield states.EXCLUDED, self.taken_away(key)
        if assignment.judge.state != JudgeState.ACCEPTED:
            yield states.EXCLUDED, self.newest(JUDGE_DECLINED, judge=key[0])

    def leaving(self, sheet: str, reference: str, *acts: Act) -> Row | None:
        """The act that ties the entry's pseudonym to its leaving; in a preview, and in
        chains that have none, the leaving itself.
        """
        row = self.newest(*acts, entry=reference)
        if row is None:
            return None
        self.chain.causes.add(row.number)
        return self.newest(ENTRY_OUT, sheet=sheet, act=row.number) or row

    def taken_away(self, key: Key) -> Row | None:
        rows = [
            row
            for row in self.chain.of_round(JUDGE_UNASSIGNED)
            if self.chain.said(row).get("judge") == key[0]
        ]
        named = [
            row
            for row in rows
            if list(key[1:]) in self.chain.said(row).get("sheets", [])
        ]
        return named[-1] if named else None

    def newest(self, *acts: Act, **values: object) -> Row | None:
        found = [
            row
            for row in self.chain.of(*acts)
            if values.items() <= self.chain.said(row).items()
        ]
        return found[-1] if found else None
