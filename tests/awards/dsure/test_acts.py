"""What the register's small acts write, and what they leave alone."""

from __future__ import annotations

import pytest

from awards.dsure import acts
from awards.dsure.announcements.services import create_announcement
from awards.dsure.models import Registrar, Subscriber
from awards.dsure.register.services import appoint_registrar, dismiss_registrar
from awards.dsure.subscriptions.services import (
    confirm_subscription,
    renew_subscription,
    subscribe,
    unsubscribe,
)
from awards.ledger.models import Row, Value
from awards.ledger.services import MOMENT
from awards.ledger.verifying import verify
from awards.outbox.work import WorkState
from tests.factories import make_certificate, make_operator, make_user

pytestmark = pytest.mark.django_db


def written() -> list[tuple[str, str]]:
    """The acts, and of what they were."""
    done = Row.objects.filter(chain="dsure").order_by("number")
    said = Value.objects.filter(chain="dsure").exclude(name=MOMENT)
    of = said.order_by("number")
    return list(
        zip(
            done.values_list("act", flat=True),
            of.values_list("subject", flat=True),
            strict=True,
        )
    )


def test_new_announcement_is_a_draft_and_makes_nothing_public() -> None:
    registrar = make_user()
    hidden = make_certificate(announced=False)
    made = create_announcement(
        actor=registrar, title_th="ประกาศ", title_en="News", certificates=[hidden]
    )
    hidden.refresh_from_db()
    assert (made.state, made.created_by) == (WorkState.DRAFT, registrar)
    assert list(made.certificates.all()) == [hidden]
    assert hidden.announced_at is None
    assert written() == []


def test_registrar_is_appointed_once_and_it_is_written_once() -> None:
    operator, person = make_operator(), make_user()
    first = appoint_registrar(actor=operator, user=person)
    assert appoint_registrar(actor=operator, user=person) == first
    assert Registrar.objects.get().user == person
    assert written() == [(acts.REGISTRAR_APPOINTED.code, f"registrar:{person.pk}")]
    assert verify("dsure") == []


def test_dismissed_registrar_is_none_and_who_never_was_one_is_not_written() -> None:
    operator, person = make_operator(), make_user()
    dismiss_registrar(actor=operator, user=person)
    assert written() == []
    appoint_registrar(actor=operator, user=person)
    dismiss_registrar(actor=operator, user=person)
    assert not Registrar.objects.exists()
    assert [act for act, _ in written()] == [
        acts.REGISTRAR_APPOINTED.code,
        acts.REGISTRAR_DISMISSED.code,
    ]


def test_only_the_token_from_the_mail_confirms() -> None:
    asked = subscribe(email="reader@example.org", language="th")
    other = subscribe(email="other@example.org", language="th")
    assert not confirm_subscription(token="unknown")
    assert not confirm_subscription(token="")
    assert Subscriber.objects.filter(confirmed_at=None).count() == 2
    assert confirm_subscription(token=asked.token)
    assert Subscriber.objects.get(confirmed_at=None) == other


def test_one_click_ends_it_for_this_address_however_often() -> None:
    asked = subscribe(email="reader@example.org", language="th")
    other = subscribe(email="other@example.org", language="th")
    told = [unsubscribe(pk=pk) for pk in (asked.pk, asked.pk, 0)]
    assert told == [{"email": "reader@example.org", "language": "th"}, {}, {}]
    assert Subscriber.objects.get() == other


def test_subscription_that_was_just_ended_is_renewed_once() -> None:
    told = unsubscribe(pk=subscribe(email="reader@example.org", language="en").pk)
    for _ in range(2):
        renew_subscription(**told)
    assert Subscriber.objects.standing().get().language == "en"
