"""Which category a long page shows, and where the ways to the others lead."""

from __future__ import annotations

import pytest
from django.http import QueryDict

from awards.models import Category
from judging.one_category import ALL, Said, category_asked, shown_of

CODES = ("energy", "living")


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", "living"),
        ("round=online", "living"),
        ("category=energy", "energy"),
        ("category=all", ALL),
        ("category=", ALL),
        ("category=nowhere", ALL),
        ("q=water", ALL),
        ("verdict=close", ALL),
        ("page=2", ALL),
        ("q=water&category=energy", "energy"),
    ],
)
def test_one_category_is_shown_unless_the_address_looks_in_all(
    query: str, expected: str
) -> None:
    assert category_asked(QueryDict(query), CODES, "living") == expected


def test_ways_keep_what_else_is_asked_and_begin_at_the_first_page() -> None:
    rows = [(Category(code=code, name_en=code), None) for code in CODES]
    shown = shown_of(QueryDict("round=final&verdict=close&page=3"), rows)
    assert [way.code for way in shown.ways] == [*CODES, ALL]
    assert shown.ways[0].address == "?round=final&verdict=close&category=energy"
    assert [way.current for way in shown.ways] == [False, False, True]


def test_a_single_category_needs_no_ways() -> None:
    said = Said("clear", "good", "check")
    assert shown_of(QueryDict(), [(Category(code="energy"), said)]).ways == []
