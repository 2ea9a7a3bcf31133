from __future__ import annotations

from typing import Any

import pytest

from awards import acts
from awards.ledger.models import Row
from awards.models import Partner
from awards.site.services import remove_partner
from tests.factories import make_edition, make_organiser, make_partner

pytestmark = pytest.mark.django_db


def test_partner_goes_with_its_logo_and_the_others_stay(
    django_capture_on_commit_callbacks: Any,
) -> None:
    edition = make_edition()
    organiser = make_organiser(edition)
    gone, stays = make_partner(edition), make_partner(edition)
    storage, logo = gone.logo.storage, gone.logo.name
    with django_capture_on_commit_callbacks(execute=True):
        remove_partner(partner=gone, actor=organiser)
        assert storage.exists(logo)  # until it is certain
    assert not storage.exists(logo)
    assert storage.exists(stays.logo.name)
    assert Partner.objects.get() == stays
    assert Row.objects.get(chain=edition.code).act == acts.PARTNER_REMOVED.code
