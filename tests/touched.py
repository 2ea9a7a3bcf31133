"""The test files that a change touches, for ``make test-fast``: one path a line.

Changed is what differs from ``main`` (or ``origin/main``) and what is not committed. A
module touches the tests that import it, also through others; a room's module, template
or script also touches the tests of its room, which ask for pages by their address. The
walks over all pages and the browser stay with ``make test``, unless they were changed
themselves.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

import grimp

ROOT = Path(__file__).resolve().parents[1]
PACKAGES = ("config", "judging", "nominations", "awards", "tests")
# What nearly every test imports says nothing about what a test is of.
KIT = "factories conftest visits access kept".split()
# What no import shows, by how the path begins.
BESIDES = {
    "docs/": ["tests/test_docs.py"],
    "README.md": ["tests/test_docs.py"],
    "CONTRIBUTING.md": ["tests/test_docs.py"],
    "config/locale/": ["tests/config/test_library_words.py"],
    "deploy/": ["tests/setup"],
    "templates/": ["tests/config/test_home.py"],
    "pyproject.toml": ["tests/test_imports.py"],
}


def git(*words: str) -> list[str]:
    done = subprocess.run(
        ["git", *words], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return done.stdout.splitlines()


def changed_files() -> list[str]:
    """Paths from the root; those that were deleted, too."""
    known = git("for-each-ref", "--format=%(refname:short)", "refs")
    main = next((name for name in ("main", "origin/main") if name in known), "HEAD")
    (base,) = git("merge-base", "HEAD", main)
    new = git("ls-files", "--others", "--exclude-standard")
    return sorted({*git("diff", "--name-only", base), *new})


def module_of(path: str) -> str | None:
    """``awards/models/__init__.py`` is ``awards.models``; no module of ours is None."""
    parts = Path(path).with_suffix("").parts
    if not path.endswith(".py") or parts[0] not in PACKAGES:
        return None
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def is_kit(module: str) -> bool:
    package, _, rest = module.partition(".")
    return package == "tests" and rest.partition(".")[0] in KIT


def is_test(path: Path) -> bool:
    return path.name.startswith("test_") and path.suffix == ".py"


def import_graph() -> grimp.ImportGraph:
    return grimp.build_graph(*PACKAGES, cache_dir=str(ROOT / "var" / "grimp"))


def importing_tests(graph: grimp.ImportGraph, module: str) -> set[str]:
    """Paths of the tests that import it, but not only through the kit."""
    met, waiting = {module}, [module]
    while waiting:
        for above in graph.find_modules_that_directly_import(waiting.pop()):
            if above not in met and not is_kit(above):
                met.add(above)
                waiting.append(above)
    paths = {Path(*name.split(".")).with_suffix(".py") for name in met}
    return {str(path) for path in paths if is_test(path)}


def tests_of_the_room(path: str) -> set[str]:
    """``templates/judging/finals/x.html``, ``judging/finals/forms.py``: what stands in
    ``tests/judging/finals``.
    """
    parts = Path(path).parts
    app, *rest = parts[1:] if parts[0] in ("templates", "tests") else parts
    if app not in PACKAGES or len(rest) < 2:
        return set()
    room = ROOT / "tests" / app / rest[0]
    return {str(test.relative_to(ROOT)) for test in room.rglob("test_*.py")}


def touched(graph: grimp.ImportGraph, path: str) -> set[str]:
    found = tests_of_the_room(path)
    for beginning, tests in BESIDES.items():
        if path.startswith(beginning):
            found.update(tests)
    module = module_of(path)
    if module in graph.modules:
        found |= importing_tests(graph, module)
    if is_test(Path(path)) and (ROOT / path).exists():
        found.add(path)
    return found


def all_touched(paths: Iterable[str]) -> list[str]:
    graph, given = import_graph(), set(paths)
    found = {test for path in given for test in touched(graph, path)}
    return sorted(test for test in found if test in given or not takes_minutes(test))


def takes_minutes(test: str) -> bool:
    """The browser's, and the walks that stand in ``tests`` itself."""
    named = {path for paths in BESIDES.values() for path in paths}
    stands_in = str(Path(test).parent)
    return stands_in in ("tests", "tests/browser") and test not in named


def main() -> None:
    changed = changed_files()
    tests = all_touched(changed)
    print(f"{len(changed)} files changed, {len(tests)} to test", file=sys.stderr)
    print("\n".join(tests))


if __name__ == "__main__":
    main()
