"""The chain of an edition as it is published: every row, and the salted values of what is public, no others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from awards.ledger.models import Row, Value
from awards.ledger.services import canonical, content
from awards.models import WinnerList
from judging.models import BallotVersion
from judging.services.pseudonyms import Pseudonyms

Values = Mapping[str, Any]
SUBMITTED = ("ballot.submitted", "ballot.changed")
CHAIR = {"round", "category", "order", "reason", "by_chair"}
BALLOT = {"round", "category", "version", "scores", "sheet", "judge"}
RECUSAL = {"judge", "sheet", "source"}
OPEN = {
    "judge.recused": RECUSAL,
    "chair.voted": CHAIR,
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

        self.kept = self.kept_ballots()

    def kept_ballots(self) -> dict[int, dict[str, Any]]:
        """Ballots of this round whose values were erased by law: by row, what the ballot itself still says.

        Ballots stay without a name when a person is erased, since the result rests on them; only the chain forgets.
        """
        bare = [row.number for row in self.rows if row.act in SUBMITTED and row.number not in self.values]
        if not bare:
            return {}
        edition = self.list.edition
        pseudonyms = Pseudonyms(edition)
        judges = pseudonyms.judges()
        names = ("ledger", "ballot__assignment__judge_id", "ballot__assignment__entry_category__entry__reference")
        more = ("ballot__assignment__entry_category__category__code", "number", "scores")
        rows = BallotVersion.objects.filter(
            ledger__in=bare, ballot__assignment__round__edition=edition, ballot__assignment__round__code=self.round
        )
        return {
            number: {
                "round": self.round, "judge": judges[judge], "sheet": pseudonyms.entry(reference),
                "category": category, "version": version, "scores": scores,
            }
            for number, judge, reference, category, version, scores in rows.values_list(*names, *more)
        }  # fmt: skip

    def said(self, row: Row) -> dict[str, Any]:
        found = {name: value.value for name, value in self.values.get(row.number, {}).items()}
        return found or self.kept.get(row.number, {})

    def erased(self) -> list[dict[str, Any]]:
        """Rows that keep commitments to values that would be open, and no longer the values: which."""
        return [{"ledger": row.number, "values": sorted(self.missing(row))} for row in self.rows if self.missing(row)]

    def missing(self, row: Row) -> set[str]:
        due: set[str] = set(self.open_names(row)) & row.commitments.keys()
        return due - self.values.get(row.number, {}).keys()

    def open_names(self, row: Row) -> Iterable[str]:
        if row.act.startswith("ballot."):
            return BALLOT if self.said(row).get("round") == self.round else {"round"}
        if row.act == "list-published":
            return {"version", "lines"} if self.said(row).get("version") == self.list.version else {"version"}
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
            row.number for row in self.rows if row.act == "method.locked" and self.said(row).get("round") == self.round
        ]
        first = min(locks, default=len(self.rows) + 1)
        return sum(row.act in SUBMITTED and row.number < first for row, _said in self.ballots())
