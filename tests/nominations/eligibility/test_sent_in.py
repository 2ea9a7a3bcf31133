"""What an entry is compared with is kept, and is what was sent in: whatever was written
since it was read last is read again, and nothing else.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connection
from django.db.models.functions import Now

from awards.models import Edition, RowKind, Winner, WinnerList, row_changes
from awards.models.row_changes import changes_since
from nominations.eligibility.sent_in import KEPT, MOST, SentIn, sent_in
from nominations.models import Entry, EntryCategory
from tests.factories import (
    make_category,
    make_edition,
    make_entry,
    make_list,
    make_organisation,
    make_winner,
)

pytestmark = pytest.mark.django_db(transaction=True)


def content(found: SentIn) -> tuple[object, ...]:
    titles = sorted(found.titles.titles.values())
    bodies = {name: pks for name, pks in found.of_body.items() if pks}
    return dict(found.others), titles, bodies, found.won.rows


def as_read_anew(edition: Edition) -> tuple[object, ...]:
    fresh = SentIn(edition.pk)
    fresh.refresh()
    return content(fresh)


def make_sent(edition: Edition, name: str) -> Entry:
    return make_entry(
        edition,
        category=edition.categories.first(),
        state="submitted",
        title_th=f"ระบบเตือนน้ำท่วม {name}",
        title_en=name,
        organisation=make_organisation(name_th=name, name_en=name),
    )


@pytest.fixture
def edition() -> Edition:
    found = make_edition()
    make_category(found)
    make_category(found, code="second")
    for name in ("one", "two", "three"):
        make_sent(found, name)
    make_winner(make_list(make_edition()))
    KEPT.kept.clear()
    return found


def entitle(entry: Entry) -> None:
    Entry.objects.filter(pk=entry.pk).update(title_en="Another title")


def rename(entry: Entry) -> None:
    entry.organisation.name_th = "ชื่อใหม่"
    entry.organisation.save()


def renumber(entry: Entry) -> None:
    entry.organisation.number = "0994000617723"
    entry.organisation.save()


def move(entry: Entry) -> None:
    other = entry.edition.categories.get(code="second")
    EntryCategory.objects.filter(entry=entry).update(category=other)


def add_category(entry: Entry) -> None:
    other = entry.edition.categories.get(code="second")
    EntryCategory.objects.create(entry=entry, category=other)


def leave_category(entry: Entry) -> None:
    EntryCategory.objects.filter(entry=entry).delete()


def withdraw(entry: Entry) -> None:
    Entry.objects.filter(pk=entry.pk).update(state="withdrawn")


def arrive(entry: Entry) -> None:
    make_sent(entry.edition, "four")


def exchange(entry: Entry) -> None:
    withdraw(entry)
    arrive(entry)


def win_again(entry: Entry) -> None:
    make_winner(WinnerList.objects.get())


def reword_winner(entry: Entry) -> None:
    Winner.objects.update(title_en="As corrected")


def replace_list(entry: Entry) -> None:
    WinnerList.objects.update(superseded_at=Now())


def strike_winner(entry: Entry) -> None:
    Winner.objects.all().delete()


def rename_last_edition(entry: Entry) -> None:
    Edition.objects.filter(winner_lists__isnull=False).update(name_en="Renamed")


CHANGES = [
    entitle,
    rename,
    renumber,
    move,
    add_category,
    leave_category,
    withdraw,
    arrive,
    exchange,
    win_again,
    reword_winner,
    replace_list,
    strike_winner,
    rename_last_edition,
]


@pytest.mark.parametrize("change", CHANGES)
def test_whatever_changes_is_what_is_compared_with(
    edition: Edition, change: Callable[[Entry], None]
) -> None:
    before = content(sent_in(edition.pk))
    change(edition.entries.get(title_en="two"))
    after = content(sent_in(edition.pk))
    assert after == as_read_anew(edition)
    assert after != before


def unread(found: SentIn) -> list[tuple[RowKind, int]]:
    told = changes_since(found.horizon, found.kinds, found.seen).told
    return [(one.kind, one.row) for one in told]


def test_only_what_was_written_since_is_read_again(edition: Edition) -> None:
    sent_in(edition.pk)
    found = sent_in(edition.pk)  # what another database's transaction held back, too
    assert unread(found) == []
    entry = edition.entries.get(title_en="three")
    entitle(entry)
    assert unread(found) == [(RowKind.ENTRY, entry.pk)]
    sent_in(edition.pk)
    assert unread(found) == []


def test_what_was_not_over_when_it_was_read_is_read_again(edition: Edition) -> None:
    other = connection.copy()
    try:
        other.set_autocommit(False)
        with other.cursor() as cursor:
            cursor.execute(
                "UPDATE nominations_entry SET title_en = 'Late' WHERE title_en = 'two'"
            )
        sent_in(edition.pk)
        entitle(edition.entries.get(title_en="three"))
        assert content(sent_in(edition.pk)) == as_read_anew(edition)
        other.commit()
    finally:
        other.close()
    titles = {o.titles[1] for o in sent_in(edition.pk).others.values()}
    assert titles == {"one", "Late", "Another title"}


def test_few_editions_are_kept_and_none_for_long(
    edition: Edition, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = sent_in(edition.pk)
    for one in range(1, MOST + 3):
        sent_in(-one)
        assert sent_in(edition.pk) is first  # asked for again and again, it stays
    assert len(KEPT.kept) == MOST
    others = first.others
    monkeypatch.setattr(row_changes, "OLDEST", -1.0)
    assert sent_in(edition.pk) is first
    assert first.others is not others
    assert first.others == others
