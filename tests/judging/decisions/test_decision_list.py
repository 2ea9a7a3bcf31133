from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from awards.models import Edition
from judging.decisions.services import decide
from nominations.models import EntryCategory
from tests.judging.stage import edition_in_judging, entry_in

pytestmark = pytest.mark.django_db


def competing_in(categories: int) -> Edition:
    edition = edition_in_judging(categories=categories)
    for number in range(categories):
        entry_in(edition, f"area-{number}")
    return edition


def award_in(edition: Edition, category: str) -> None:
    organiser = edition.organisers.get().user
    places = EntryCategory.objects.filter(entry__edition=edition)
    decide(
        entry_category=places.filter(category__code=category).earliest("pk"),
        level=edition.prize_levels.ladder()[0],
        reason="มติคณะกรรมการ",
        actor=organiser,
    )


def summary_of(edition: Edition, language: str = "en") -> str:
    client = Client()
    client.force_login(edition.organisers.get().user)
    address = reverse("judging:decision-list", args=[edition.code])
    page = client.get(f"/{language}{address[3:]}").content.decode()
    return page[page.index("<h1>") : page.index('<ul class="grid">')]


def test_decisions_say_first_which_categories_wait_for_prizes() -> None:
    edition = competing_in(3)
    assert "0 of 3 categories have prizes." in summary_of(edition)
    award_in(edition, "area-1")
    summary = summary_of(edition)
    assert "1 of 3 categories has prizes." in summary
    waiting = summary[summary.index("No prizes yet:") :]
    assert "Area 0" in waiting
    assert "Area 1" not in waiting
    assert "ให้รางวัลแล้ว 1 จาก 3 สาขา" in summary_of(edition, "th")


def test_list_is_the_next_act_once_each_category_has_prizes() -> None:
    edition = competing_in(2)
    primary = 'btn-primary"\n        href="'
    propose = reverse("judging:prizes-propose", args=[edition.code])[3:]
    preview = reverse("judging:list-preview", args=[edition.code])[3:]
    for category in ("area-0", "area-1"):
        summary = summary_of(edition)
        assert f"{primary}/en{propose}" in summary
        assert f"btn {primary}/en{preview}" not in summary
        award_in(edition, category)
    summary = summary_of(edition)
    assert f"btn {primary}/en{preview}" in summary
    assert "Next: prepare the winner list." in summary


def test_category_in_which_nobody_competes_waits_for_no_prize() -> None:
    edition = edition_in_judging(categories=2)
    assert "Next: prepare the winner list." not in summary_of(edition)
    entry_in(edition, "area-0")
    assert "0 of 1 categories have prizes." in summary_of(edition)
    award_in(edition, "area-0")
    summary = summary_of(edition)
    assert "1 of 1 categories has prizes." in summary
    assert "Next: prepare the winner list." in summary
