from __future__ import annotations

import pytest
from django.db import DatabaseError, connection, transaction

from awards.ledger.models import Row
from awards.ledger.services import append
from awards.ledger.testing import start_clean
from awards.models import Province
from tests.factories import made_up


@pytest.mark.django_db(transaction=True)
def test_committed_chain_is_gone_in_the_next_test_and_provinces_stay() -> None:
    append("test-1", made_up("tried"), None, {"value": 1})
    assert Row.objects.count() == 1
    assert Province.objects.count() == 77


@pytest.mark.django_db
def test_start_clean_empties_the_chain_that_refuses_deletion() -> None:
    append("test-1", made_up("tried"), None, {"value": 1})
    with pytest.raises(DatabaseError), transaction.atomic():
        Row.objects.all().delete()
    start_clean()
    assert not Row.objects.exists()


@pytest.mark.django_db
def test_start_clean_refuses_a_database_that_is_no_test(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(connection.settings_dict, "NAME", "awards")
    with pytest.raises(RuntimeError, match="test databases only"):
        start_clean()
