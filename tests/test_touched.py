"""``make test-fast`` finds the tests of a change."""

from __future__ import annotations

import grimp
import pytest

from tests.touched import all_touched, import_graph, importing_tests, module_of


@pytest.fixture(scope="module")
def graph() -> grimp.ImportGraph:
    return import_graph()


def test_test_that_imports_a_module_is_touched_by_it(graph: grimp.ImportGraph) -> None:
    found = importing_tests(graph, "judging.finals.services")
    assert "tests/judging/finals/test_finals.py" in found
    assert "tests/awards/dsure/test_import.py" not in found


def test_test_that_imports_it_through_others_is_touched_too(
    graph: grimp.ImportGraph,
) -> None:
    direct = graph.find_modules_that_directly_import("awards.language.dates")
    assert "tests.awards.dsure.test_import" not in direct
    found = importing_tests(graph, "awards.language.dates")
    assert "tests/awards/dsure/test_import.py" in found


def test_what_only_the_kit_imports_touches_not_everything(
    graph: grimp.ImportGraph,
) -> None:
    factories = importing_tests(graph, "tests.factories")
    assert len(factories) > 50
    assert not factories <= importing_tests(graph, "judging.ballots.services")


@pytest.mark.parametrize(
    ("path", "test"),
    [
        ("templates/judging/finals/timer.html", "tests/judging/finals/test_finals.py"),
        ("judging/finals/views.py", "tests/judging/finals/test_finals.py"),
        ("docs/glossary.md", "tests/test_docs.py"),
        ("tests/test_queries.py", "tests/test_queries.py"),
        ("tests/browser/test_axe.py", "tests/browser/test_axe.py"),
    ],
)
def test_path_touches(path: str, test: str) -> None:
    assert test in all_touched([path])


def test_walks_and_the_browser_are_left_to_the_whole_run() -> None:
    touched = all_touched(["awards/models/editions.py", "awards/models/__init__.py"])
    assert "tests/awards/editions/test_editions.py" in touched
    assert not any(test.startswith("tests/browser/") for test in touched)
    assert "tests/test_queries.py" not in touched


def test_nothing_changed_touches_nothing() -> None:
    assert all_touched([]) == []


@pytest.mark.parametrize(
    ("path", "module"),
    [
        ("awards/models/__init__.py", "awards.models"),
        ("judging/urls.py", "judging.urls"),
        ("deploy/backup", None),
        ("templates/awards/site/base.html", None),
    ],
)
def test_module_of_a_path(path: str, module: str | None) -> None:
    assert module_of(path) == module
