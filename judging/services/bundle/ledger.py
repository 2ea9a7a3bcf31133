"""The chain of an edition as it is published: every row, and the salted values of what is public, no others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from awards.ledger.models import Row, Value
from awards.ledger.services import canonical, content
from awards.models import WinnerList

Values = Mapping[str, Any]
SUBMITTED = ("ballot.submitted", "ballot.changed")
BALLOT = {"round", "category", "version", "scores", "sheet", "judge"}
RECUSAL = {"judge", "sheet", "source"}
OPEN = {
    "judge.recused": RECUSAL,
    "judge.extra-ballot": {"round", "sheet", "category", "p", "ballots", "cap"},
    "weights-set": {"round", "category", "weights"},
    "method.locked": {"round", "digest", "rules"},
    "method.change-proposed": {"round", "digest", "rules", "reason"},
    "method.changed": {"round", "before", "digest", "reason"},
}


class OpenChain:
    """Rows with their values; what of them anybody may read is decided here and nowhere else."""

    def __init__(self, winner_list: WinnerList, round_code: str) -> None:
        self.list, self.round = winner_list, round_code
        code = winner_list.edition.code
        self.rows = list(Row.objects.filter(chain=code).order_by("number"))
        self.values: dict[int, dict[str, Value]] = {}
        for value in Value.objects.filter(chain=code):
            self.values.setdefault(value.number, {})[value.name] = value

    def said(self, row: Row) -> dict[str, Any]:
        return {name: value.value for name, value in self.values.get(row.number, {}).items()}

    def open_names(self, row: Row) -> Iterable[str]:
        if row.act.startswith("ballot."):
            return BALLOT if self.said(row).get("round") == self.round else {"round"}
        if row.act == "list-published" and self.said(row).get("version") == self.list.version:
            return {"version", "lines"}
        return OPEN.get(row.act, ())

    def opened(self, row: Row) -> dict[str, dict[str, Any]]:
        values, names = self.values.get(row.number, {}), self.open_names(row)
        return {
            name: {"salt": values[name].salt, "value": values[name].value} for name in sorted(names) if name in values
        }

    def lines(self) -> Iterator[str]:
        """One canonical JSON object per row."""
        for row in self.rows:
            yield canonical({**content(row), "hash": row.hash, "values": self.opened(row)}) + "\n"

    def head(self) -> dict[str, Any]:
        return (
            {"length": self.rows[-1].number, "head": self.rows[-1].hash}
            if self.rows
            else {"length": 0, "head": "0" * 64}
        )

    def ballots(self) -> list[tuple[Row, Values]]:
        """The rows of this round's submitted ballots, with what they say."""
        rows = [(row, self.said(row)) for row in self.rows if row.act in (*SUBMITTED, "ballot.taken_back")]
        return [(row, said) for row, said in rows if said.get("round") == self.round]

    def recusals(self) -> list[tuple[Row, Values]]:
        return [(row, self.said(row)) for row in self.rows if row.act == "judge.recused"]

    def ballots_before_lock(self) -> int:
        """Ballots of this round that the chain holds from before its method was locked."""
        locks = [
            row.number for row in self.rows if row.act == "method.locked" and self.said(row)["round"] == self.round
        ]
        first = min(locks, default=len(self.rows) + 1)
        return sum(row.act in SUBMITTED and row.number < first for row, _said in self.ballots())
