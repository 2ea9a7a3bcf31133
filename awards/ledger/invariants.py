"""What can be checked of all chains; gathered by config's ``check_invariants``."""

from __future__ import annotations

from awards.ledger.heads import head_problems
from awards.ledger.models import Row, Value
from awards.ledger.verifying import chains, verify


def problems(chain: str = "") -> list[str]:
    """Every broken link and stray value, one line each; empty when all is well."""
    found = []
    for code in [chain] if chain else chains():
        found += [*verify(code), *head_problems(code)]
    return found + ([] if chain else stray_values())


def stray_values() -> list[str]:
    """Values that belong to no row: something was cut off the end of a chain."""
    rows = set(Row.objects.values_list("chain", "number"))
    values = set(Value.objects.values_list("chain", "number"))
    return [
        f"{chain} row {number}: its values stand there without it"
        for chain, number in sorted(values - rows)
    ]
