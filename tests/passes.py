"""Which tests ``.ci/run`` does not repeat on Debian's PostgreSQL and Redis.

A test is repeated unless it says ``once``: by its marker where it walks over all pages,
starts servers of its own or typesets hundreds of papers; and without one in the folders
below, where nothing asks a database.
"""

from __future__ import annotations

from pathlib import Path

import pytest

TESTS = Path(__file__).parent
# Pure packages. A test there that asks for the database is repeated all the same.
PURE = ("judging/ranking", "judging/matching")
ASKING = {"db", "transactional_db", "client", "django_db_setup"}


def is_pure(item: pytest.Item) -> bool:
    asks = ASKING & set(getattr(item, "fixturenames", ()))
    return (
        any((TESTS / folder) in item.path.parents for folder in PURE)
        and not asks
        and not item.get_closest_marker("django_db")
    )


def is_in_a_browser(item: pytest.Item) -> bool:
    return TESTS / "browser" in item.path.parents


def mark(items: list[pytest.Item]) -> None:
    for item in items:
        if is_in_a_browser(item):
            item.add_marker(pytest.mark.browser)
        if is_in_a_browser(item) or is_pure(item):
            item.add_marker(pytest.mark.once)
