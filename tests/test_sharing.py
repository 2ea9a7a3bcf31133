from __future__ import annotations

from collections import OrderedDict
from pathlib import Path

import pytest

from tests.sharing import LONGEST, WALKED, longest_first, unit


@pytest.mark.parametrize(
    ("nodeid", "expected"),
    [
        ("tests/test_csp.py::test_no_page[judge]", "walk of judge"),
        ("tests/test_leaks.py::test_nothing_is_told[judge]", "walk of judge"),
        (f"{LONGEST}::test_nobody_learns[judge]", LONGEST),
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
    assert asking == WALKED | {LONGEST}


def test_longest_walk_is_begun_first() -> None:
    waiting = OrderedDict.fromkeys(["tests/test_a.py", "walk of judge", LONGEST])
    longest_first(waiting)
    assert list(waiting) == [LONGEST, "tests/test_a.py", "walk of judge"]
    waiting.popitem(last=False)
    longest_first(waiting)
    assert list(waiting) == ["tests/test_a.py", "walk of judge"]
