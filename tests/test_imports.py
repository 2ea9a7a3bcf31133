"""Nobody imports upward: the contracts of pyproject.toml are kept (`lint-imports` prints
them), no modules import each other in a circle, and migrations import nothing of ours.
"""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
APPS = ("awards", "nominations", "judging", "config")


def name_of(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(
        ".__init__"
    )


MODULES = {name_of(path): path for app in APPS for path in (ROOT / app).rglob("*.py")}
MIGRATIONS = [name for name in MODULES if ".migrations." in name]


def run_on_import(body: Iterable[ast.stmt]) -> Iterator[ast.stmt]:
    """The statements that an import of the module executes: those in functions wait, and
    those for typing are never run.
    """
    for node in body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            continue
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.dump(node.test):
            yield from run_on_import(node.orelse)
            continue
        yield node
        for part in ("body", "orelse", "finalbody"):
            yield from run_on_import(getattr(node, part, ()))
        for handler in getattr(node, "handlers", ()):
            yield from run_on_import(handler.body)


def imported(module: str, statements: Iterable[ast.AST]) -> Iterator[str]:
    """Full names, of modules and of what is taken out of them."""
    package = (
        module if MODULES[module].stem == "__init__" else module.rpartition(".")[0]
    )
    for node in statements:
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            steps = package.split(".")[: package.count(".") + 2 - node.level]
            base = ".".join(
                [*(steps if node.level else []), *filter(None, [node.module])]
            )
            yield from (f"{base}.{alias.name}" for alias in node.names)


def loaded_by(module: str, name: str) -> set[str]:
    """What is executed when `module` imports `name`: the module of that name, or the one
    it is taken out of, and the packages on the way except those that `module` is in,
    which are being executed already.
    """
    parts = name.split(".")
    ways = {".".join(parts[:end]) for end in range(1, len(parts) + 1)}
    source = name if name in MODULES else name.rpartition(".")[0]
    around = {way for way in ways if module.startswith(f"{way}.")} - {source}
    return {way for way in ways - around if way in MODULES} - {module}


@cache
def imports() -> Mapping[str, frozenset[str]]:
    """Module → the names that it imports when it is imported."""
    return {
        module: frozenset(
            imported(module, run_on_import(ast.parse(path.read_text()).body))
        )
        for module, path in MODULES.items()
    }


def both_ways(between: Iterable[tuple[Path, Path]]) -> set[tuple[Path, Path]]:
    """Pairs of folders of which each imports the other."""
    ways = {(one, other) for one, other in between if one != other}
    return {(a, b) for a, b in ways if (b, a) in ways and a < b}


def circle_in(graph: Mapping[str, Collection[str]]) -> list[str]:
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as found:
        return list(found.args[1])
    return []


def test_contracts_are_kept() -> None:
    """In a process of its own: the tool silences every logger that it does not know."""
    tool = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run(
        [tool, "--no-cache", "--no-logo"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_every_module_can_be_imported_first() -> None:
    """What fails when imported first is in a circle: nothing else depends on the order."""
    graph = {
        module: {loaded for name in names for loaded in loaded_by(module, name)}
        for module, names in imports().items()
    }
    assert circle_in(graph) == []


def test_folders_that_import_each_other_are_the_three_with_a_reason() -> None:
    """An app's ground and its tables: CONTRIBUTING says why."""
    between = (
        (MODULES[module].parent, MODULES[source].parent)
        for module, names in imports().items()
        for name in names
        if (source := name if name in MODULES else name.rpartition(".")[0]) in MODULES
    )
    assert {str(b.relative_to(ROOT)) for _a, b in both_ways(between)} == {
        "awards/models",
        "judging/models",
        "nominations/models",
    }


def test_pair_of_folders_is_found() -> None:
    a, b, c = map(Path, "abc")
    assert both_ways([(a, b), (b, c), (a, a)]) == set()
    assert both_ways([(a, b), (b, a), (b, c)]) == {(a, b)}


def test_circle_is_found() -> None:
    assert circle_in({"a": ["b"], "b": ["c"], "c": []}) == []
    assert set(circle_in({"a": ["b"], "b": ["c"], "c": ["a"]})) == {"a", "b", "c"}


def test_import_for_typing_or_in_a_function_is_not_run_on_import() -> None:
    body = ast.parse(
        "import a\nif TYPE_CHECKING:\n    import b\nelse:\n    import c\n"
        "try:\n    import d\nexcept ImportError:\n    import e\n"
        "def late():\n    import f\nclass Early:\n    import g\n"
    ).body
    found = imported("config", run_on_import(body))
    assert "".join(found) == "acdeg"


@pytest.mark.parametrize("module", MIGRATIONS)
def test_migration_imports_no_code_that_may_move_on(module: str) -> None:
    tree = ast.parse(MODULES[module].read_text())
    names = imported(module, ast.walk(tree))
    ours = [name for name in names if name.partition(".")[0] in APPS]
    # what stands among migrations stays as they do
    assert [name for name in ours if ".migrations." not in f"{name}."] == []
