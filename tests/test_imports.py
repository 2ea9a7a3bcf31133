"""The house stands on floors: each room imports only from floors below it, and the pure
packages stay pure.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
FLOORS = (
    "awards.refusals",
    "awards.language",
    "awards.spreadsheets",
    "awards.paper",
    "awards.files",
    "awards.speed",
    "awards.accounts",
    "awards.outbox",
    "awards.ledger",
    "awards.dsure",
    "awards",
    "nominations",
    "judging",
    "config",
)
# To be struck out one by one: what the move of the lists' pages left behind.
OPEN = {
    "awards.certificates.manage",
    "awards.winners.services",
    "awards.ceremony.views",
    "nominations.apps",
}
PURE = ("judging.ranking", "judging.matching")


def modules() -> list[Path]:
    return [
        path
        for room in ("awards", "nominations", "judging", "config")
        for path in (ROOT / room).rglob("*.py")
    ]


def name_of(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(
        ".__init__"
    )


def floor_of(module: str) -> int | None:
    homes = [
        floor for floor in FLOORS if module == floor or module.startswith(floor + ".")
    ]
    return FLOORS.index(max(homes, key=len)) if homes else None


def imported(path: Path) -> Iterator[str]:
    package = (
        name_of(path)
        if path.name == "__init__.py"
        else name_of(path).rpartition(".")[0]
    )
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            steps = (
                package.split(".")[: len(package.split(".")) - node.level + 1]
                if node.level
                else []
            )
            base = ".".join([*steps, *([node.module] if node.module else [])])
            yield from (f"{base}.{alias.name}" for alias in node.names)


@pytest.mark.parametrize(
    "path", [path for path in modules() if name_of(path) not in OPEN], ids=name_of
)
def test_module_imports_only_from_floors_below(path: Path) -> None:
    own = floor_of(name_of(path))
    upward = [
        name
        for name in imported(path)
        if (floor := floor_of(name)) is not None and floor > (own or 0)
    ]
    assert upward == []


@pytest.mark.parametrize(
    "path", [p for p in modules() if ".migrations." in name_of(p)], ids=name_of
)
def test_migration_imports_no_code_that_may_move_on(path: Path) -> None:
    assert [name for name in imported(path) if floor_of(name) is not None] == []


@pytest.mark.parametrize(
    "path", [p for p in modules() if name_of(p).startswith(PURE)], ids=name_of
)
def test_pure_package_imports_no_framework_and_no_other_room(path: Path) -> None:
    home = ".".join(name_of(path).split(".")[:2])
    foreign = [
        name
        for name in imported(path)
        if name.split(".")[0] in ("django", "celery")
        or (floor_of(name) is not None and not (name + ".").startswith(home + "."))
    ]
    assert foreign == []
