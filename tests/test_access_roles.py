"""Every organiser's address × every role among organisers."""

from __future__ import annotations

import re

import pytest
from django.conf import settings

from awards.models import Organiser
from awards.roles import Area, Right, Role, right_of
from tests.access import Line, all_lines, as_word
from tests.access_roles import AREA_OF
from tests.factories import make_user, make_world
from tests.visits import Visitors

pytestmark = pytest.mark.once  # a walk: pages are the same on any database

NO = ("no", "--")


def organisers_lines() -> list[Line]:
    """Addresses of the edition's organisers alone."""
    return [
        line
        for line in all_lines()
        if line.expected["organiser"] in ("ok", "go")
        and line.expected["outsider"] in NO
        and line.expected["other_organiser"] in NO
    ]


def test_every_address_of_organisers_stands_in_an_area() -> None:
    names = {line.name for line in organisers_lines()}
    assert sorted(names - set(AREA_OF)) == []


def tried_in(area: Area) -> list[Role]:
    """One role of each right in the area, the least of them: which of two it is makes no
    difference, since nothing but the right is asked for (next test).
    """
    return list({right_of(role, area): role for role in Role}.values())


def test_pages_ask_for_a_right_and_never_for_a_role() -> None:
    named = [
        str(path.relative_to(settings.BASE_DIR))
        for room in ("awards", "nominations", "judging", "config")
        for path in (settings.BASE_DIR / room).rglob("*.py")
        if "migrations" not in path.parts
        and re.search(r"\bRole\.[A-Z]+\b", path.read_text())
    ]
    assert set(named) - {"awards/roles.py"} == {
        # who becomes what, and that an owner is left
        "awards/editions/forms.py",
        "awards/editions/organisers.py",
        "awards/editions/services.py",
        "awards/editions/two_persons.py",
        "awards/models/editions.py",
        "awards/roof/personal_data.py",
        "config/setup/copying.py",
    }


def wrong_answer(visitors: Visitors, line: Line, role: Role) -> str:
    """``visitors``: with the role to be tried signed in as the outsider."""
    word = as_word(visitors.visit("outsider", line))
    right = right_of(role, AREA_OF[line.name])
    needed = Right.ACTS if line.method == "POST" else Right.READS
    allowed = right >= needed
    expected = (line.expected["organiser"],) if allowed else NO
    return "" if word in expected else f"{line} as {role}: {word}, not {expected}"


@pytest.mark.django_db
@pytest.mark.parametrize("area", Area)
def test_each_role_gets_what_its_right_in_the_area_says(area: Area) -> None:
    world = make_world()
    visitors = Visitors(world)
    person = Organiser.objects.create(edition=world.edition, user=make_user())
    visitors.client("outsider").force_login(person.user)
    lines = [line for line in organisers_lines() if AREA_OF.get(line.name) == area]
    wrong = []
    for role in tried_in(area):
        Organiser.objects.filter(pk=person.pk).update(role=role)
        wrong += [wrong_answer(visitors, line, role) for line in lines]
    assert list(filter(None, wrong)) == []
