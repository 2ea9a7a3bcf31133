"""Nothing that must not be known stands in any answer: the world holds what could leak,
and every page is searched.
"""

from __future__ import annotations

import pytest

from tests.access import ROLES
from tests.factories import EMBARGO_SECRETS, ENTRANT_SECRETS, World, make_world
from tests.visits import Visitors, everything

# Who may know of what is not announced: those who prepare it.
PREPARING = {"organiser", "registrar", "operator"}
# Whom the entry does not concern at all, and who judges it without learning whose it is.
STRANGERS = {"anonymous", "outsider", "other_entrant", "other_organiser", "registrar"}
BLIND = {"judge", "conflicted_judge"}
# Pages where every province stands to choose from say nothing about one.
PROVINCES_LISTED = {"awards:winners-map", "nominations:organisation-create"}


def kept_from(role: str, world: World) -> dict[str, str]:
    """Words that this role must find nowhere, by what they are."""
    secrets: dict[str, str] = {}
    if role not in PREPARING:
        secrets |= EMBARGO_SECRETS
    if role in BLIND | STRANGERS:
        secrets |= ENTRANT_SECRETS
    if role in STRANGERS:
        secrets["title of the entry"] = world.entry.title_th
    if role != "entrant":
        draft = world.draft
        secrets |= {
            "draft": draft.title_th,
            "draft in English": draft.title_en,
            "its reference": draft.reference,
        }
    return secrets


@pytest.mark.django_db
@pytest.mark.parametrize("role", ROLES)
def test_nothing_is_told_to_whom_it_is_not_for(role: str) -> None:
    world = make_world()
    visitors, secrets = Visitors(world), kept_from(role, world)
    found = [
        f"{line} in {language}: {name}"
        for language in ("th", "en")
        for line, response in visitors.pages(role, language)
        for text in [everything(response).casefold()]
        for name, secret in secrets.items()
        if not (line.name in PROVINCES_LISTED and name.startswith("province"))
        if secret.casefold() in text
    ]
    assert found == [], "\n" + "\n".join(found)
