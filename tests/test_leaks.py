"""Nothing that must not be known stands in any answer, also to what is sent: the world
holds what could leak, and every page is searched. Phase by phase, in both languages and
with more secrets: ``tests/secrecy``.
"""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import unquote

import pytest

from tests.factories import EMBARGO_SECRETS, ENTRANT_SECRETS, World
from tests.visits import Answer, of_each_role, walk

pytestmark = pytest.mark.once  # pages are the same on any database


# Who may know of what is not announced: those who prepare it.
PREPARING = {"organiser", "registrar", "operator"}
# Whom the entry does not concern at all, and who judges it without learning whose it is.
STRANGERS = {"anonymous", "outsider", "other_entrant", "other_organiser", "registrar"}
BLIND = {"judge", "conflicted_judge"}
# Pages where every province stands to choose from, or on a map, say nothing about one.
PROVINCES_LISTED = {
    "awards:winners-map",
    "judging:statistics-show",
    "nominations:organisation-create",
}


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


def told(answers: Iterable[Answer], secrets: dict[str, str], world: World) -> list[str]:
    """What an address itself says was known to whoever asks it: a page that links to
    itself in the other language tells nothing by that.
    """
    found = []
    for answer in answers:
        text = answer.everything().casefold()
        asked = unquote(answer.line.address(world)).casefold()
        found += [
            f"{answer.line}: {name}"
            for name, secret in secrets.items()
            if secret.casefold() in text and secret.casefold() not in asked
            if not (
                answer.line.name in PROVINCES_LISTED and name.startswith("province")
            )
        ]
    return found


@pytest.mark.django_db
@of_each_role()
def test_nothing_is_told_to_whom_it_is_not_for(role: str) -> None:
    walked = walk(role)
    found = told(walked.answers, kept_from(role, walked.world), walked.world)
    assert found == [], "\n" + "\n".join(found)
