"""Charts of the intake: this call beside the one before it, laid side by side at their closing."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from awards.models import Edition
from nominations.desk.charts import days_of, earlier_edition, intake_charts, smart_bars
from nominations.models import Entry
from tests.factories import make_category, make_edition, make_organiser
from tests.nominations.makers import make_entry

pytestmark = pytest.mark.django_db


def received(edition: Edition, days_before_closing: int, count: int) -> None:
    for _ in range(count):
        entry = make_entry(edition, state="submitted")
        at = edition.closes_at - timedelta(days=days_before_closing)
        Entry.objects.filter(pk=entry.pk).update(submitted_at=at)


def make_two() -> tuple[Edition, Edition]:
    now = timezone.now()
    last = make_edition(
        year=2024,
        opens_at=now - timedelta(days=400),
        closes_at=now - timedelta(days=365),
    )
    this = make_edition(
        year=2025, opens_at=now - timedelta(days=10), closes_at=now + timedelta(days=3)
    )
    return last, this


def test_days_of_two_calls_are_compared_by_how_far_closing_is() -> None:
    last, this = make_two()
    received(last, 5, 3)
    received(last, 0, 9)
    received(this, 5, 2)
    days = days_of(this, last)
    assert [(day.count, day.before) for day in days if day.left == 5] == [(2, 3)]
    assert min(day.left for day in days) == 3
    charts = intake_charts(this, last)
    assert (charts["so_far"], charts["then"], charts["most"]) == (2, 3, 3)
    assert days_of(this, None)[0].before is None


def test_edition_to_compare_with_is_one_that_the_reader_organises(
    client: Client,
) -> None:
    last, this = make_two()
    organiser = make_organiser(this)
    assert earlier_edition(organiser, this) is None
    assert earlier_edition(organiser, this, last.code) is None
    make_organiser(last, organiser)
    assert earlier_edition(organiser, this) == last
    client.force_login(organiser)
    received(this, 4, 1)
    page = client.get(
        reverse("nominations:manage-charts", args=[this.code]), {"against": last.code}
    )
    assert page.context["earlier"] == last
    assert "chart-earlier" in page.content.decode()


def test_entry_in_two_categories_of_one_smart_counts_once_for_it() -> None:
    edition = make_edition()
    first = make_category(edition)
    entry = make_entry(edition, state="submitted", category=first)
    second = make_category(edition, "second")
    second.smart = first.smart
    second.save()
    entry.standings.create(category=second)
    assert [(bar.smart, bar.count) for bar in smart_bars(edition)] == [("mobility", 1)]


def test_map_and_table_say_the_same(client: Client) -> None:
    edition = make_edition()
    entry = make_entry(edition, state="submitted")
    entry.organisation.province_id = "TH-55"
    entry.organisation.save()
    drawn = intake_charts(edition, None)["map"]
    assert [(cell.code, cell.total) for cell in drawn["counted"]] == [("TH-55", 1)]
    assert len(drawn["cells"]) == 77
