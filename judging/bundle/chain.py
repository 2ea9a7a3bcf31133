"""The chain of an edition as it is published: every row, and the salted values of what
is public, no others.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from awards.acts import LIST_PUBLISHED, METHOD_LOCKED
from awards.ledger.acts import VALUES_ERASED, Act, codes_of
from awards.ledger.erasable import as_value, named
from awards.ledger.models import Row, Value
from awards.ledger.services import GENESIS, canonical, content
from awards.models import WinnerList
from awards.winners.lines import ACROSS
from judging.acts import (
    BALLOT_TAKEN_BACK,
    DECISIONS,
    JUDGE_ACCEPTED,
    JUDGE_RECUSED,
    OVERALL_DECISION,
    SUBMITTED,
)
from judging.bundle.verifier.archive import LEDGER, PROTOCOL
from judging.bundle.verifier.reading import Bundle
from judging.bundle.verifier.record import DECISION, open_names
from nominations.acts import ELIGIBILITY_DECIDED

Values = Mapping[str, Any]


class OpenChain:
    """Rows with their values; what of them anybody may read is decided here and nowhere
    else.

    ``length``: how many rows are published; all there are without it. ``causes``: rows
    of nominations because of which ballots do not count.
    """

    def __init__(
        self, winner_list: WinnerList, round_code: str, length: int | None = None
    ) -> None:
        self.list, self.round = winner_list, round_code
        code = winner_list.edition.code
        rows = Row.objects.filter(chain=code).order_by("number")
        self.rows = list(rows if length is None else rows.filter(number__lte=length))
        self.values: dict[int, dict[str, Value]] = {}
        for value in Value.objects.filter(chain=code, number__lte=len(self.rows)):
            self.values.setdefault(value.number, {})[value.name] = value
        self.prizes = {
            (winner.reference, winner.category_code, winner.level_code)
            for winner in winner_list.winners.all()
        }
        self.causes: set[int] = set()

    def said(self, row: Row) -> dict[str, Any]:
        return {
            name: value.value for name, value in self.values.get(row.number, {}).items()
        }

    def text(self, row: Row, name: str) -> str:
        """A text as it may be printed: nothing where it was erased."""
        return str(self.said(row).get(name, ""))

    def of(self, *acts: Act) -> list[Row]:
        codes = codes_of(acts)
        return [row for row in self.rows if row.act in codes]

    def of_round(self, *acts: Act) -> list[Row]:
        return [
            row for row in self.of(*acts) if self.said(row).get("round") == self.round
        ]

    def erased(self) -> list[dict[str, object]]:
        """What acts of erasure took out of the rows that are published."""
        taken = {
            place for row in self.of(VALUES_ERASED) for place in named(self.said(row))
        }
        return [
            {"ledger": row["number"], "values": row["names"]} for row in as_value(taken)
        ]

    def open_names(self, row: Row) -> frozenset[str]:
        said = self.said(row)
        if row.act in codes_of(DECISIONS):
            return DECISION if self.is_of_a_winner(row.act, said) else frozenset()
        if row.act == ELIGIBILITY_DECIDED.code:
            return frozenset({"outcome"}) if row.number in self.causes else frozenset()
        return open_names(row.act, said, self.round, self.list.version)

    def is_of_a_winner(self, act: str, said: Values) -> bool:
        """Of a prize that is public: in its category, or across categories by its level."""
        entry = said.get("entry")
        if act == OVERALL_DECISION.code:
            return (
                entry,
                ACROSS["category_code"],
                said.get("level"),
            ) in self.prizes  # it names no category
        return any((entry, said.get("category")) == prize[:2] for prize in self.prizes)

    def opened(self, row: Row) -> dict[str, dict[str, object]]:
        values, names = self.values.get(row.number, {}), self.open_names(row)
        return {
            name: {"salt": values[name].salt, "value": values[name].value}
            for name in sorted(names)
            if name in values
        }

    def lines(self) -> Iterator[str]:
        """One canonical JSON object per row."""
        for row in self.rows:
            yield (
                canonical(
                    {**content(row), "hash": row.hash, "values": self.opened(row)}
                )
                + "\n"
            )

    def as_read(self) -> Bundle:
        """As whoever gets the bundle reads the chain."""
        frame = canonical({"round": {"code": self.round}})
        return Bundle({LEDGER: self.text_of_all(), PROTOCOL: frame.encode()})

    def text_of_all(self) -> bytes:
        return "".join(self.lines()).encode()

    def persons(self) -> dict[str, str]:
        """Judge → the commitment to who it is, as it was on accepting."""
        rows = [self.said(row) for row in self.of(JUDGE_ACCEPTED)]
        return {said["judge"]: said["person"] for said in rows if "person" in said}

    def head(self) -> dict[str, object]:
        if not self.rows:
            return {"length": 0, "head": GENESIS}
        return {"length": self.rows[-1].number, "head": self.rows[-1].hash}

    def ballots(self) -> list[tuple[Row, Values]]:
        """The rows of this round's ballots, submitted or taken back, with what they say."""
        return [
            (row, self.said(row))
            for row in self.of_round(*SUBMITTED, BALLOT_TAKEN_BACK)
        ]

    def recusals(self) -> list[tuple[Row, Values]]:
        return [(row, self.said(row)) for row in self.of(JUDGE_RECUSED)]

    def ballots_before_lock(self) -> int:
        """Ballots of this round that the chain holds from before its method was locked."""
        first = min(
            (row.number for row in self.of_round(METHOD_LOCKED)),
            default=len(self.rows) + 1,
        )
        return sum(row.number < first for row in self.of_round(*SUBMITTED))

    def published(self) -> Row | None:
        """The act by which the list was published; None while it is only previewed."""
        acts = [
            row
            for row in self.of(LIST_PUBLISHED)
            if self.said(row).get("version") == self.list.version
        ]
        return acts[-1] if acts else None

    def reason(self, reference: str, category: str, level: str) -> dict[str, str]:
        """Why the prize leaves the order, as worded for the public in the newest
        decision before publication.
        """
        found, published = None, self.published()
        for row in self.of(*DECISIONS):
            said = self.said(row)
            same = (
                said.get("entry") == reference
                and said.get("category", ACROSS["category_code"]) == category
            )
            if (
                same
                and said.get("level") == level
                and (published is None or row.number < published.number)
            ):
                found = row
        return {
            f"reason_{one}": self.text(found, f"public_reason_{one}") if found else ""
            for one in ("th", "en")
        }
