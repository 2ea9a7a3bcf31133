from __future__ import annotations

import pytest

from awards.ledger.models import Row
from awards.models import Edition
from nominations import acts
from nominations.questions.services import move_question, place_question
from tests.factories import ago, make_edition, make_organiser, make_question

pytestmark = pytest.mark.django_db


def order(edition: Edition) -> list[str]:
    asked = edition.questions.filter(retired_at=None).order_by("order", "pk")
    return list(asked.values_list("code", flat=True))


def test_question_changes_places_with_its_neighbour_and_it_is_written() -> None:
    edition = make_edition()
    a, _b, c = (
        make_question(edition, code, order=order) for order, code in enumerate("abc")
    )
    organiser = make_organiser(edition)
    move_question(question=c, up=True, actor=organiser)
    assert order(edition) == ["a", "c", "b"]
    move_question(question=a, up=False, actor=organiser)
    assert order(edition) == ["c", "a", "b"]
    done = Row.objects.filter(chain=edition.code).values_list("act", flat=True)
    assert list(done) == [acts.QUESTIONS_ORDERED.code] * 2


def test_first_stays_first_and_a_retired_one_is_no_neighbour() -> None:
    edition = make_edition()
    first = make_question(edition, "a", order=1)
    make_question(edition, "old", order=2, retired_at=ago(days=1))
    last = make_question(edition, "b", order=3)
    move_question(question=first, up=True, actor=None)
    assert order(edition) == ["a", "b"]
    move_question(question=last, up=True, actor=None)
    assert order(edition) == ["b", "a"]


def test_other_editions_keep_their_order() -> None:
    one, other = make_edition(), make_edition()
    for edition in (one, other):
        for number, code in enumerate("ab"):
            make_question(edition, code, order=number)
    move_question(question=one.questions.get(code="b"), up=True, actor=None)
    assert (order(one), order(other)) == (["b", "a"], ["a", "b"])


@pytest.mark.parametrize(
    ("to", "expected"), [(0, "cab"), (1, "acb"), (9, "abc"), (-3, "cab")]
)
def test_question_goes_to_any_place_and_not_beyond_the_ends(
    to: int, expected: str
) -> None:
    edition = make_edition()
    *_, last = (
        make_question(edition, code, order=order) for order, code in enumerate("abc")
    )
    place_question(question=last, to=to, actor=make_organiser(edition))
    assert order(edition) == list(expected)
    written = Row.objects.get(chain=edition.code)
    assert written.act == acts.QUESTIONS_ORDERED.code
