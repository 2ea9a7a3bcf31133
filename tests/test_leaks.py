"""Nothing that must not be known stands in any answer: the world holds what could leak, and every page is searched."""

from __future__ import annotations

import pytest

from tests.access import ROLES
from tests.factories import EMBARGO_SECRETS, ENTRANT_SECRETS, make_world
from tests.visits import Visitors, everything

# Who may know of what is not announced: those who prepare it.
PREPARING = {"organiser", "registrar", "operator"}

# Pages where every province stands to choose from say nothing about one.
PROVINCES_LISTED = {"awards:winners-map", "nominations:organisation-create"}


def leaks(visitors: Visitors, role: str, secrets: dict[str, str]) -> list[str]:
    return [
        f"{line} in {language} as {role}: {name}"
        for language in ("th", "en")
        for line, response in visitors.pages(role, language)
        for name, secret in secrets.items()
        if not (line.name in PROVINCES_LISTED and name.startswith("province"))
        if secret.casefold() in everything(response).casefold()
    ]


@pytest.mark.django_db
@pytest.mark.parametrize("role", ["judge", "conflicted_judge"])
def test_blind_judge_is_told_nothing_that_names_the_entrant(role: str) -> None:
    assert leaks(Visitors(make_world()), role, ENTRANT_SECRETS) == []


@pytest.mark.django_db
@pytest.mark.parametrize("role", [role for role in ROLES if role not in PREPARING])
def test_nothing_under_embargo_is_told(role: str) -> None:
    assert leaks(Visitors(make_world()), role, EMBARGO_SECRETS) == []


@pytest.mark.django_db
@pytest.mark.parametrize("role", ["anonymous", "outsider", "other_entrant", "other_organiser", "registrar"])
def test_an_entry_is_told_to_nobody_it_does_not_concern(role: str) -> None:
    world = make_world()
    of_the_entry = {"title": world.entry.title_th, "draft": world.draft.title_th, **ENTRANT_SECRETS}
    assert leaks(Visitors(world), role, of_the_entry) == []


@pytest.mark.django_db
def test_a_draft_is_told_to_its_owner_alone() -> None:
    world = make_world()
    visitors = Visitors(world)
    draft = {
        "title": world.draft.title_th,
        "title in English": world.draft.title_en,
        "reference": world.draft.reference,
    }
    assert [leak for role in ROLES if role != "entrant" for leak in leaks(visitors, role, draft)] == []
