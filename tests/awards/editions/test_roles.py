"""Roles among an edition's organisers: given, changed and taken away."""

from __future__ import annotations

from datetime import timedelta
from importlib import import_module
from typing import Any

import pytest
from django.apps import apps
from django.test import Client
from django.utils import timezone

from awards.editions.organisers import (
    add_organiser,
    change_role,
    name_or_ask,
    remove_organiser,
)
from awards.editions.services import draft_edition, open_edition
from awards.editions.two_persons import agree_change
from awards.ledger.models import Row
from awards.models import Edition, Organiser, PendingChange
from awards.permissions import can_act, can_create_edition
from awards.refusals import SecondPersonNeeded, WrongState
from awards.roles import Area, Role
from awards.statuses import Phase
from awards.winners.services import approve_list, freeze_list
from tests.awards.winners.test_lists import line
from tests.factories import make_edition, make_organiser, make_user, moment

pytestmark = pytest.mark.django_db


def role_of(edition: Edition, user: Any) -> str:
    return str(edition.organisers.get(user=user).role)


def test_the_first_person_of_an_edition_owns_it_whatever_role_was_meant() -> None:
    edition, user = make_edition(), make_user()
    add_organiser(edition=edition, user=user, actor=None, role=Role.READER)
    assert role_of(edition, user) == Role.OWNER


def test_the_last_owner_neither_leaves_nor_becomes_less() -> None:
    edition = make_edition()
    owner = edition.organisers.get(user=make_organiser(edition))
    make_organiser(edition, role=Role.ORGANISER)
    with pytest.raises(WrongState):
        remove_organiser(organiser=owner, actor=owner.user)
    with pytest.raises(WrongState):
        change_role(organiser=owner, role=Role.READER, actor=owner.user)
    make_organiser(edition)
    change_role(organiser=owner, role=Role.READER, actor=owner.user)
    assert role_of(edition, owner.user) == Role.READER


def test_another_role_stands_in_the_ledger() -> None:
    edition = make_edition()
    owner = make_organiser(edition)
    reader = edition.organisers.get(user=make_organiser(edition, role=Role.READER))
    change_role(organiser=reader, role=Role.COMMUNICATIONS, actor=owner)
    assert Row.objects.filter(chain=edition.code, act="organiser-role").count() == 1
    assert can_act(reader.user, edition, Area.FACE)
    assert not can_act(reader.user, edition, Area.SETUP)


def test_a_reader_does_not_approve_a_list() -> None:
    edition = make_edition(two_person_rule=True)
    owner = make_organiser(edition)
    reader = make_organiser(edition, role=Role.READER)
    frozen = freeze_list(edition=edition, lines=[line()], actor=owner)
    with pytest.raises(SecondPersonNeeded):
        approve_list(winner_list=frozen, actor=reader)


def test_who_prepared_a_list_makes_no_approver_of_a_reader() -> None:
    edition = make_edition(two_person_rule=True)
    owner = make_organiser(edition)
    second = make_organiser(edition, role=Role.ORGANISER)
    reader = edition.organisers.get(user=make_organiser(edition, role=Role.READER))
    frozen = freeze_list(edition=edition, lines=[line()], actor=owner)
    asked = change_role(organiser=reader, role=Role.ORGANISER, actor=owner)
    assert isinstance(asked, PendingChange)
    assert role_of(edition, reader.user) == Role.READER
    agree_change(change=asked, actor=second)
    assert role_of(edition, reader.user) == Role.ORGANISER
    with pytest.raises(SecondPersonNeeded):
        approve_list(winner_list=frozen, actor=reader.user)


def test_a_reader_agrees_to_nothing() -> None:
    edition = make_edition(two_person_rule=True)
    owner = make_organiser(edition)
    reader = make_organiser(edition, role=Role.READER)
    freeze_list(edition=edition, lines=[line()], actor=owner)
    asked = name_or_ask(edition=edition, email="new@example.org", actor=owner)
    assert isinstance(asked, PendingChange)
    with pytest.raises(SecondPersonNeeded):
        agree_change(change=asked, actor=reader)


def test_an_owner_makes_editions_and_an_organiser_does_not() -> None:
    edition = make_edition()
    assert can_create_edition(make_organiser(edition))
    assert not can_create_edition(make_organiser(edition, role=Role.ORGANISER))
    assert not can_create_edition(make_user())


def test_a_draft_is_nobody_elses_whatever_its_dates_say(client: Client) -> None:
    edition = make_edition(opened_at=None)
    assert edition.phase == Phase.DRAFT
    assert not Edition.objects.public().filter(pk=edition.pk).exists()
    assert not Edition.objects.accepting().filter(pk=edition.pk).exists()
    assert client.get(f"/en/editions/{edition.code}/").status_code == 404
    client.force_login(make_organiser(edition))
    assert client.get(f"/en/editions/{edition.code}/").status_code == 200
    open_edition(edition=edition, actor=None)
    client.logout()
    assert client.get(f"/en/editions/{edition.code}/").status_code == 200


def test_an_edition_opens_once_and_only_while_its_call_is_to_come() -> None:
    edition = make_edition(opened_at=None)
    open_edition(edition=edition, actor=None)
    with pytest.raises(WrongState):
        open_edition(edition=edition, actor=None)
    past = make_edition(opened_at=None, closes_at=moment(days=-1))
    with pytest.raises(WrongState):
        open_edition(edition=past, actor=None)


def test_back_to_a_draft_until_the_call_has_opened() -> None:
    edition = make_edition(opens_at=moment(days=1))
    draft_edition(edition=edition, actor=None)
    assert Edition.objects.get(pk=edition.pk).is_draft
    with pytest.raises(WrongState):
        draft_edition(edition=make_edition(), actor=None)


def test_editions_from_before_are_open_and_their_first_organiser_owns_them() -> None:
    edition = make_edition(opened_at=None)
    first = make_organiser(edition, role=Role.ORGANISER)
    second = make_organiser(edition, role=Role.ORGANISER)
    named = timezone.now() - timedelta(days=100)
    Organiser.objects.filter(edition=edition).update(created_at=named)
    import_module("awards.migrations.0005_open_editions").open_editions(apps, None)
    edition.refresh_from_db()
    assert edition.opened_at == edition.created_at
    assert (role_of(edition, first), role_of(edition, second)) == ("owner", "organiser")
    assert edition.organisers.get(user=second).role_since == named
