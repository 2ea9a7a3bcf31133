from __future__ import annotations

from pathlib import Path

import pytest

from tests.sharing import WALKED, unit


@pytest.mark.parametrize(
    ("nodeid", "expected"),
    [
        ("tests/test_csp.py::test_no_page[judge]", "walk of judge"),
        ("tests/test_leaks.py::test_nothing_is_told[judge]", "walk of judge"),
        ("tests/test_csp.py::test_forms", "tests/test_csp.py"),
        ("tests/config/test_home.py::test_it[judge]", "tests/config/test_home.py"),
    ],
)
def test_tests_of_one_walk_stay_together(nodeid: str, expected: str) -> None:
    assert unit(nodeid) == expected


def test_every_file_that_asks_for_a_walk_is_known() -> None:
    folder = Path(__file__).parent
    asking = {
        f"tests/{path.relative_to(folder)}"
        for path in folder.rglob("test_*.py")
        if "@of_each_role(" in path.read_text() and path != Path(__file__)
    }
    assert asking == WALKED
