"""The pages of entrants and organisers, as a browser without JavaScript uses them."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation
from django.utils.translation import override

from awards.models import Edition
from nominations.entries.form_state import sheet_of
from nominations.entries.forms import EntryForm
from nominations.entries.missing import missing_items
from nominations.entries.reading import read_entry
from nominations.entries.search_text import keep_search_texts
from nominations.entries.sections import progress_of
from nominations.models import TEXT_FIELDS, Answer, Entry, Organisation
from nominations.questions.services import add_standard_questions
from tests.factories import (
    make_category,
    make_edition,
    make_organisation,
    make_organiser,
    make_user,
)
from tests.nominations.makers import make_entry

pytestmark = pytest.mark.django_db

ORGANISATION = {
    "name_th": "เทศบาลสมมุติ",
    "kind": "municipality",
    "number": "0-9940-00617-72-1",
    "province": "TH-40",
}


def url(name: str, *args: object) -> str:
    return reverse(f"nominations:{name}", args=args)


def make_call() -> Edition:
    edition = make_edition()
    make_category(edition)
    add_standard_questions(edition=edition, actor=None)
    return edition


def test_entrant_goes_from_nothing_to_a_submitted_entry(client: Client) -> None:
    edition = make_call()
    client.force_login(make_user())
    begin = url("entry-create", edition.code)
    assert client.get(begin)["Location"] == url("organisation-create", edition.code)
    client.post(url("organisation-create", edition.code), ORGANISATION)
    organisation = Organisation.objects.get()
    client.post(begin, {"organisation": organisation.pk, "categories": "mobility"})
    entry = Entry.objects.get()
    typed = {
        "categories": "mobility",
        "title_th": "ไฟ\u200bจราจร",
        "title_en": "Lights",
        "summary_th": "ย่อ",
        "contact_name": "สมมุติ",
        "contact_phone": "๐๘๑ ๐๐๐ ๐๐๐๐",
        "q-problem": "ก",
        "q-solution": "ข",
        "q-technology": "ค",
        "q-results": "ง",
        "q-in-use-since": "๒๙/๐๒/๒๕๖๗",
    }
    assert client.post(url("entry-edit", entry.reference), typed).status_code == 302
    client.post(url("entry-submit", entry.reference))
    entry.refresh_from_db()
    assert (entry.state, entry.title_th) == ("submitted", "ไฟจราจร")
    assert (
        Answer.objects.get(entry=entry, question__code="in-use-since").value
        == "2024-02-29"
    )


def test_what_is_valid_is_kept_beside_what_is_not(client: Client) -> None:
    edition = make_call()
    entry = make_entry(edition)
    client.force_login(entry.owner)
    typed = {"title_th": "ชื่อใหม่", "q-in-use-since": "เมื่อวาน", "q-problem": "ปัญหา"}
    response = client.post(url("entry-edit", entry.reference), typed)
    page = response.content.decode()
    assert response.status_code == 422
    assert "เมื่อวาน" in page
    assert 'id="error_1_id_q-in-use-since"' in page
    entry.refresh_from_db()
    assert entry.title_th == "ชื่อใหม่"
    assert Answer.objects.get().value == "ปัญหา"


def test_fields_that_a_cut_off_page_did_not_send_keep_what_they_hold(
    client: Client,
) -> None:
    call = make_call()
    entry = make_entry(call, title_en="Kept", category=call.categories.get())
    client.force_login(entry.owner)
    address = url("entry-edit", entry.reference)
    assert client.post(address, {}).status_code == 302
    assert client.post(address, {"title_th": "ชื่อใหม่"}).status_code == 302
    entry.refresh_from_db()
    assert (entry.title_th, entry.title_en) == ("ชื่อใหม่", "Kept")
    assert entry.standings.exists()
    client.post(address, {"v-title_en": "0", "title_en": ""})
    entry.refresh_from_db()
    assert entry.title_en == ""


def test_missing_items_link_to_their_fields(client: Client) -> None:
    entry = make_entry(make_call(), title_en="")
    client.force_login(entry.owner)
    page = client.get(url("entry-detail", entry.reference)).content.decode()
    edit = url("entry-edit", entry.reference)
    assert f'href="{edit}#id_title_en"' in page
    assert f'href="{edit}#id_q-problem"' in page
    form = client.get(edit).content.decode()
    assert 'id="id_title_en"' in form
    assert 'id="id_q-problem"' in form


def test_failed_save_says_at_the_top_what_is_wrong_and_where(client: Client) -> None:
    entry = make_entry(make_call())
    client.force_login(entry.owner)
    typed = {"q-in-use-since": "เมื่อวาน", "title_en": "x" * 201}
    page = client.post(url("entry-edit", entry.reference), typed).content.decode()
    assert page.index('id="form-errors"') < page.index("<h1>")
    assert 'href="#id_title_en"' in page
    assert 'href="#id_q-in-use-since"' in page
    assert (
        "form-errors"
        not in client.get(url("entry-edit", entry.reference)).content.decode()
    )


def test_what_must_be_filled_in_is_marked_and_a_draft_may_lack_it(
    client: Client,
) -> None:
    entry = make_entry(make_call())
    client.force_login(entry.owner)
    page = client.get(url("entry-edit", entry.reference)).content.decode()
    assert page.count("asteriskField") == page.count("requiredField") > 5
    field = re.search(r"<input[^>]*name=\"title_en\"[^>]*>", page)
    assert field
    assert 'aria-required="true"' in field[0]
    saved = client.post(url("entry-edit", entry.reference), {"title_en": ""})
    assert saved.status_code == 302


def test_progress_counts_the_sections_that_lack_nothing() -> None:
    call = make_call()
    entry = make_entry(call, category=call.categories.get())
    sheet = sheet_of(entry)
    before = progress_of(sheet, missing_items(entry, sheet))
    assert [section.code for section in before.sections if section.missing] == [
        "solution"
    ]
    for item in before.sections[1].missing:
        question = call.questions.get(code=item.field[2:])
        Answer.objects.create(entry=entry, question=question, value="ก")
    sheet = sheet_of(entry)
    after = progress_of(sheet, missing_items(entry, sheet))
    assert after.complete == len(after.sections) == len(before.sections)


def test_wrong_number_is_said_beside_the_field_and_the_text_stays(
    client: Client,
) -> None:
    edition = make_call()
    client.force_login(make_user())
    wrong = {**ORGANISATION, "number": "0994000617723"}
    page = client.post(url("organisation-create", edition.code), wrong).content.decode()
    assert not Organisation.objects.exists()
    assert 'id="error_1_id_number"' in page
    assert "0994000617723" in page


def test_blind_reading_holds_nothing_that_names_the_entrant() -> None:
    edition = make_call()
    organisation = make_organisation(
        name_th="องค์กรลับสุดยอด", name_en="Secret body", website="https://secret.example"
    )
    entry = make_entry(
        edition,
        organisation=organisation,
        contact_name="คนลับ",
        contact_phone="0899999999",
    )
    for code in ("where-in-use", "links"):
        question = edition.questions.get(code=code)
        Answer.objects.create(
            entry=entry, question=question, value="https://secret.example/ที่ลับ"
        )
    for language in ("th", "en"):
        with translation.override(language):
            said = str(read_entry(entry, blind=True))
            assert not [
                word
                for word in ("ลับ", "ecret", "0899999999", entry.owner.email)
                if word in said
            ]
            assert "ลับ" in str(read_entry(entry, blind=False))


def test_organiser_finds_entries_by_part_of_a_thai_word(client: Client) -> None:
    edition = make_call()
    found = make_entry(edition, state="submitted", title_th="ระบบเตือนน้ำท่วมอัจฉริยะ")
    make_entry(edition, state="submitted", title_th="ไฟถนน")
    keep_search_texts(entries=edition.entries.values_list("pk", flat=True))
    client.force_login(make_organiser(edition))
    page = client.get(
        url("manage-entries", edition.code), {"q": "น้ำท่วม"}
    ).content.decode()
    assert found.reference in page
    assert "ไฟถนน" not in page


def test_drafts_of_others_are_not_the_organisers_to_see(client: Client) -> None:
    edition = make_call()
    draft = make_entry(edition)
    client.force_login(make_organiser(edition))
    assert (
        draft.reference
        not in client.get(url("manage-entries", edition.code)).content.decode()
    )
    assert (
        client.get(url("manage-entry", edition.code, draft.reference)).status_code
        == 404
    )
    assert client.get(url("entry-detail", draft.reference)).status_code == 404


def queries_for(client: Client, address: str) -> int:
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


@pytest.mark.parametrize("name", ["entry-list", "manage-entries"])
def test_lists_make_the_same_number_of_queries_for_one_and_thirty_entries(
    client: Client, name: str
) -> None:
    edition = make_call()
    category = edition.categories.get()
    owner = make_organiser(edition)
    client.force_login(owner)
    address = url(name) if name == "entry-list" else url(name, edition.code)
    make_entry(edition, owner, state="submitted", category=category)
    client.get(address)
    one = queries_for(client, address)
    for _ in range(29):
        make_entry(edition, owner, state="submitted", category=category)
    assert queries_for(client, address) == one
    assert one <= 12


def test_forms_have_nothing_inline_that_the_policy_forbids(client: Client) -> None:
    edition = make_call()
    entry = make_entry(edition)
    client.force_login(entry.owner)
    for address in (
        url("entry-edit", entry.reference),
        url("organisation-create", edition.code),
    ):
        page = client.get(address).content.decode()
        assert " style=" not in page
        assert "<script>" not in page
        assert " onclick" not in page


def statuses(client: Client, user: Any, addresses: list[str]) -> list[int]:
    client.force_login(user)
    return [client.get(address).status_code for address in addresses]


def test_pages_of_an_entry_are_its_owners(client: Client) -> None:
    entry = make_entry(make_call(), state="submitted")
    pages = [url(f"entry-{name}", entry.reference) for name in ("detail", "preview")]
    assert statuses(client, entry.owner, pages) == [200, 200]
    assert statuses(client, make_organiser(entry.edition), pages) == [403, 403]
    assert statuses(client, make_organiser(make_edition()), pages) == [404, 404]
    assert statuses(client, make_user(is_operator=True), pages) == [404, 404]


@pytest.mark.parametrize("language", ["th", "en"])
def test_what_speaks_of_a_field_calls_it_as_the_form_does(language: str) -> None:
    entry = make_entry(make_edition())
    with override(language):
        form = EntryForm(entry=entry)
        labels = {name: str(form.fields[name].label) for name in TEXT_FIELDS}
        said = {name: Entry.label_of(name) for name in TEXT_FIELDS}
    assert said == labels
