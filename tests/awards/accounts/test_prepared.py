from __future__ import annotations

import logging
from typing import Any

import pytest
from django.db import connection
from django.db.models import Value
from django.test.utils import CaptureQueriesContext

from awards.models import Edition, Round
from awards.speed.any_of import any_number_of, any_of
from awards.speed.prepared_query import Prepared, PreparedText, plainly
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


def rounds_of() -> Prepared[Round]:
    return Prepared[Round](
        lambda pk: Round.objects.filter(edition=pk).select_related("edition")
    )


def codes_of() -> Prepared[Round]:
    return Prepared[Round](
        lambda pk: Round.objects.filter(edition=pk).order_by("code").values_list("code")
    )


@pytest.mark.parametrize(
    "part", ["PostgresQuery", "related_populators", "django_cursor"]
)
def test_question_is_asked_plainly_where_a_private_part_is_gone(
    part: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    edition, other = make_full_edition(), make_full_edition()
    prepared, codes = rounds_of(), codes_of()
    monkeypatch.setattr(f"awards.speed.prepared_query.{part}", None)
    with caplog.at_level(logging.WARNING):
        for asked in (edition, other):
            found = prepared(asked.pk)
            assert found == list(Round.objects.filter(edition=asked))
            assert found[0].edition == asked
            assert [tuple(row) for row in codes.tuples(asked.pk)] == list(
                Round.objects.filter(edition=asked).order_by("code").values_list("code")
            )
    said = [line.message for line in caplog.records if "asked plainly" in line.message]
    assert len(said) in (1, 2)  # of each question at most once


def test_fault_of_the_question_itself_is_not_hidden() -> None:
    def broken(pk: int) -> Any:
        raise TypeError("of the question's own")

    with pytest.raises(TypeError, match="of the question's own"):
        Prepared[Round](broken)(1)


def test_question_asked_plainly_to_be_measured_answers_the_same() -> None:
    edition = make_full_edition()
    prepared = rounds_of()
    with plainly(), CaptureQueriesContext(connection) as asked:
        assert prepared(edition.pk) == list(Round.objects.filter(edition=edition))
    assert prepared(edition.pk) == list(Round.objects.filter(edition=edition))
    assert "$1" not in asked[0]["sql"]


def test_prepared_question_is_planned_once_on_a_connection() -> None:
    edition = make_full_edition()
    prepared = rounds_of()
    connection.ensure_connection()
    connection.connection.prepare_threshold = None  # as of a connection just opened
    for _ in range(3):
        prepared(edition.pk)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT generic_plans, custom_plans FROM pg_prepared_statements"
            " WHERE statement LIKE '%%FROM \"awards_round\"%%'"
            " AND generic_plans + custom_plans = 3"
        )
        assert cursor.fetchall() == [(3, 0)]


def test_prepared_question_takes_lists_whatever_their_length() -> None:
    first, second = make_full_edition(), make_full_edition()
    by_codes = Prepared[Edition](
        lambda codes: Edition.objects.filter(any_of("code", codes)).order_by("pk")
    )
    by_numbers = Prepared[Edition](
        lambda pks: Edition.objects.filter(any_number_of("pk", pks)).order_by("pk")
    )
    for asked in ([], [first], [first, second], [second]):
        assert by_codes([one.code for one in asked]) == asked
        assert by_numbers([one.pk for one in asked]) == asked


def test_constants_stand_in_the_text_as_they_are() -> None:
    edition = make_full_edition()
    odd = "100 % of 'it' %s\\"
    Edition.objects.filter(pk=edition.pk).update(name_en=odd)
    asked = Prepared[Edition](
        lambda code: (
            Edition.objects.filter(code=code, name_en=odd, year__gt=-5)
            .exclude(name_th__in=["a%", "b"])
            .annotate(said=Value(odd))
        )
    )
    [found] = asked(edition.code)
    assert (found, found.said) == (edition, odd)  # type: ignore[attr-defined]
    with CaptureQueriesContext(connection) as queries:
        asked(edition.code)
    assert queries[0]["sql"].replace("%%", "").count("%s") == 1
    with plainly():
        assert asked(edition.code) == [edition]


def test_prepared_text_answers_as_it_does_plainly() -> None:
    editions = [make_full_edition(), make_full_edition()]
    years = PreparedText(
        lambda code: (
            "SELECT code, year, '%%' FROM awards_edition WHERE code = %s AND year > %s",
            [code, 5],
        )
    )
    for edition in editions:
        with CaptureQueriesContext(connection) as asked:
            assert years(edition.code) == [(edition.code, edition.year, "%")]
        assert len(asked) == 1
        with plainly():
            assert years(edition.code) == [(edition.code, edition.year, "%")]


def test_prepared_text_is_asked_plainly_where_a_private_part_is_gone(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr("awards.speed.prepared_query.django_cursor", None)
    twice = PreparedText(lambda number: ("SELECT 2 * %s::int", [number]))
    with caplog.at_level(logging.WARNING):
        assert [twice(4), twice(5)] == [[(8,)], [(10,)]]
    assert len([line for line in caplog.records if "plainly" in line.message]) == 1
