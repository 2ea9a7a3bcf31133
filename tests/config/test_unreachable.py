"""Addresses that cannot be reached: seen and mended by those who may."""

from __future__ import annotations

from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from awards.accounts.models import User
from awards.ledger.models import Row
from awards.models import Edition
from awards.outbox.batches import SUPPRESSED
from awards.outbox.delivery import deliver_messages
from awards.outbox.models import Cause, Message, Suppression
from awards.outbox.work import WorkState
from awards.roles import Role
from config.people.unreachable import NotToBeMended, correct, lift
from tests.factories import (
    make_edition,
    make_message,
    make_operator,
    make_organiser,
    make_suppression,
    make_user,
    moment,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def edition() -> Edition:
    return make_edition()


def client_of(edition: Edition, role: Role = Role.OWNER) -> Client:
    user, client = make_user(), Client()
    make_organiser(edition, user, role=role)
    client.force_login(user)
    return client


def page(client: Client, edition: Edition) -> str:
    address = reverse("unreachable", args=[edition.code]).replace("/th/", "/en/")
    return client.get(address).content.decode()


def press(client: Client, edition: Edition, row: Suppression, **sent: Any) -> int:
    address = reverse("unreachable-act", args=[edition.code, row.pk])
    return client.post(address, sent).status_code


def unsent(edition: Edition, to: str, **fields: Any) -> Message:
    dropped = {"state": WorkState.DROPPED, "last_error": SUPPRESSED}
    return make_message(to, edition_code=edition.code, **{**dropped, **fields})


def test_organisers_see_those_of_their_edition_and_the_operator_all(
    edition: Edition,
) -> None:
    make_suppression("mine@example.org", edition_code=edition.code)
    make_suppression("other@example.org", edition_code=make_edition().code)
    unsent(edition, "Mine@example.org")
    shown = page(client_of(edition), edition)
    assert "mine@example.org" in shown
    assert "550 5.1.1 no such user" in shown
    assert "2 emails did not arrive or were not sent." in shown
    assert "other@example.org" not in shown
    client = Client()
    client.force_login(make_operator())
    shown = client.get(reverse("site-unreachable")).content.decode()
    assert "mine@example.org" in shown
    assert "other@example.org" in shown


def test_an_address_that_works_again_gets_what_it_missed(edition: Edition) -> None:
    row = make_suppression("mine@example.org", edition_code=edition.code)
    unsent(edition, "mine@example.org")
    unsent(edition, "mine@example.org", was_blanked=True)
    unsent(edition, "mine@example.org", useful_until=moment(days=-1))
    client = client_of(edition)
    assert press(client, edition, row, act="lift", reason=" ") == 302
    assert deliver_messages().sent == 0
    press(client, edition, row, act="lift", reason="talked on the phone")
    assert deliver_messages().sent == 2
    assert not Suppression.objects.exists()
    (act,) = Row.objects.filter(chain=edition.code, act="address-lifted")
    assert "mine@" not in str(act.__dict__)


def test_a_mistyped_address_is_corrected_and_gets_the_mails(edition: Edition) -> None:
    judge = make_user("somsri@exmaple.org")
    make_message(
        judge.email,
        recipient=judge,
        edition_code=edition.code,
        state=WorkState.DONE,
        outcome="bounced",
    )
    row = Suppression.objects.create(email=judge.email, reason="5.1.2")
    press(client_of(edition), edition, row, act="correct", email="Somsri@example.org ")
    judge.refresh_from_db()
    assert judge.email == "somsri@example.org"
    assert deliver_messages().sent == 1
    assert [one.to for one in mail.outbox] == [["somsri@example.org"]]
    assert Suppression.objects.filter(email="somsri@exmaple.org").exists()
    assert Row.objects.filter(chain=edition.code, act="address-corrected").exists()


@pytest.mark.parametrize(
    "email", ["", "nobody", "a@b@c", "gone@example.org", "x" * 300]
)
def test_what_is_no_other_address_is_said(edition: Edition, email: str) -> None:
    row = make_suppression("gone@example.org", edition_code=edition.code)
    with pytest.raises(NotToBeMended):
        correct(suppression=row, edition=edition, actor=make_user(), address=email)


def person(**fields: Any) -> User:
    user = make_user("wrong@example.org")
    User.objects.filter(pk=user.pk).update(**fields)
    return user


def refused(edition: Edition | None, address: str = "right@example.org") -> bool:
    row, _new = Suppression.objects.get_or_create(email="wrong@example.org")
    try:
        correct(suppression=row, edition=edition, actor=make_user(), address=address)
    except NotToBeMended:
        return True
    return False


def test_an_account_in_use_is_changed_by_its_owner_alone(edition: Edition) -> None:
    person(last_login=moment())
    make_message("wrong@example.org", edition_code=edition.code)
    assert refused(edition)
    assert refused(None)


def test_nobody_is_handed_what_another_edition_gave(edition: Edition) -> None:
    user = person()
    make_message("wrong@example.org", edition_code=edition.code)
    elsewhere = make_message("wrong@example.org", edition_code=make_edition().code)
    assert refused(edition)
    user.refresh_from_db()
    assert user.email == "wrong@example.org"
    elsewhere.refresh_from_db()
    assert elsewhere.to_email == "wrong@example.org"
    assert not refused(None)


def test_an_address_that_has_an_account_is_not_taken_over(edition: Edition) -> None:
    person()
    make_message("wrong@example.org", edition_code=edition.code)
    make_user("taken@example.org")
    assert refused(edition, "taken@example.org")


def test_a_complaint_is_lifted_by_the_operator_alone(edition: Edition) -> None:
    row = make_suppression(edition_code=edition.code, cause=Cause.COMPLAINED)
    with pytest.raises(NotToBeMended):
        lift(suppression=row, edition=edition, actor=make_user(), reason="asked")
    lift(suppression=row, edition=None, actor=make_operator(), reason="asked")
    assert not Suppression.objects.exists()


def test_organisers_mend_nothing_of_another_edition(edition: Edition) -> None:
    row = make_suppression(edition_code=make_edition().code)
    assert press(client_of(edition), edition, row, act="lift", reason="x") == 404
    assert press(client_of(edition, Role.READER), edition, row, act="lift") == 403


def test_mails_are_counted_by_what_is_heard_of_them(edition: Edition) -> None:
    for outcome in ("", "delayed", "delivered", "bounced", "soft", "complained"):
        make_message(edition_code=edition.code, state=WorkState.DONE, outcome=outcome)
    client = client_of(edition)
    address = reverse("mails", args=[edition.code]).replace("/th/", "/en/")
    shown = client.get(address).content.decode()
    for words in ("Sent: 2", "Delivered: 1", "Bounced: 2", "Marked as unwanted: 1"):
        assert words in shown
    client.post(
        reverse("mails-act", args=[edition.code]) + "?standing=bounced",
        {"act": "again", "all": "1"},
    )
    assert deliver_messages().sent == 2
