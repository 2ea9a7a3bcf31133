from __future__ import annotations

import pytest

from awards.accounts.models import User
from awards.editions.services import create_edition_for
from awards.models import Edition
from awards.outbox.models import Message
from awards.refusals import Refused
from tests.factories import ago, ahead, make_edition, make_operator, make_user

pytestmark = pytest.mark.django_db


def create(code: str = "scsa-2027", email: str = "first@example.org") -> Edition:
    return create_edition_for(
        actor=make_operator(),
        organiser_email=email,
        code=code,
        name_th="รางวัล",
        name_en="Award",
        year=2027,
        opens_at=ago(days=1),
        closes_at=ahead(days=1),
        announces_at=ahead(days=9),
    )


def test_edition_belongs_to_its_first_organiser_who_is_told() -> None:
    edition = create()
    organiser = edition.organisers.get().user
    assert organiser.email == "first@example.org"
    assert Message.objects.get().to_email == "first@example.org"
    assert edition.criteria.count() == 7


def test_known_person_is_named_and_no_second_account_made() -> None:
    person = make_user("known@example.org")
    assert create(email="Known@Example.org").organisers.get().user == person
    assert User.objects.filter(email__iexact="known@example.org").count() == 1


def test_code_that_is_taken_leaves_nothing_behind() -> None:
    make_edition("scsa-2027")
    with pytest.raises(Refused):
        create()
    assert Edition.objects.count() == 1
    assert not User.objects.filter(email="first@example.org").exists()
    assert not Message.objects.exists()
