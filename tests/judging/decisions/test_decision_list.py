from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from awards.models import Edition, Round
from judging.decisions.services import decide
from nominations.models import EntryCategory
from tests.factories import ago, ahead
from tests.judging.rounds import judged_round
from tests.judging.stage import edition_in_judging, entry_in

pytestmark = pytest.mark.django_db


def over(categories: int) -> Edition:
    """An edition whose only round is over."""
    edition = edition_in_judging(categories=categories)
    edition.rounds.update(closes_at=ago(minutes=1))
    return edition


def competing_in(categories: int) -> Edition:
    edition = over(categories)
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
    assert "Categories with prizes: 0 of 3." in summary_of(edition)
    award_in(edition, "area-1")
    summary = summary_of(edition)
    assert "Categories with prizes: 1 of 3." in summary
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
    edition = over(categories=2)
    assert "Next: prepare the winner list." not in summary_of(edition)
    entry_in(edition, "area-0")
    assert "Categories with prizes: 0 of 1." in summary_of(edition)
    award_in(edition, "area-0")
    summary = summary_of(edition)
    assert "Categories with prizes: 1 of 1." in summary
    assert "Next: prepare the winner list." in summary


def test_while_judging_goes_on_no_prize_is_pressed_for(client: Client) -> None:
    """The rounds that decide and that a proposal would follow are named on both pages."""
    scored = judged_round(entries=2, judges=2, per_entry=2, seed=9)
    edition = scored.edition
    edition.rounds.update(closes_at=ago(minutes=1))
    final = Round.objects.create(
        edition=edition, code="final", order=9, name_th="รอบชิง", name_en="Final round",
        opens_at=ago(seconds=1), closes_at=ahead(days=1), judges_per_entry=2,
    )  # fmt: skip
    client.force_login(edition.organisers.get().user)

    def pages() -> list[str]:
        names = ("judging:decision-list", "judging:prizes-propose")
        addresses = [reverse(name, args=[edition.code])[3:] for name in names]
        found = [client.get(f"/en{one}").content.decode() for one in addresses]
        return [" ".join(page.split()) for page in found]

    award_in(edition, "area-0")
    for page in pages():
        assert "the round that decides is Final round, until" in page
        assert f"A proposal made now would follow {scored.name_en}." in page
    assert "btn-primary" not in summary_of(edition)
    assert "Next: prepare the winner list." not in summary_of(edition)
    Round.objects.filter(pk=final.pk).update(closes_at=ago(seconds=0))
    assert not any("Judging is not over" in page for page in pages())
    assert "Next: prepare the winner list." in summary_of(edition)
