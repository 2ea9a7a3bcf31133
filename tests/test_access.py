"""Every address × every role (the table stands in ``access.py``)."""

from __future__ import annotations

import inspect

import pytest

from tests.access import all_lines, patterns
from tests.visits import of_each_role, walk

pytestmark = pytest.mark.once  # pages are the same on any database


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


@pytest.mark.django_db
@of_each_role()
def test_each_role_gets_what_the_table_says(role: str) -> None:
    wrong = [
        f"{answer.line}: expected {answer.line.expected[role]}, got {answer.word}"
        for answer in walk(role).answers
        if answer.word != answer.line.expected[role]
    ]
    assert wrong == [], "\n" + "\n".join(wrong)
