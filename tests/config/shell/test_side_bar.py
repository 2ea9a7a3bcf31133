"""The side bar: who is shown which page, what is marked, what is counted."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.translation import override

from awards.accounts.models import User
from awards.models import Edition
from awards.speed.prepared_query import plainly
from config.shell.side_bar import Here, SavedViews, SideBar, side_bar_of
from config.shell.waiting import VIEWS, count_waiting
from nominations.desk.services import save_view
from nominations.statuses import Outcome
from tests.factories import (
    ago,
    ahead,
    make_category,
    make_edition,
    make_entry,
    make_full_edition,
    make_list,
    make_organiser,
    make_user,
)

pytestmark = pytest.mark.django_db


def lines(side: SideBar) -> dict[str, int]:
    return {line.url: line.count for group in side.groups for line in group.lines}


def run_by(user: User) -> Edition:
    edition = make_edition(opens_at=ago(days=9), closes_at=ahead(days=9))
    make_organiser(edition, user)
    make_category(edition)
    return edition


def test_an_entry_sent_in_is_counted_at_its_page_and_its_group() -> None:
    user = make_user()
    edition = run_by(user)
    make_entry(edition)
    side = side_bar_of(edition, user, Here("edition-home"))
    desk = reverse("nominations:eligibility-desk", args=[edition.code])
    assert lines(side)[desk] == 1
    assert [group.count for group in side.groups if group.now] == [1]


def test_the_page_one_is_on_is_marked_in_its_open_group() -> None:
    user = make_user()
    side = side_bar_of(run_by(user), user, Here("nominations:eligibility-check"))
    marked = [group for group in side.groups if any(x.current for x in group.lines)]
    assert [group.open for group in marked] == [True]
    assert [line.url.split("/")[-2] for line in marked[0].lines if line.current] == [
        "eligibility"
    ]


def test_home_opens_the_group_of_the_phase() -> None:
    user = make_user()
    side = side_bar_of(run_by(user), user, Here("edition-home"))
    assert side.home.current
    assert [group.now for group in side.groups if group.open] == [True]


def test_the_operator_is_shown_the_set_up_and_told_nothing_of_entries() -> None:
    operator = make_user(is_operator=True)
    edition = run_by(make_user())
    make_entry(edition)
    side = side_bar_of(edition, operator, Here("edition-home"))
    assert len(side.groups) == 1
    assert side.count == 0
    assert count_waiting(edition, operator).eligibility == 0


def test_own_act_is_counted_at_once(client: Client, settings: Any) -> None:
    settings.COUNTS_SECONDS = 60
    user = make_user()
    edition = run_by(user)
    entry = make_entry(edition)
    client.force_login(user)
    cache.clear()
    desk = reverse("nominations:eligibility-desk", args=[edition.code])
    first = client.get(desk).content.decode()
    check = reverse(
        "nominations:eligibility-check", args=[edition.code, entry.reference]
    )
    client.post(check, {"outcome": Outcome.ELIGIBLE, "number": 1})
    again = client.get(desk).content.decode()
    assert 'class="count"' in first
    assert 'class="count"' not in again


def test_numbers_are_asked_for_once_in_a_while(client: Client, settings: Any) -> None:
    settings.COUNTS_SECONDS = 60
    user = make_user()
    edition = run_by(user)
    client.force_login(user)
    page = reverse("awards:edition-dates", args=[edition.code])
    cache.clear()
    counts = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as asked:
            client.get(page)
        counts.append(len(asked))
    assert counts[1] == counts[0] - 1


def test_everything_is_counted_in_one_statement_for_many_rows_too() -> None:
    user = make_user()
    edition = run_by(user)
    for _ in range(3):
        make_entry(edition)
        make_organiser(make_edition(), user)
    with CaptureQueriesContext(connection) as asked:
        waiting = count_waiting(edition, user)
    assert len(asked) == 1
    assert waiting.eligibility == 3
    assert len(waiting.editions) == 4


def test_a_list_waits_for_whoever_may_approve_it_only() -> None:
    author, reader = make_user("author@example.org"), make_user("reader@example.org")
    same = make_user("author+two@example.org")
    edition = make_edition(two_person_rule=True)
    for user in (author, reader, same):
        make_organiser(edition, user)
    named = make_user("named@example.org")
    make_list(edition, published=False, prepared_by=author)
    make_organiser(edition, named)
    edition.organisers.filter(user=named).update(named_by=author)
    found = [
        count_waiting(edition, user).approvals for user in (author, same, named, reader)
    ]
    assert found == [0, 0, 0, 1]


@pytest.mark.parametrize("language", ["th", "en"])
def test_every_page_of_the_side_bar_opens(language: str, client: Client) -> None:
    user = make_user()
    edition = make_full_edition()
    make_organiser(edition, user)
    client.force_login(user)
    with override(language):
        side = side_bar_of(edition, user, Here("edition-home"))
        urls = list(lines(side))
    answers = {url: client.get(url, follow=True) for url in urls}
    wrong = [
        url
        for url, answer in answers.items()
        if answer.status_code != 200
        or 'aria-current="page"' not in answer.content.decode()
    ]
    assert wrong == []


@pytest.mark.parametrize("is_operator", [False, True])
@pytest.mark.parametrize("announced", [False, True])
def test_prepared_statement_counts_what_the_plain_one_counts(
    is_operator: bool, announced: bool
) -> None:
    author = make_user("author@example.org")
    reader = make_user("Reader+awards@example.org", is_operator=is_operator)
    edition = make_edition(
        two_person_rule=True, announced_at=ago(days=1) if announced else None
    )
    make_category(edition)
    for user in (author, reader):
        make_organiser(edition, user)
        make_entry(edition)
    make_list(edition, published=False, prepared_by=author)
    with plainly():
        plain = count_waiting(edition, reader)
    prepared = [count_waiting(edition, reader) for _ in range(2)]
    assert prepared == [plain, plain]
    assert (plain.approvals, plain.eligibility) == (1, 0 if announced else 2)


ENTRIES_DESK = "nominations:manage-entries"


def views_below_entries(edition: Edition, user: User, **asked: str) -> SavedViews:
    side = side_bar_of(edition, user, Here(ENTRIES_DESK, asked))
    [found] = [
        line.views for group in side.groups for line in group.lines if line.views
    ]
    return found


def test_own_and_shared_views_stand_below_their_list() -> None:
    user, colleague = make_user(), make_user()
    edition = run_by(user)
    make_organiser(edition, colleague)
    kept = [(user, "mine", False), (colleague, "ours", True), (colleague, "no", False)]
    for owner, name, shared in kept:
        query = {"q": name}
        save_view(edition=edition, user=owner, name=name, query=query, shared=shared)
    make_organiser(make_edition(), user)
    views = views_below_entries(edition, user, q="ours", page="2")
    desk = reverse(ENTRIES_DESK, args=[edition.code])
    assert [(view.label, view.url, view.current) for view in views.lines] == [
        ("mine", f"{desk}?q=mine", False),
        ("ours", f"{desk}?q=ours", True),
    ]
    assert not views.more


def test_a_view_that_is_shown_is_marked_instead_of_its_list() -> None:
    user = make_user()
    edition = run_by(user)
    save_view(edition=edition, user=user, name="a", query={"q": "x"}, shared=False)
    asked = {"q": "x"}
    for page, marked in [(ENTRIES_DESK, 0), ("nominations:manage-entry", 1)]:
        side = side_bar_of(edition, user, Here(page, asked))
        lines = [line for group in side.groups for line in group.lines]
        assert sum(line.current for line in lines) == marked


def test_side_bar_stays_short_with_many_views() -> None:
    user = make_user()
    edition = run_by(user)
    for number in range(VIEWS + 3):
        name = f"view {number}"
        save_view(edition=edition, user=user, name=name, query={}, shared=False)
    views = views_below_entries(edition, user)
    assert len(views.lines) == VIEWS
    assert views.more
