"""Whoever has several roles gets what one of them gets, and no more: no page opens, and
no word is told, that none of the roles alone would get.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pytest

from awards.dsure.models import Registrar
from tests.access import Line, all_lines
from tests.factories import World, make_judge, make_organiser, make_world
from tests.test_leaks import kept_from, told
from tests.visits import Visitors, answer_of

# pages are the same on any database
pytestmark = [pytest.mark.once, pytest.mark.django_db]


@dataclass(frozen=True)
class Person:
    """``role``: as whom of the world; ``also``: whose answers they may get besides.
    ``own``: pages that open for what they are in another edition.
    """

    role: str
    also: tuple[str, ...]
    made: Callable[[World], None]
    own: frozenset[str] = frozenset()

    @property
    def roles(self) -> tuple[str, ...]:
        return (self.role, *self.also)


def operate_and_run_another(world: World) -> None:
    world.judge.is_operator = True
    world.judge.save()
    Registrar.objects.create(user=world.judge)
    make_organiser(world.other_edition, world.judge)


def judge_another(world: World) -> None:
    make_judge(world.other_edition, world.organiser)


JUDGE = Person(
    "judge", ("operator", "registrar", "other_organiser"), operate_and_run_another
)
ORGANISER = Person(
    "organiser", (), judge_another, own=frozenset({"judging:judge-home"})
)


def kept_from_all(person: Person, world: World) -> dict[str, str]:
    """What each of the roles alone must not find: a judge who also operates the site
    may read of winners under embargo, never whose an entry is.
    """
    first, *others = [kept_from(role, world) for role in person.roles]
    return {
        name: words
        for name, words in first.items()
        if all(name in other for other in others)
    }


def is_allowed(person: Person, line: Line, word: str) -> bool:
    words = {line.expected[role] for role in person.roles}
    return word in words or line.name in person.own


@pytest.mark.parametrize("person", [JUDGE, ORGANISER], ids=lambda one: one.role)
def test_several_roles_get_what_one_of_them_gets(person: Person) -> None:
    world = make_world()
    person.made(world)
    visitors, secrets = Visitors(world), kept_from_all(person, world)
    assert secrets
    wrong = []
    for line in all_lines():
        answer = answer_of(line, visitors.visit(person.role, line))
        if not is_allowed(person, line, answer.word):
            wrong.append(f"{line}: {answer.word}")
        wrong += told([answer], secrets, world)
    assert wrong == [], "\n" + "\n".join(wrong)
