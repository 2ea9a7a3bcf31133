"""A judge's link opens the judging desk alone, whatever else the person is."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.http import HttpResponse
from django.test import Client

from awards.models import Organiser
from judging.jury.invitations import SIGN_IN_LASTS
from judging.jury.links import issue_link
from tests.access import Line, all_lines, as_word
from tests.config.signing_in.factors import add_app
from tests.factories import World, make_world
from tests.visits import kind_taken_by

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    """The judge runs the edition and the site, and has a second factor."""
    world = make_world()
    judge = world.judge
    judge.is_operator = True
    judge.language = "en"
    judge.save()
    Organiser.objects.create(edition=world.edition, user=judge)
    add_app(judge)
    return world


def entered(world: World) -> Client:
    client = Client()
    client.post(link_of(world))
    return client


def sent(client: Client, line: Line, address: str) -> HttpResponse:
    if line.method == "GET":
        return client.get(address)
    return client.post(address, content_type=kind_taken_by(line.name))


def link_of(world: World) -> str:
    seat = world.judge.judge_roles.get(edition=world.edition)
    return f"/en/judge/sign-in/{issue_link(seat, SIGN_IN_LASTS).token}/"


@pytest.mark.once
def test_link_reaches_no_page_but_those_of_judging(world: World) -> None:
    """The account, the second factors and the other roles' desks ask to sign in."""
    client = entered(world)
    assert client.get("/en/judge/").status_code == 200
    open_pages = []
    for line in all_lines():
        address = line.address(world, "en")
        if line.expected["anonymous"] != "in" or address.startswith("/en/judge/"):
            continue
        if as_word(sent(client, line, address)) != "in":
            open_pages.append(str(line))
    assert open_pages == []


def test_no_second_factor_is_asked_of_a_judge(world: World) -> None:
    assert entered(world).get("/en/judge/").status_code == 200


def test_link_works_once_and_not_for_long(world: World) -> None:
    link = link_of(world)
    assert Client().post(link).status_code == 302
    assert Client().post(link).status_code == 410
    assert timedelta(hours=1) >= SIGN_IN_LASTS


def test_page_says_that_it_opens_judging_alone(world: World) -> None:
    page = Client().get(link_of(world)).content.decode()
    assert "This link opens your judging alone" in page
