"""A link that was kept: found in one phase, on a page, in a mail or in a file, and opened
again later, by whoever found it and by others.
"""

from __future__ import annotations

import pytest

from tests.secrecy.phases import PHASES, Phase, on_stage
from tests.secrecy.walking import Found, Link, Visit, own_links, walked
from tests.visits import of_each_role

pytestmark = pytest.mark.once  # a walk: pages are the same on any database

# Those to whom most is closed, each in another way, beside the one who found it: who
# opened all of them at once already (``walking.follow``).
OTHERS = ("anonymous", "judge")


def askers(role: str, phase: Phase) -> tuple[str, ...]:
    return OTHERS if phase == Phase.DECIDED else tuple(dict.fromkeys((role, *OTHERS)))


def kept(found: Found, until: Phase) -> dict[tuple, Link]:
    """All links found up to this phase that the table's addresses do not cover."""
    before = PHASES[: PHASES.index(until) + 1]
    links: dict[tuple, Link] = {}
    for phase in before:
        links = {**found.links[phase], **links}
    return links


@pytest.mark.django_db
@of_each_role()
def test_links_that_were_kept_tell_nobody_more(role: str) -> None:
    walk, found = walked(role), Found()
    for phase in (Phase.DECIDED, Phase.CORRECTED):
        with on_stage(phase) as world:
            covered = set(own_links(world))
            links = [
                link for key, link in kept(walk, phase).items() if key not in covered
            ]
            assert links
            for asker in askers(role, phase):
                visit = Visit(world, phase, asker, found)
                for link in links:
                    visit.look(f"link of {role}, {link.path}", link.path)
    assert sorted(set(found.leaks)) == [], "\n".join(sorted(set(found.leaks)))
