"""Walking a chain: whether every row follows the one before it, and every value is the
one that was committed to, or was erased by an act that says so.
"""

from __future__ import annotations

from awards.ledger.acts import VALUES_ERASED
from awards.ledger.erasable import PERSONAL, Place, named
from awards.ledger.models import Chain, Row, SignedHead, Value
from awards.ledger.services import (
    GENESIS,
    MOMENT,
    commit_to,
    row_hash,
    stamp,
)


def chains() -> list[str]:
    """Codes of all chains; those without a head, and those of which only a signed one is
    left, are problems of their own.
    """
    known = Chain.objects.values_list("code", flat=True)
    rows = Row.objects.order_by().values_list("chain", flat=True).distinct()
    signed = SignedHead.objects.order_by().values_list("chain", flat=True).distinct()
    return sorted({*known, *rows, *signed})


def verify(chain: str) -> list[str]:
    """Walk one chain; the problems found, the first broken link first. A value may be
    missing where an act says so.
    """
    problems: list[str] = []
    values: dict[int, list[Value]] = {}
    for value in Value.objects.filter(chain=chain):
        values.setdefault(value.number, []).append(value)
    erased, problems_of_erasures = erasures(chain, values)
    previous, number = GENESIS, 0
    for row in Row.objects.filter(chain=chain).order_by("number").iterator():
        number += 1
        problems += link_problems(row, number, previous)
        problems += value_problems(row, values.get(row.number, []), erased)
        previous, number = row.hash, row.number
    return problems + head_problems(chain, number, previous) + problems_of_erasures


def head_problems(chain: str, number: int, last: str) -> list[str]:
    """Whether the head names the last row by its number and hash."""
    head = Chain.objects.filter(code=chain).first()
    if head is None:
        return [f"{chain}: has rows and no head"] if number else []
    if (head.length, head.head) == (number, last):
        return []
    return [f"{chain}: the head says row {head.length}, the chain ends at row {number}"]


def erasures(
    chain: str, values: dict[int, list[Value]]
) -> tuple[set[Place], list[str]]:
    """Which values acts of erasure name, and what is wrong with these acts."""
    erased: set[Place] = set()
    problems: list[str] = []
    acts = Row.objects.filter(chain=chain, act=VALUES_ERASED.code)
    for number in acts.values_list("number", flat=True):
        taken = named({value.name: value.value for value in values.get(number, [])})
        problems += erasure_problems(chain, number, taken, values)
        erased |= taken
    return erased, problems


def erasure_problems(
    chain: str, number: int, taken: set[Place], values: dict[int, list[Value]]
) -> list[str]:
    """What is wrong with an erasure: it takes what may not go, what comes after it, or
    what is still there.
    """
    found = []
    for place, name in sorted(taken):
        if name not in PERSONAL:
            found.append(
                f"{chain} row {number}: erases {name!r} of row {place}, which is never erased"
            )
        if place >= number:
            found.append(
                f"{chain} row {number}: erases {name!r} of row {place}, which is no row before it"
            )
        if any(value.name == name for value in values.get(place, [])):
            found.append(
                f"{chain} row {number}: erases {name!r} of row {place}, which is still there"
            )
    return found


def link_problems(row: Row, number: int, previous: str) -> list[str]:
    name = f"{row.chain} row {row.number}"
    found = []
    if row.number != number:
        found.append(f"{name}: row {number} is missing")
    if row.previous != previous:
        found.append(f"{name}: does not follow the row before it")
    if row.hash != row_hash(row):
        found.append(f"{name}: its content does not match its hash")
    return found


def value_problems(row: Row, values: list[Value], erased: set[Place]) -> list[str]:
    found = [
        f"{row.chain} row {row.number}: the value of {value.name!r} does not match its commitment"
        for value in values
        if row.commitments.get(value.name) != commit_to(value.value, value.salt)
    ]
    found += [
        f"{row.chain} row {row.number}: it has another moment than was committed to"
        for value in values
        if value.name == MOMENT and value.value != stamp(row.at)
    ]
    missing = row.commitments.keys() - {value.name for value in values}
    return found + [
        (
            f"{row.chain} row {row.number}: the value of {name!r} is missing, and no "
            "act says that it was erased"
        )
        for name in sorted(missing)
        if (row.number, name) not in erased
    ]
