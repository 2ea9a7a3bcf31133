from __future__ import annotations

import pytest

from awards.ledger.models import Row, Value
from nominations import acts
from nominations.checklist.services import move_rule
from tests.factories import ago, make_edition, make_organiser, make_rule

pytestmark = pytest.mark.django_db


def test_rule_changes_places_and_the_new_order_is_written() -> None:
    edition = make_edition()
    make_rule(edition, "a", order=1)
    make_rule(edition, "old", order=2, retired_at=ago(days=1))
    last = make_rule(edition, "b", order=3)
    move_rule(rule=last, up=True, actor=make_organiser(edition))
    asked = edition.rules.filter(retired_at=None).order_by("order", "pk")
    assert [rule.code for rule in asked] == ["b", "a"]
    row = Row.objects.get(chain=edition.code)
    assert row.act == acts.RULES_ORDERED.code
    said = Value.objects.get(chain=edition.code, number=row.number, name="rules")
    assert (said.subject, said.value) == ("form", ["b", "a"])
