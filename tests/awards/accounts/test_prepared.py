from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from awards.models import Edition, Round
from awards.speed.prepared_query import Prepared
from tests.factories import make_full_edition

pytestmark = pytest.mark.django_db


def test_prepared_question_answers_as_its_queryset_does_and_is_counted() -> None:
    first, second = make_full_edition(), make_full_edition()
    rounds_of = Prepared[Round](
        lambda pk: Round.objects.filter(edition=pk).select_related("edition")
    )
    for edition in (first, second, first):
        with CaptureQueriesContext(
            connection,
        ) as asked:
            found = rounds_of(edition.pk)
        assert len(asked) == 1
        assert found == list(Round.objects.filter(edition=edition))
        assert found[0].edition == edition
        assert found[0].scale_step == Round.objects.get(pk=found[0].pk).scale_step


def test_prepared_question_takes_texts_and_says_which_value_it_forgot() -> None:
    edition = make_full_edition()
    by_code = Prepared[Edition](lambda code: Edition.objects.filter(code=code))
    assert by_code.first(edition.code) == edition
    assert by_code.first("'; drop table") is None

    def forgets(code: str, other: int) -> Any:
        return Edition.objects.filter(code=code)

    with pytest.raises(ValueError, match="does not use"):
        Prepared[Edition](forgets)(edition.code, 5)
