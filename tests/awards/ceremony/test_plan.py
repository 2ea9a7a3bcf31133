from __future__ import annotations

import pytest

from awards import acts
from awards.ceremony.services import save_plan
from awards.ledger.models import Row
from awards.ledger.verifying import verify
from awards.models import StagePlan
from tests.factories import make_edition, make_organiser

pytestmark = pytest.mark.django_db


def test_edition_has_one_plan_and_each_change_of_it_is_written() -> None:
    edition = make_edition()
    organiser = make_organiser(edition)
    first = save_plan(plan=StagePlan(edition=edition, seats_per_row=8), actor=organiser)
    # as a second form does that was opened while there was none
    save_plan(plan=StagePlan(edition=edition, seats_per_row=9), actor=organiser)
    assert StagePlan.objects.get() == first
    assert StagePlan.objects.get().seats_per_row == 9
    done = Row.objects.filter(chain=edition.code).values_list("act", flat=True)
    assert list(done) == [acts.STAGE_PLANNED.code] * 2
    assert verify(edition.code) == []


def test_plan_of_another_edition_stays() -> None:
    one, other = make_edition(), make_edition()
    save_plan(plan=StagePlan(edition=one, kept_rows=3), actor=None)
    save_plan(plan=StagePlan(edition=other, kept_rows=4), actor=None)
    assert StagePlan.objects.get(edition=one).kept_rows == 3
