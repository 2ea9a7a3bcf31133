"""Every list asks the database the same number of questions for one row and for thirty.

A new list page: one line in ``LISTS`` — its address, who reads it, and how to make one more row for it.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.factories import (
    World,
    ago,
    ahead,
    make_announcement,
    make_certificate,
    make_criterion,
    make_edition,
    make_entry,
    make_list,
    make_message,
    make_organiser,
    make_user,
    make_winner,
    make_world,
)

MOST = 12


def one_edition(world: World) -> None:
    edition = make_edition(opens_at=ago(days=9), closes_at=ago(days=8), announces_at=ago(days=7))
    make_winner(make_list(edition))


def one_version(world: World) -> None:
    make_list(world.edition, published=False, prepared_by=make_user())


def one_organiser(world: World) -> None:
    make_organiser(world.edition)


def one_criterion(world: World) -> None:
    make_criterion(world.edition, f"more-{world.edition.criteria.count()}")


def one_open_edition(world: World) -> None:
    make_edition(closes_at=ahead(days=3))


def one_certificate(world: World) -> None:
    make_certificate(mark=world.certificate.mark)


def one_announcement(world: World) -> None:
    make_announcement(world.certificate)


def one_message(world: World) -> None:
    make_message()


def one_entry(world: World) -> None:
    make_entry(world.edition, world.entrant)


# id: (name of the address, its parameters as things of the world, role, one more row)
LISTS: dict[str, tuple[str, tuple[str, ...], str, Callable[[World], None]]] = {
    "home": ("home", (), "outsider", one_open_edition),
    "winners": ("awards:winners-archive", (), "anonymous", one_edition),
    "gallery": ("awards:gallery", (), "anonymous", one_edition),
    "map": ("awards:winners-map", (), "anonymous", one_edition),
    "editions": ("awards:edition-list", (), "operator", one_edition),
    "edition": ("awards:edition-overview", ("edition",), "organiser", one_edition),
    "lists": ("awards:list-index", ("edition",), "organiser", one_version),
    "organisers": ("awards:organiser-list", ("edition",), "organiser", one_organiser),
    "criteria": ("awards:criterion-list", ("edition",), "organiser", one_criterion),
    "weights": ("awards:weights-change", ("edition", "round_code"), "organiser", one_criterion),
    "register": ("dsure:register", (), "anonymous", one_certificate),
    "own-entries": ("nominations:entry-list", (), "entrant", one_entry),
    "managed-entries": ("nominations:manage-entries", ("edition",), "organiser", one_entry),
    "register desk": ("dsure:desk", (), "registrar", one_certificate),
    "announcements": ("dsure:announcement-list", (), "registrar", one_announcement),
    "desk": ("desk", (), "organiser", one_edition),
}


def queries(client: Client, address: str) -> list[str]:
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert client.get(address).status_code == 200
    return [query["sql"] for query in captured.captured_queries]


@pytest.mark.django_db
@pytest.mark.parametrize("name", LISTS)
def test_list_asks_as_much_for_one_row_as_for_thirty(name: str) -> None:
    address, parameters, role, one_more = LISTS[name]
    world, client = make_world(), Client()
    if role != "anonymous":
        client.force_login(getattr(world, role))
    path = reverse(address, kwargs={key: world.things[key] for key in parameters})
    one_more(world)
    few = queries(client, path)
    for _ in range(29):
        one_more(world)
    many = queries(client, path)
    assert len(many) == len(few), "\n".join(many)
    assert len(many) <= MOST, "\n".join(many)
