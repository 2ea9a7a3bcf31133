"""A bundle's files as the checks read them: each parsed once, strictly."""

import csv
import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from io import StringIO
from typing import Any

from .archive import BALLOTS, LEDGER, PROTOCOL, RECUSALS, RESULTS, Files

Json = dict[str, Any]
# the number of a row of the ledger, the name of one of its values
Place = tuple[int, str]
ERASURE, NAMED = "values-erased", "rows"
MOMENT = "moment"  # when exactly; a row itself tells the day


def canonical(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def commit_to(value: object, salt: str) -> str:
    """As the ledger does: hex SHA-256 of the salt, a colon and the value's canonical JSON."""
    return sha256(f"{salt}:{canonical(value)}".encode())


def strict_json(text: str | bytes) -> Any:
    """Raises ValueError for a name that stands twice in an object, and for numbers that
    are none.
    """
    return json.loads(text, object_pairs_hook=once, parse_constant=no_number)


def once(pairs: Sequence[tuple[str, object]]) -> Json:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a name stands twice in one object")
    return found


def no_number(text: str) -> Any:
    raise ValueError(f"{text} is no number")


def sheet(content: bytes) -> list[dict[str, str]]:
    rows = list(csv.reader(StringIO(content.decode(), newline=""), strict=True))
    if (
        not rows
        or len(set(rows[0])) != len(rows[0])
        or any(len(row) != len(rows[0]) for row in rows)
    ):
        raise ValueError("the columns are not as they were written")
    return [dict(zip(rows[0], row, strict=True)) for row in rows[1:]]


def laid_open(row: Json) -> Json:
    return {name: value["value"] for name, value in row["values"].items()}


@dataclass(frozen=True)
class Row:
    """A row of the ledger with what it says of itself in public. at: the day, or the
    moment where that is laid open.
    """

    number: int
    at: str
    act: str
    actor: str
    said: Json
    raw: Json

    @property
    def judge(self) -> str:
        """Whom it is about: named, or else who acted."""
        return str(self.said.get("judge", self.actor))


@dataclass(frozen=True)
class Bundle:
    files: Files

    @cached_property
    def protocol(self) -> Json:
        found: Json = strict_json(self.files[PROTOCOL])
        return found

    @cached_property
    def results(self) -> Json:
        found: Json = strict_json(self.files[RESULTS])
        return found

    @cached_property
    def rows(self) -> list[Json]:
        # a text may hold other line ends
        lines = self.files[LEDGER].decode().removesuffix("\n").split("\n")
        return [strict_json(line) for line in lines]

    @cached_property
    def acts(self) -> list[Row]:
        return [
            Row(
                row["number"],
                row["values"].get(MOMENT, {}).get("value", row["at"]),
                row["act"],
                row["actor"],
                laid_open(row),
                row,
            )
            for row in self.rows
        ]

    @cached_property
    def by_number(self) -> dict[int, Row]:
        return {act.number: act for act in self.acts}

    @cached_property
    def lines(self) -> list[dict[str, str]]:
        return sheet(self.files[BALLOTS])

    @cached_property
    def recusals(self) -> list[dict[str, str]]:
        return sheet(self.files[RECUSALS])

    @cached_property
    def erased(self) -> set[Place]:
        """What acts of erasure say they took."""
        taken = [
            row
            for act in self.acts
            if act.act == ERASURE
            for row in act.said.get(NAMED, [])
        ]
        return {(row["number"], name) for row in taken for name in row["names"]}

    @cached_property
    def published(self) -> Row | None:
        """The act by which the list was published."""
        version = self.protocol["list_version"]
        acts = [
            act
            for act in self.of("list-published")
            if act.said.get("version") == version
        ]
        return acts[-1] if acts else None

    @property
    def is_stated(self) -> bool:
        """Whether the list was published since the ledger states its setting, ties
        entries to their leaving and judges to persons.
        """
        return (
            self.published is not None
            and "setting" in self.published.raw["commitments"]
        )

    @property
    def round(self) -> str:
        return str(self.protocol["round"]["code"])

    def of(self, *names: str) -> list[Row]:
        """Acts of these kinds, oldest first."""
        return [act for act in self.acts if act.act in names]

    def of_round(self, *names: str) -> list[Row]:
        return [act for act in self.of(*names) if act.said.get("round") == self.round]

    def text(self, act: Row, name: str) -> str:
        """A text of an act as it may be printed: nothing where it was erased."""
        return "" if (act.number, name) in self.erased else str(act.said.get(name, ""))


def last_by(acts: Iterable[Row], *names: str) -> dict[tuple[str, ...], Row]:
    """The newest act by what it says under these names ("judge": whom it is about)."""
    return {
        tuple(
            act.judge if name == "judge" else str(act.said.get(name, ""))
            for name in names
        ): act
        for act in acts
    }
