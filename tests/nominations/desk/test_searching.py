"""The desk finds what was sent in by every word that it says, whatever was done to it;
drafts are never found.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from awards.language.thai import folded
from awards.models import Edition
from awards.spreadsheets.tables import read_table
from config.people.invariants import what_was_sent_in_is_found_by_its_words
from nominations.desk.filters import filtered_entries
from nominations.desk.on_behalf import change_for_entrant, withdraw_for_entrant
from nominations.eligibility.corrections import send_correction
from nominations.eligibility.services import Outcome, Word, give_word
from nominations.entries.fallback import let_submissions_stand
from nominations.entries.saving import save_entry
from nominations.entries.search_text import keep_search_texts, search_text
from nominations.entries.services import reopen_entry, submit_entry, withdraw_entry
from nominations.importing.services import import_entries
from nominations.models import (
    Entry,
    Organisation,
    SearchText,
    keys_of,
    keys_of_words,
    searched_words,
)
from tests.factories import make_answer, make_category, make_edition, make_organiser
from tests.nominations.makers import make_entry, make_question
from tests.nominations.sheets import csv_bytes, row_for

pytestmark = pytest.mark.django_db


def make_draft(**fields: Any) -> Entry:
    edition = make_edition()
    entry = make_entry(edition, category=make_category(edition), **fields)
    make_answer(entry, make_question(edition), "เซนเซอร์วัดระดับน้ำ")
    return entry


def found(edition: Edition, words: str) -> list[str]:
    """What an organiser of the edition finds; whatever it is, it agrees with what the
    entries say.
    """
    assert list(what_was_sent_in_is_found_by_its_words()) == []
    organiser = edition.organisers.first()
    user = organiser.user if organiser else make_organiser(edition)
    return [entry.reference for entry in filtered_entries(user, edition, {"q": words})]


def test_entry_is_found_from_its_submission_until_it_is_a_draft_again() -> None:
    entry = make_draft(title_en="Flood Sensors")
    edition, owner = entry.edition, entry.owner
    assert found(edition, "sensors") == []
    submit_entry(entry=entry, user=owner)
    assert found(edition, "SENSORS ระดับน้ำ") == [entry.reference]
    assert found(edition, "sensors อื่น") == []
    reopen_entry(entry=entry, user=owner)
    save_entry(
        entry=entry,
        user=owner,
        fields={"title_en": "Street lamps"},
        answers={"problem": "โคมไฟ"},
    )
    assert found(edition, "lamps") == []
    submit_entry(entry=entry, user=owner)
    assert found(edition, "lamps โคมไฟ") == [entry.reference]
    assert found(edition, "sensors") == []
    withdraw_entry(entry=entry, user=owner)
    assert found(edition, "lamps") == [entry.reference]


def test_draft_that_is_withdrawn_is_found() -> None:
    entry = make_draft(title_en="Flood Sensors")
    withdraw_entry(entry=entry, user=entry.owner)
    assert found(entry.edition, "flood") == [entry.reference]


def test_what_an_organiser_changes_and_withdraws_is_found_as_it_stands() -> None:
    entry = make_draft(title_en="Flood Sensors")
    submit_entry(entry=entry, user=entry.owner)
    said: dict[str, Any] = {
        "read_at": {},
        "actor": make_organiser(entry.edition),
        "reason": "เหตุ",
    }
    change_for_entrant(
        entry=entry, typed={"title_en": "River gauges", "q-problem": "มาตรวัด"}, **said
    )
    assert found(entry.edition, "gauges มาตรวัด") == [entry.reference]
    assert found(entry.edition, "sensors") == []
    withdraw_for_entrant(entry=entry, reason="เหตุ", actor=said["actor"])
    assert found(entry.edition, "gauges") == [entry.reference]


def test_what_is_corrected_is_found_at_once_and_after_it_was_sent() -> None:
    entry = make_draft(title_en="Flood Sensors")
    submit_entry(entry=entry, user=entry.owner)
    entry.refresh_from_db()
    until = timezone.now() + timedelta(days=3)
    word = Word(
        Outcome.RETURNED,
        reason="โปรดแก้ไข",
        corrections={"title_en": "แปล"},
        until=until,
    )
    give_word(
        entry=entry,
        reader=make_organiser(entry.edition),
        number=entry.eligibility_pass,
        word=word,
    )
    save_entry(
        entry=entry, user=entry.owner, fields={"title_en": "Flood gauges"}, answers={}
    )
    assert found(entry.edition, "gauges") == [entry.reference]
    send_correction(entry=entry, user=entry.owner)
    assert found(entry.edition, "gauges") == [entry.reference]


def test_what_stands_again_is_found_by_what_it_said_when_it_was_sent_in() -> None:
    entry = make_draft(title_en="Flood Sensors")
    submit_entry(entry=entry, user=entry.owner)
    reopen_entry(entry=entry, user=entry.owner)
    save_entry(
        entry=entry, user=entry.owner, fields={"title_en": "Half a lamp"}, answers={}
    )
    closed = timezone.now() - timedelta(minutes=5)
    Edition.objects.filter(pk=entry.edition_id).update(
        closes_at=closed, grace_minutes=0
    )
    assert let_submissions_stand() == 1
    assert found(entry.edition, "sensors") == [entry.reference]
    assert found(entry.edition, "lamp") == []


def test_imported_entries_are_found_and_a_renamed_organisation_in_every_edition() -> (
    None
):
    before, now = make_edition(), make_edition()
    for edition in (before, now):
        for code in (
            "environment",
            "mobility",
            "living",
            "people",
            "energy",
            "economy",
            "governance",
        ):
            make_category(edition, code)
        outcome = import_entries(
            edition=edition, table=read_table(csv_bytes([row_for(7)])), actor=None
        )
        assert outcome.created == 1
    assert found(before, "หน่วยงานสมมุติที่") == found(before, "")
    renamed = row_for(7, organisation="เทศบาลนครดอกคูน", title="ผลงานสมมุติ 7")
    import_entries(edition=now, table=read_table(csv_bytes([renamed])), actor=None)
    assert Organisation.objects.get().name_th == "เทศบาลนครดอกคูน"
    assert len(found(before, "ดอกคูน")) == len(found(now, "ดอกคูน")) == 1


def test_search_takes_thai_digits_parts_of_words_and_signs_as_they_are() -> None:
    entry = make_draft(title_th="ระบบปี ๒๕๖๖ ลดลง 50%_จริง", state="submitted")
    keep_search_texts(entries=[entry.pk])
    for words in (
        "2566",
        "๒๕๖๖",
        "บบปี",
        "50%_",
        entry.reference[:4].lower(),
        "\u200bระบบ  50%",
    ):
        assert found(entry.edition, words) == [entry.reference], words
    for words in ("51%", "50_", "ระบบปี๒", "ไม่มี ระบบ"):
        assert found(entry.edition, words) == [], words


def test_desk_shows_the_page_in_order_and_counts_all_that_fit(client: Client) -> None:
    edition = make_edition()
    category = make_category(edition)
    for number in range(55):
        make_entry(
            edition,
            category=category,
            state="submitted",
            title_en="Flood" if number % 11 else "Lamp",
        )
    keep_search_texts(entries=edition.entries.values_list("pk", flat=True))
    client.force_login(make_organiser(edition))
    address = reverse("nominations:manage-entries", args=[edition.code])
    page = client.get(address, {"q": "flood", "sort": "newest"})
    expected = list(
        edition.entries.filter(title_en="Flood").order_by("-submitted_at", "pk")
    )
    assert [line.entry for line in page.context["lines"]] == expected
    second = client.get(address, {"page": "2"})
    assert [line.entry for line in second.context["lines"]] == list(
        edition.entries.order_by("reference")[50:]
    )
    assert second.context["page"].paginator.count == 55


words = st.text(
    alphabet=st.sampled_from("กขค้ำา่ Aaß๑1%_\\\n\u200b\u0e33\u0e4d"), max_size=12
)
shapes = st.recursive(
    words,
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(words, inner, max_size=3)
    ),
)


@given(title=words, answers=st.lists(shapes, max_size=3))
@settings(max_examples=60, deadline=None)
def test_every_word_of_a_text_is_in_it_and_old_rows_were_given_the_same(
    title: str, answers: list[Any]
) -> None:
    organisation = Organisation(name_th="เทศบาล", name_en="City")
    entry = Entry(reference="T-1", title_th=title, organisation=organisation)
    text = search_text(entry, answers)
    assert all(word in text for word in folded(title).split())


@given(typed=words)
@settings(
    max_examples=25,
    deadline=None,
)
def test_database_finds_what_python_finds(typed: str) -> None:
    edition = make_edition()
    entry = make_entry(edition, state="submitted", title_th="กค้ำ Aßa ๑%_\\")
    keep_search_texts(entries=[entry.pk])
    text = SearchText.objects.get(entry=entry).text
    expected = all(word in text for word in folded(typed).split())
    assert Entry.objects.filter(edition=edition).search(typed).exists() == expected
    assert Entry.objects.search(typed, edition).exists() == expected
    elsewhere = Entry.objects.search(typed, make_edition())
    assert elsewhere.exists() == (not searched_words(typed))


@given(text=words, edition=st.integers(1, 9), data=st.data())
@settings(max_examples=60, deadline=None)
def test_part_of_a_text_has_no_key_that_the_text_has_not(
    text: str, edition: int, data: st.DataObject
) -> None:
    kept = folded(text)
    ends = st.integers(0, len(kept))
    start, end = sorted((data.draw(ends), data.draw(ends)))
    asked = searched_words(kept[start:end])
    keys = keys_of(kept, edition)
    assert set(keys_of_words(asked, edition)) <= set(keys)
    assert not set(keys_of_words(asked, edition + 1)) <= set(keys)
    assert keys == sorted(set(keys))
    assert keys[-1] < 2**31


def test_wrong_keys_are_told_by_the_checks() -> None:
    entry = make_draft(state="submitted")
    keep_search_texts(entries=[entry.pk])
    assert list(what_was_sent_in_is_found_by_its_words()) == []
    SearchText.objects.update(keys=[-entry.edition_id])
    [said] = what_was_sent_in_is_found_by_its_words()
    assert said.startswith(entry.reference)
