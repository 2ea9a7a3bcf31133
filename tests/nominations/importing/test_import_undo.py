"""An import goes as it came: exactly what it made, until somebody touched it."""

from __future__ import annotations

import threading
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.translation import override
from hypothesis import given, settings
from hypothesis import strategies as st

from awards.accounts.models import User
from awards.ledger.models import Row
from awards.ledger.services import MOMENT
from awards.ledger.verifying import verify
from awards.models import Edition
from awards.outbox.models import Message
from awards.spreadsheets.tables import read_table
from nominations.entries.saving import save_entry
from nominations.entries.services import reopen_entry
from nominations.importing.services import import_entries
from nominations.importing.undoing import undo_import
from nominations.models import (
    Answer,
    Entry,
    EntryCategory,
    EntryImport,
    Member,
    Note,
    Organisation,
    Receipt,
    SearchText,
)
from nominations.refusals import ImportTouchedError, ImportUndoneError
from tests.factories import make_category, make_edition, make_organiser
from tests.nominations.sheets import number_for, row_for, xlsx

MATTERING = (
    User,
    Organisation,
    Member,
    Entry,
    EntryCategory,
    Answer,
    Receipt,
    SearchText,
    Message,
)


def make_call() -> Edition:
    edition = make_edition()
    for order, code in enumerate(("mobility", "energy")):
        make_category(edition, code, order=order)
    return edition


def bring_in(edition: Edition, rows: list[list[Any]], **options: Any) -> EntryImport:
    outcome = import_entries(
        edition=edition, table=read_table(xlsx(rows)), actor=None, **options
    )
    assert outcome.brought_in, outcome.rejected
    return outcome.brought_in


def everything() -> dict[str, list[dict[str, object]]]:
    return {
        model.__name__: list(model._base_manager.order_by("pk").values())  # type: ignore[attr-defined]
        for model in MATTERING
    }


one_row = st.builds(
    row_for,
    st.integers(1, 4),
    category=st.sampled_from(["Smart Mobility", "Smart Energy"]),
    province=st.sampled_from(["น่าน", "แพร่", ""]),
    organisation=st.sampled_from(["เทศบาล ก", "เทศบาล ข"]),
    email=st.sampled_from(["a@example.org", "b@example.org"]),
    since=st.sampled_from(["๓๑/๐๘/๒๕๖๕", "1/2/2566", ""]),
)
rows = st.lists(one_row, min_size=1, max_size=5)


@pytest.mark.django_db
@settings(
    max_examples=12,
    deadline=None,
)
@given(first=rows, second=rows, invite=st.booleans())
def test_import_undone_is_an_import_that_never_was(
    first: list[list[Any]], second: list[list[Any]], invite: bool
) -> None:
    Entry.objects.all().delete()
    edition = make_call()
    organiser = make_organiser(edition)
    bring_in(edition, first)
    before = everything()
    latest = bring_in(edition, second, invite=invite)
    undo_import(brought_in=latest, actor=organiser)
    assert everything() == before
    assert verify(edition.code) == []


@pytest.fixture
def edition(db: None) -> Edition:
    return make_call()


def test_references_of_an_undone_import_are_not_given_again(edition: Edition) -> None:
    organiser = make_organiser(edition)
    undo_import(brought_in=bring_in(edition, [row_for(1)]), actor=organiser)
    bring_in(edition, [row_for(1)])
    assert Entry.objects.get().reference.endswith("-0002")


def test_undone_import_stands_in_the_ledger_with_every_entry(edition: Edition) -> None:
    organiser = make_organiser(edition)
    bring_in(edition, [row_for(1)])
    again = bring_in(edition, [row_for(1, title="ผลงานสมมุติ  1", since=""), row_for(2)])
    undo_import(brought_in=again, actor=organiser)
    row = Row.objects.get(chain=edition.code, act="entries import undone")
    code = edition.code.upper()
    assert row.commitments.keys() - {MOMENT} == {f"{code}-0001", f"{code}-0002"}
    assert verify(edition.code) == []


def change_on_the_site(entry: Entry) -> None:
    reopen_entry(entry=entry, user=entry.owner)
    save_entry(entry=entry, user=entry.owner, fields={"title_en": "Mine"}, answers={})


def tag(entry: Entry) -> None:
    Note.objects.create(entry=entry, text="ดู", is_tag=True)


def give_verdict(entry: Entry) -> None:
    Entry.objects.filter(pk=entry.pk).update(eligibility="eligible")


@pytest.mark.parametrize("touch", [change_on_the_site, tag, give_verdict])
def test_import_stays_once_somebody_touched_an_entry_of_it(
    edition: Edition, touch: Any
) -> None:
    organiser = make_organiser(edition)
    record = bring_in(edition, [row_for(1), row_for(2)])
    entry = Entry.objects.get(organisation__number=number_for(2))
    touch(entry)
    before = everything()
    with pytest.raises(ImportTouchedError) as refusal:
        undo_import(brought_in=record, actor=organiser)
    assert refusal.value.references == [entry.reference]
    assert everything() == before


def test_import_that_a_later_one_changed_goes_after_that_one(edition: Edition) -> None:
    organiser = make_organiser(edition)
    first = bring_in(edition, [row_for(1)])
    second = bring_in(edition, [row_for(1, category="Smart Energy")])
    with pytest.raises(ImportTouchedError):
        undo_import(brought_in=first, actor=organiser)
    undo_import(brought_in=second, actor=organiser)
    undo_import(brought_in=first, actor=organiser)
    assert not Entry.objects.exists()
    assert not Organisation.objects.exists()


@pytest.mark.parametrize(
    ("state", "attempts", "told"),
    [
        ("queued", 0, False),
        ("queued", 1, True),
        ("claimed", 1, True),
        ("done", 1, True),
        ("failed", 24, False),
        ("dropped", 0, False),
    ],
)
def test_owner_is_told_of_the_undo_only_where_the_first_mail_may_have_left(
    edition: Edition, state: str, attempts: int, told: bool
) -> None:
    record = bring_in(edition, [row_for(1), row_for(2)], invite=True)
    mailed = Message.objects.filter(to_email="team1@example.org")
    mailed.update(state=state, attempts=attempts)
    undone = undo_import(brought_in=record, actor=make_organiser(edition))
    assert (undone.removed, undone.told) == (2, int(told))
    assert mailed.filter(event="entries-import-undone").exists() is told
    waiting = Message.objects.filter(event="entries-imported", state="queued")
    assert not waiting.exists(), "what is not true any more never goes"
    kept = told or state in ("failed", "dropped")
    assert User.objects.filter(email="team1@example.org").exists() is kept
    assert not User.objects.filter(email="team2@example.org").exists()


@pytest.mark.parametrize(
    ("language", "words"),
    [("th", "การนำเข้าดังกล่าวถูกยกเลิกแล้ว"), ("en", "That import has been undone")],
)
def test_mail_of_an_undo_names_every_entry_once_in_the_owners_language(
    edition: Edition, language: str, words: str
) -> None:
    record = bring_in(
        edition, [row_for(n, email="one@example.org") for n in (1, 2)], invite=True
    )
    User.objects.filter(email="one@example.org").update(language=language)
    Message.objects.update(state="done")
    undo_import(brought_in=record, actor=make_organiser(edition))
    mail = Message.objects.get(event="entries-import-undone")
    assert words in mail.text
    code = edition.code.upper()
    assert [mail.text.count(f"{code}-000{n}") for n in (1, 2)] == [1, 1]


def test_entries_that_come_in_again_after_an_undo_are_told_of_again(
    edition: Edition,
) -> None:
    organiser = make_organiser(edition)
    for _time in range(2):
        record = bring_in(edition, [row_for(1)], invite=True)
        Message.objects.update(state="done")
        undo_import(brought_in=record, actor=organiser)
    events = Message.objects.order_by("pk").values_list("event", flat=True)
    assert list(events) == ["entries-imported", "entries-import-undone"] * 2


def test_member_who_entered_something_else_meanwhile_stays(edition: Edition) -> None:
    organiser = make_organiser(edition)
    record = bring_in(edition, [row_for(1)])
    imported = Entry.objects.get()
    own = Entry.objects.create(
        edition=edition,
        reference="OWN-1",
        owner=imported.owner,
        organisation=imported.organisation,
    )
    undo_import(brought_in=record, actor=organiser)
    assert list(Entry.objects.all()) == [own]
    assert Member.objects.filter(user=own.owner).exists()


def test_undo_asks_as_many_questions_for_thirty_entries_as_for_one(
    edition: Edition,
) -> None:
    organiser = make_organiser(edition)

    def questions(count: int) -> int:
        record = bring_in(edition, [row_for(n) for n in range(count)])
        with CaptureQueriesContext(connection) as captured:
            undo_import(brought_in=record, actor=organiser)
        return len(captured)

    questions(1)  # the first of all asks a little more: what kinds of rows there are
    assert questions(1) == questions(30)


def test_page_undoes_it_once_and_says_what_went(
    client: Client, edition: Edition
) -> None:
    client.force_login(make_organiser(edition))
    record = bring_in(edition, [row_for(1)])
    with override("en"):
        page = reverse("nominations:import-show", args=[edition.code, record.key])
        undo = reverse("nominations:import-undo", args=[edition.code, record.key])
    assert "1 new entry is removed" in client.get(page).text
    assert "1 entry removed" in client.post(undo, follow=True).text
    assert "already" in client.post(undo, follow=True).text


def test_page_names_the_entries_that_hold_it_back(
    client: Client, edition: Edition
) -> None:
    client.force_login(make_organiser(edition))
    record = bring_in(edition, [row_for(1), row_for(2)])
    touched = Entry.objects.order_by("pk")[0]
    tag(touched)
    page = client.get(
        reverse("nominations:import-show", args=[edition.code, record.key])
    )
    assert page.context["touched"] == [touched.reference]
    undo = reverse("nominations:import-undo", args=[edition.code, record.key])
    assert f'action="{undo}"' not in page.text


@pytest.mark.django_db(transaction=True)
def test_two_people_undo_at_the_same_moment_and_one_is_told() -> None:
    edition = make_call()
    people = [make_organiser(edition), make_organiser(edition)]
    record = bring_in(edition, [row_for(1), row_for(2)])
    together, said = threading.Barrier(2), list[str]()

    def undo(person: User) -> None:
        try:
            together.wait(timeout=60)
            undo_import(brought_in=record, actor=person)
            said.append("undone")
        except ImportUndoneError:
            said.append("told")
        finally:
            connection.close()

    threads = [threading.Thread(target=undo, args=[person]) for person in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=120)
    assert sorted(said) == ["told", "undone"]
    assert Row.objects.filter(act="entries import undone").count() == 1
    assert not Entry.objects.exists()
