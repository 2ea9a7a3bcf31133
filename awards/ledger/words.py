"""Acts of the chain in words for people: the chain itself holds only codes. Each app
declares its own words, and who reads them to somebody brings those it knows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Any

from django.utils import timezone
from django.utils.functional import Promise

from awards.language.bilingual import reader_language
from awards.language.thai import format_datetime
from awards.ledger.acts import Act

Shown = Callable[[Any], str]
Names = Mapping[str, Mapping[str, str]]
NO_NAMES: Names = MappingProxyType({})
ValueWords = Mapping[str, tuple[str | Promise, Shown]]


@dataclass(frozen=True)
class Vocabulary:
    """``acts``: by their codes; ``values``: name → its label, and how a value is
    written.
    """

    acts: Mapping[str, Act]
    values: ValueWords

    @classmethod
    def of(cls, acts: Iterable[Act], values: ValueWords) -> Vocabulary:
        return cls({act.code: act for act in acts}, values)

    def act_in_words(self, code: str) -> str:
        """The code itself, made readable, where no app declares it (any more)."""
        if code in self.acts:
            return str(self.acts[code].words)
        return code.replace(".", " ").replace("_", " ").replace("-", " ")

    def values_in_words(
        self, values: Mapping[str, object], names: Names = NO_NAMES
    ) -> list[tuple[str, str]]:
        """Label and text of each value that there are words for and that says something.

        ``names``: of a value, what its codes are called by people.
        """
        lines = []
        for name, value in values.items():
            if name in self.values:
                label, shown = self.values[name]
                lines.append((str(label), shown(called(value, names.get(name, {})))))
        return [(label, text) for label, text in lines if text]


def called(value: object, names: Mapping[str, str]) -> object:
    """A code, or a list of them, by the names that people know; what has none (any
    more) as it stands. A row that was written down whole goes by its code.
    """
    if isinstance(value, list):
        return [called(part, names) for part in value]
    if isinstance(value, dict) and value.get("code") in names:
        return names[value["code"]]
    return names.get(value, value) if isinstance(value, str) else value


def as_text(value: object) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{name}: {as_text(part)}" for name, part in value.items())
    return (
        ", ".join(map(as_text, value))
        if isinstance(value, list)
        else ("" if value is None else str(value))
    )


def as_moment(value: object) -> str:
    """An ISO moment as the reader writes it."""
    try:
        moment = datetime.fromisoformat(str(value))
    except ValueError:
        return str(value)
    return format_datetime(
        moment if moment.tzinfo else timezone.make_aware(moment), reader_language()
    )


def as_fingerprint(value: object) -> str:
    text = str(value or "")
    return f"{text[:16]}…" if len(text) > 20 else text
