"""Every address × every role (the table stands in ``access.py``)."""

from __future__ import annotations

import inspect

import pytest

from tests.access import ROLES, TABLES, Line, all_lines, as_word, lines, patterns
from tests.factories import make_world
from tests.visits import Visitors


def test_every_address_has_a_line() -> None:
    listed = {line.name for line in all_lines()}
    assert sorted({name for name, _, _ in patterns()} - listed) == []


def test_every_line_is_an_address() -> None:
    assert (
        sorted(
            {line.name for line in all_lines()} - {name for name, _, _ in patterns()}
        )
        == []
    )


def test_views_that_speak_to_a_person_answer_nobody_else() -> None:
    """What is typed ``request: SignedIn`` may take ``request.user`` for a `User`."""
    personal = {
        name
        for name, pattern, _ in patterns()
        if list(inspect.get_annotations(inspect.unwrap(pattern.callback)).values())[:1]
        == ["SignedIn"]
    }
    assert {"judging:ballot-edit", "nominations:entry-edit"} <= personal
    assert [
        str(line)
        for line in all_lines()
        if line.name in personal and line.expected["anonymous"] == "ok"
    ] == []


def wrong_cells(visitors: Visitors, line: Line) -> list[str]:
    found = []
    for role in ROLES:
        word = as_word(visitors.visit(role, line))
        if word != line.expected[role]:
            found.append(
                f"{line} as {role}: expected {line.expected[role]}, got {word}"
            )
    return found


@pytest.mark.django_db
@pytest.mark.parametrize("room", TABLES)
def test_each_role_gets_what_the_table_says(room: str) -> None:
    visitors = Visitors(make_world())
    wrong = [
        cell for line in lines(TABLES[room]) for cell in wrong_cells(visitors, line)
    ]
    assert wrong == [], "\n" + "\n".join(wrong)
