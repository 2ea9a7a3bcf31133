"""The policy of ``docs/secrecy.md``: every role asks every address in every phase, opens
every link that anybody was given or found until then, and finds nothing that its row
keeps from it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import quote

import pytest
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from tests.access import ROLES
from tests.secrecy.links import keep, read_lines
from tests.secrecy.phases import Phase, chapters, on_stage
from tests.secrecy.planting import KINDS
from tests.secrecy.policy import policy
from tests.secrecy.searching import told
from tests.secrecy.walking import Found, Shelf, Visit, open_links, walk_line, walked
from tests.visits import of_each_role

pytestmark = pytest.mark.once  # pages are the same on any database

# Numbers and codes that public addresses are made of: who asks for one knows it.
IN_ADDRESSES = ("certificate's code", "dSURE decision")


def test_every_kind_of_secret_has_a_row_and_words() -> None:
    """A kind is a row of the table in docs/secrecy.md, and words in planting.KINDS."""
    assert sorted(policy()) == sorted(KINDS)


def test_no_words_stand_in_two_kinds() -> None:
    words = [one for several in KINDS.values() for one in several]
    assert len(words) == len(set(words))


@pytest.mark.django_db
@of_each_role()
def test_nobody_learns_what_the_policy_keeps_from_them(role: str) -> None:
    leaks = sorted(set(walked().found[role].leaks))
    assert leaks == [], (
        "\nWho may know it is a row of docs/secrecy.md; else mend where it is told:\n"
        + "\n".join(leaks)
    )


@pytest.mark.django_db
@of_each_role()
def test_whom_a_row_names_first_finds_its_words(role: str) -> None:
    """What nobody can find anywhere would not be missed if it leaked either."""
    hidden = {
        words
        for kind, rule in policy().items()
        if rule.witness == role
        for words in KINDS[kind]
    }
    assert sorted(hidden - walked().found[role].known) == []


@pytest.mark.django_db
def test_every_secret_is_stored_in_every_phase() -> None:
    """Also those that nobody may read; a correction only once there is one."""
    missing = [
        f"{phase}: {words}"
        for phase, chapter in chapters().items()
        for kind, several in KINDS.items()
        for words in several
        if not chapter.holds(words)
        if kind != "correction" or phase in (Phase.PUBLISHED, Phase.CORRECTED)
    ]
    assert missing == []


@pytest.mark.django_db
@of_each_role()
def test_log_of_the_walk_names_nobody_and_holds_no_words(role: str) -> None:
    found = walked().found[role]
    assert len(found.logged) > 20
    heard = told(found.logged, KINDS)
    assert {one: kind for one, kind in heard.items() if kind not in IN_ADDRESSES} == {}


# What people are given by mail, shown once, or find in a page: keys of their own.
GIVEN = {
    "sign-in-link": "entrant",
    "judging:judge-sign-in": "judge",
    "judging:judge-invitation": "outsider",
    "judging:invitation-calendar": "outsider",
    "calendar-feed": "judge",
    "account_confirm_email": "outsider",
    "account_reset_password_from_key": "other_organiser",
    "privacy-prove": "other_entrant",
    "dsure:subscription-confirm": "registrar",
    "awards:unsubscribe": "entrant",
}


@pytest.mark.django_db
def test_links_that_were_given_or_found_are_kept_and_opened_by_everybody() -> None:
    """Else no old link could have told anything. What each told stands with the leaks
    of the role that opened it.
    """
    shelf = walked().shelf
    keys = {
        (link.key.view, role)
        for link in shelf.links.values()
        if link.is_a_key
        for role in link.found_by
    }
    assert set(GIVEN.items()) - keys == set()
    for role in ROLES:
        opened = [shelf.opened[phase, role] for phase in Phase]
        assert min(opened) >= len(GIVEN), role
        assert opened[-1] > opened[0], role


@pytest.mark.django_db
def test_link_that_tells_a_later_reader_is_found(settings: Any) -> None:
    """An address that stands in no table, and was sent on."""
    settings.MIDDLEWARE = [f"{__name__}.Teller", *settings.MIDDLEWARE]
    shelf, found = Shelf(), Found()
    with on_stage(Phase.CALL) as world:
        address = reverse("nominations:entry-detail", args=["TEST-2566-9999"])
        keep([settings.SITE_URL + address], "organiser", shelf.links)
        open_links(Visit(world, Phase.CALL, "judge", found, shelf))
    assert [leak.split(": ")[1].split(" (")[0] for leak in found.leaks] == ["winners"]
    assert address in found.leaks[0]


class Teller:
    """A middleware that tells every visitor what is under embargo."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response["ETag"] = quote(KINDS["winners"][0])
        return response


@pytest.mark.django_db
def test_page_that_tells_is_found(settings: Any) -> None:
    settings.MIDDLEWARE = [f"{__name__}.Teller", *settings.MIDDLEWARE]
    line = next(line for line in read_lines() if line.name == "home")
    found = Found()
    for phase in (Phase.DECIDED, Phase.CORRECTED):
        with on_stage(phase) as world:
            walk_line(Visit(world, phase, "anonymous", found, Shelf()), line, "th")
    assert {leak.partition(",")[0] for leak in found.leaks} == {"decided"}
