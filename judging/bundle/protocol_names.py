"""What things are called in the protocol on paper: entries, judges, criteria, moments."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from awards.language.thai import MONTHS
from judging.bundle.protocol_words import WORDS
from judging.ranking import explain
from judging.ranking.explain import rounded

SHORT = 8  # hex digits of a pseudonym on paper; more where two would look the same
Json = Mapping[str, Any]


def moment(text: str, language: str) -> str:
    """A moment in UTC as Bangkok reads it; Buddhist Era in Thai."""
    at = datetime.fromtimestamp(
        datetime.fromisoformat(text).timestamp() + 7 * 3600,
        tz=datetime.fromisoformat(text).tzinfo,
    )
    if language == "th":
        return (
            f"{at.day} {MONTHS['th'][at.month - 1]} {at.year + 543} เวลา {at:%H:%M} น."
        )
    return f"{at.day} {MONTHS['en'][at.month - 1]} {at.year}, {at:%H:%M} (UTC+7)"


def fixed(value: float | None, decimals: int = 2) -> str:
    return "–" if value is None else str(rounded(value, decimals)).replace("-", "−")


class Naming:
    def __init__(
        self, protocol: Json, results: Json, language: explain.Language
    ) -> None:
        self.protocol, self.results, self.language = protocol, results, language
        names = {
            row["entry"]
            for one in results["categories"].values()
            for row in one["entries"]
        }
        names |= {
            row["judge"]
            for one in results["categories"].values()
            for row in one["judges"]
        }
        self.short = shortened(names)
        self.reference = {row["entry"]: row["reference"] for row in protocol["winners"]}
        self.levels = {
            (row["category"], row["entry"]): self.both(row, "level")
            for row in protocol["winners"]
        }
        self.criteria = {
            row["code"]: self.both(row, "name") for row in protocol["criteria"]
        }

    def both(self, row: Json, field: str) -> str:
        other = "en" if self.language == "th" else "th"
        return str(row[f"{field}_{self.language}"] or row[f"{field}_{other}"])

    def say(self, code: str, **values: object) -> str:
        return WORDS[code][self.language].format(**values)

    def entry(self, name: str) -> str:
        return self.reference.get(name) or self.short.get(name, name)

    def entries(self, names: Iterable[str]) -> list[str]:
        return [self.entry(name) for name in names]


def shortened(names: set[str]) -> dict[str, str]:
    """As many digits as tell all of them apart, at least SHORT."""
    for length in range(SHORT, 25):
        found = {name: name[: 2 + length] for name in names}
        if len(set(found.values())) == len(names):
            return found
    return {name: name for name in names}
