"""A prize for an entry that did not move on is possible, with a reason, and is said."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from awards.models import PrizeLevel, Round
from judging.decisions.services import decide, decide_category
from judging.models import Decision
from judging.refusals import NotMovedOnError
from nominations.models import EntryCategory
from tests.judging.shortlist.test_shortlist import (
    later_of,
    move_on,
    organiser,
    places,
    screened_and_next,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def earlier() -> Round:
    """The third of four entries did not move on."""
    made = screened_and_next()
    move_on(made, 0, 1, 3)
    return made


def all_given(earlier: Round) -> dict[int, PrizeLevel | None]:
    """A prize for each entry that moved on, a lower one for the one that did not: the
    order of the result is kept.
    """
    high, low, *_others = earlier.edition.prize_levels.ladder()
    left = places(earlier)[2].pk
    return {row.pk: low if row.pk == left else high for row in places(earlier)}


def test_prize_for_an_entry_that_did_not_move_on_needs_a_reason(earlier: Round) -> None:
    levels, left = all_given(earlier), places(earlier)[2]
    actor: Any = organiser(earlier)
    refused = decide_category(
        category=left.category, levels=levels, reasons={}, actor=actor
    )
    with translation.override("en"):
        assert {pk: type(one) for pk, one in refused.items()} == {
            left.pk: NotMovedOnError
        }
    assert not Decision.objects.exists()
    reasons = {left.pk: "มติคณะกรรมการ"}
    assert not decide_category(
        category=left.category, levels=levels, reasons=reasons, actor=actor
    )
    assert Decision.objects.count() == len(levels)


def test_one_decision_alone_is_asked_about_too(earlier: Round) -> None:
    left: EntryCategory = places(earlier)[2]
    level, actor = all_given(earlier)[left.pk], organiser(earlier)
    given: Any = {"entry_category": left, "level": level, "actor": actor, "ranks": {}}
    with pytest.raises(NotMovedOnError, match=later_of(earlier).name_th):
        decide(**given)
    assert decide(**given, reason="มติคณะกรรมการ") is not None


def test_form_says_which_entries_did_not_move_on(
    earlier: Round, client: Client
) -> None:
    client.force_login(organiser(earlier))  # type: ignore[arg-type]
    left = places(earlier)[2]
    with translation.override("en"):
        address = reverse(
            "judging:decision-edit", args=[earlier.edition.code, left.category.code]
        )
    shown = client.get(address)
    said = "did not move on to: Scoring"
    rows = shown.context["rows"]
    assert {row.standing: row.behind for row in rows if row.behind} == {left.pk: said}
    typed = {
        f"level-{pk}": level.pk for pk, level in all_given(earlier).items() if level
    }
    answer = client.post(address, typed)
    assert answer.status_code == 422
    assert "because this entry did not move on to: Scoring." in answer.content.decode()


def test_prize_across_categories_says_whom_it_passes_over(
    earlier: Round, client: Client
) -> None:
    client.force_login(organiser(earlier))  # type: ignore[arg-type]
    best = earlier.edition.prize_levels.create(
        code="best", order=9, name_th="ยอดเยี่ยม", name_en="Best", across=True
    )
    with translation.override("en"):
        address = reverse("judging:overall-edit", args=[earlier.edition.code])
    for place, said in ((2, True), (0, False)):
        entry = places(earlier)[place].entry.reference
        typed = {"level": best.pk, "entry": entry, "reason": "มติ", "shared": "1"}
        page = client.post(address, typed, follow=True).content.decode()
        assert (f"{entry} did not move on to: Scoring." in page) == said
