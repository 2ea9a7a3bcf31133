"""The figures of an edition: true, only once winners are out, and naming nobody who lost."""

from __future__ import annotations

import pytest
from django.test import Client

from awards.models import Edition
from judging.publication.statistics import FEWEST_TOLD, statistics_of
from nominations.statuses import EntryState
from tests.factories import (
    make_category,
    make_edition,
    make_entry,
    make_list,
    make_organisation,
)

pytestmark = pytest.mark.django_db


def edition_with_category() -> Edition:
    edition = make_edition()
    make_category(edition)
    return edition


def entries_from(edition: Edition, province: str, count: int) -> None:
    for _ in range(count):
        make_entry(edition, organisation=make_organisation(province_id=province))


def test_counts_what_was_sent_in_and_not_withdrawn() -> None:
    edition = edition_with_category()
    make_entry(edition)
    make_entry(edition, state=EntryState.DRAFT)
    make_entry(edition, state=EntryState.WITHDRAWN)
    figures = statistics_of(make_list(edition))
    assert figures.entries == 1
    assert sum(category.entries for category in figures.categories) == 1


def test_category_without_entries_stands_there_with_none() -> None:
    edition = edition_with_category()
    figures = statistics_of(make_list(edition))
    assert [(one.entries, one.share) for one in figures.categories] == [(0, 0)]


def test_province_with_few_entries_is_counted_and_not_named(client: Client) -> None:
    edition = edition_with_category()
    entries_from(edition, "TH-50", FEWEST_TOLD)
    entries_from(edition, "TH-83", FEWEST_TOLD - 1)
    figures = statistics_of(make_list(edition))
    assert figures.provinces == 2
    assert [cell.code for cell in figures.map["counted"]] == ["TH-50"]
    assert figures.provinces_untold == 1
    page = client.get(f"/en/statistics/{edition.code}/").content.decode()
    assert "1 province with one or two entries is not shown" in page


def test_nothing_is_told_before_publication(client: Client) -> None:
    edition = edition_with_category()
    make_list(edition, published=False)
    assert client.get(f"/en/statistics/{edition.code}/").status_code == 404


@pytest.mark.parametrize("entries", [1, 12])
def test_as_many_statements_for_one_entry_as_for_twelve(
    client: Client, django_assert_num_queries: object, entries: int
) -> None:
    edition = edition_with_category()
    entries_from(edition, "TH-50", entries)
    winner_list = make_list(edition)
    with django_assert_num_queries(7):  # type: ignore[operator]
        statistics_of(winner_list)


def test_figures_follow_an_entry_that_is_withdrawn_afterwards(client: Client) -> None:
    edition = edition_with_category()
    entry, _other = make_entry(edition), make_entry(edition)
    make_list(edition)
    url = f"/en/statistics/{edition.code}/"
    before = client.get(url)
    assert client.get(url, headers={"if-none-match": before["ETag"]}).status_code == 304
    entry.state = EntryState.WITHDRAWN
    entry.save()
    after = client.get(url, headers={"if-none-match": before["ETag"]})
    assert after.status_code == 200
    assert before.content != after.content
    assert b"<dd>1</dd>" in after.content
