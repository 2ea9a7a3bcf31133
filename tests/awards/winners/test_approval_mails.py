"""A list that needs a second organiser asks for one by mail, and nobody else."""

from __future__ import annotations

import pytest

from awards.accounts.models import User
from awards.models import Edition, WinnerList
from awards.outbox.models import Message
from awards.winners.services import approve_list, freeze_list, set_erratum
from tests.awards.winners.test_lists import line
from tests.factories import make_edition, make_organiser, make_user

pytestmark = pytest.mark.django_db


def asked() -> list[str]:
    mails = Message.objects.filter(event="approval-asked").order_by("pk")
    return list(mails.values_list("to_email", flat=True))


def run_by_three(**fields: bool) -> tuple[Edition, User, User]:
    edition = make_edition(**{"two_person_rule": True, **fields})
    author = make_organiser(edition, make_user("author@example.org"))
    make_organiser(edition, make_user("author+again@example.org"))
    reader = make_organiser(edition, make_user("reader@example.org"))
    return edition, author, reader


def frozen(edition: Edition, actor: User) -> WinnerList:
    return freeze_list(edition=edition, lines=[line()], actor=actor)


def test_those_who_may_approve_a_prepared_list_get_one_mail_with_its_address() -> None:
    edition, author, _reader = run_by_three()
    winner_list = frozen(edition, author)
    assert asked() == ["reader@example.org"]
    text = Message.objects.get(event="approval-asked").text
    assert f"/manage/{edition.code}/lists/{winner_list.version}/" in text


def test_a_change_asks_again_once_an_approval_became_void() -> None:
    edition, author, reader = run_by_three()
    winner_list = frozen(edition, author)
    words = {"erratum_th": "แก้ไข", "erratum_en": "Corrected"}
    set_erratum(winner_list=winner_list, actor=author, **words)
    assert len(asked()) == 1, "the first mail still stands"
    approve_list(winner_list=winner_list, actor=reader)
    set_erratum(winner_list=winner_list, actor=author, **words)
    assert asked() == ["reader@example.org"] * 2


def test_without_the_rule_nobody_is_asked() -> None:
    edition, author, _reader = run_by_three(two_person_rule=False)
    frozen(edition, author)
    assert asked() == []
