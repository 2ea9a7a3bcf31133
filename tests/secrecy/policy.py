"""The policy as ``docs/secrecy.md`` writes it: kind of secret × phase → who may know."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tests.access import ROLES
from tests.secrecy.phases import PHASES, Phase
from tests.secrecy.planting import KINDS

DOCUMENT = Path(__file__).parents[2] / "docs" / "secrecy.md"


@dataclass(frozen=True)
class Rule:
    kind: str
    may_know: dict[Phase, frozenset[str]]
    witness: str | None  # the first role that the row names: it has to find the words

    def is_kept_from(self, role: str, phase: Phase) -> bool:
        return role not in self.may_know[phase]


@cache
def policy() -> dict[str, Rule]:
    rules = [rule_of(cells) for cells in table(DOCUMENT.read_text())]
    return {rule.kind: rule for rule in rules}


def table(text: str) -> Iterator[list[str]]:
    """The cells of each row of the one table."""
    rows = [line for line in text.splitlines() if line.startswith("|")]
    head = cells_of(rows[0])
    assert head == ["secret", *PHASES], f"{DOCUMENT.name}: columns {head}"
    for row in rows[2:]:
        yield cells_of(row)


def cells_of(row: str) -> list[str]:
    return [cell.strip() for cell in row.strip("|").split("|")]


def rule_of(cells: list[str]) -> Rule:
    kind, *said = cells
    assert len(said) == len(PHASES), f"{kind}: {len(said)} phases of {len(PHASES)}"
    may_know: dict[Phase, frozenset[str]] = {}
    before: frozenset[str] = frozenset()
    for phase, cell in zip(PHASES, said, strict=True):
        before = may_know[phase] = before if cell == "=" else roles_of(kind, cell)
    return Rule(kind, may_know, witness_of(said))


def witness_of(said: list[str]) -> str | None:
    """In the last cell that says something: before, the words may not be there yet."""
    last = next(cell for cell in reversed(said) if cell != "=")
    first = last.split(",")[0].strip().replace(" ", "_")
    return {"everybody": "anonymous", "nobody": None}.get(first, first)


def roles_of(kind: str, cell: str) -> frozenset[str]:
    if cell in ("everybody", "nobody"):
        return frozenset(ROLES if cell == "everybody" else ())
    roles = frozenset(name.strip().replace(" ", "_") for name in cell.split(","))
    assert roles <= set(ROLES), f"{kind}: no such role in “{cell}”"
    return roles


def kept_from(role: str, phase: Phase) -> dict[str, tuple[str, ...]]:
    """What this role must find nowhere then: kind → words."""
    return {
        kind: KINDS[kind]
        for kind, rule in policy().items()
        if rule.is_kept_from(role, phase)
    }
