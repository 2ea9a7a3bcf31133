"""The entrant's companions and clock, and the organiser's desk."""

from __future__ import annotations

import io
import zipfile
from datetime import timedelta
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from awards.ledger.verifying import verify
from awards.models import Edition
from awards.outbox.models import Message
from awards.outbox.work import WorkState
from awards.spreadsheets import read_table
from judging.acts import VOCABULARY
from judging.entry_desk.exports import make_due_exports
from nominations.desk.bulk import do_bulk, plan_bulk
from nominations.desk.exports import request_export
from nominations.desk.filters import filtered_entries
from nominations.desk.services import add_note
from nominations.entries.collaborators import invite_collaborator, remove_collaborator
from nominations.entries.deadlines import extend_entry
from nominations.entries.dossiers import dossier_pdf
from nominations.entries.history import compare, events_of, field_histories
from nominations.entries.missing import missing_items
from nominations.entries.saving import save_typed
from nominations.entries.search_text import keep_search_texts
from nominations.importing.services import import_entries
from nominations.models import Answer, Entry, Export, Question
from nominations.questions.services import (
    add_standard_questions,
    copy_questions,
    replace_question,
    save_question,
)
from nominations.refusals import ExtensionError, QuestionLockedError
from nominations.statuses import BulkKind
from tests.factories import (
    make_category,
    make_edition,
    make_organiser,
    make_user,
    moment,
)
from tests.kept import made_once
from tests.nominations.makers import make_entry, make_question
from tests.nominations.sheets import row_for, xlsx

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _media_in_a_folder_of_its_own(settings: Any, tmp_path: Path) -> None:
    storage = {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": tmp_path},
    }
    settings.STORAGES = {**settings.STORAGES, "default": storage}


def url(name: str, *args: object) -> str:
    return reverse(f"nominations:{name}", args=args)


@pytest.mark.parametrize(
    ("may", "edit", "submit"),
    [("view", 403, 403), ("edit", 200, 403), ("submit", 200, 302)],
)
def test_collaborator_may_what_the_invitation_says(
    client: Client, may: str, edit: int, submit: int
) -> None:
    entry, friend = make_entry(make_edition()), make_user()
    invite_collaborator(
        entry=entry, email=friend.email.upper(), may=may, actor=entry.owner
    )
    client.force_login(friend)
    assert client.get(url("entry-detail", entry.reference)).status_code == 200
    assert client.get(url("entry-edit", entry.reference)).status_code == edit
    assert client.post(url("entry-submit", entry.reference)).status_code == submit
    assert client.post(url("entry-withdraw", entry.reference)).status_code == 403
    assert (
        Message.objects.filter(
            event="collaborator-invited", to_email=friend.email
        ).count()
        == 1
    )


def test_removed_collaborator_finds_nothing_any_more(client: Client) -> None:
    entry, friend = make_entry(make_edition()), make_user()
    collaborator = invite_collaborator(
        entry=entry, email=friend.email, may="edit", actor=entry.owner
    )
    client.force_login(friend)
    remove_collaborator(collaborator=collaborator, actor=entry.owner)
    assert client.get(url("entry-detail", entry.reference)).status_code == 404
    assert (
        client.post(
            url("entry-save", entry.reference), {"only": "title_th", "title_th": "x"}
        ).status_code
        == 404
    )


def test_field_saved_elsewhere_is_a_clash_and_both_texts_are_kept() -> None:
    entry, friend = make_entry(make_edition()), make_user()
    save_typed(
        entry=entry,
        user=entry.owner,
        typed={"title_th": "ของเจ้าของ"},
        read_at={"title_th": 0},
    )
    saved = save_typed(
        entry=entry,
        user=friend,
        typed={"title_th": "ของเพื่อน", "title_en": "Mine"},
        read_at={"title_th": 0, "title_en": 0},
    )
    assert saved.clashes["title_th"].theirs == "ของเจ้าของ"
    entry.refresh_from_db()
    assert (entry.title_th, entry.title_en) == ("ของเจ้าของ", "Mine")
    assert entry.revisions.get(set_aside=True).value == "ของเพื่อน"
    again = save_typed(
        entry=entry, user=friend, typed={"title_th": "ของเพื่อน"}, read_at={"title_th": 1}
    )
    assert (again.clashes, again.versions) == ({}, {"title_th": 2})


def test_history_compares_versions_and_one_may_be_put_back(client: Client) -> None:
    entry = make_entry(make_edition(), title_th="เดิม")
    save_typed(entry=entry, user=entry.owner, typed={"title_th": "ใหม่"})
    [history] = field_histories(entry)
    assert [version.text for version in history.versions] == ["ใหม่", "เดิม"]
    client.force_login(entry.owner)
    client.post(
        url("entry-history", entry.reference),
        {"revision": history.versions[-1].revision.pk},
    )
    entry.refresh_from_db()
    assert entry.title_th == "เดิม"


def test_comparison_tells_what_was_added_and_removed() -> None:
    said = [(part.kind, part.text) for part in compare("น้ำท่วมเมือง", "น้ำแล้งเมือง")]
    assert said == [
        ("kept", "น้ำ"),
        ("removed", "ท่วม"),
        ("added", "แล้ง"),
        ("kept", "เมือง"),
    ]


def test_extension_is_written_down_with_its_reason() -> None:
    entry = make_entry(make_edition())
    organiser = make_organiser(entry.edition)
    until = timezone.now() + timedelta(days=12)
    extend_entry(entry=entry, until=until, reason="เหตุน้ำท่วม", actor=organiser)
    [event] = events_of(entry, VOCABULARY)
    assert (event.act, event.who) == ("entry extended", str(organiser))
    assert "เหตุน้ำท่วม" in [text for _label, text in event.values]
    assert Message.objects.filter(event="entry-extended").count() == 1
    for wrong in (
        timezone.now() - timedelta(hours=1),
        entry.edition.announces_at + timedelta(days=1),
    ):
        with pytest.raises(ExtensionError):
            extend_entry(entry=entry, until=wrong, reason="สาย", actor=organiser)


@made_once
def make_desk() -> tuple[Edition, Any]:
    edition = make_edition("desk-1")
    make_category(edition)
    add_standard_questions(edition=edition, actor=None)
    table = read_table(
        xlsx([row_for(1, title="=1+1 ระบบเตือนน้ำท่วม"), row_for(2, province="แพร่")])
    )
    import_entries(edition=edition, table=table, actor=None)
    return edition, make_organiser(edition)


def made(
    edition: Edition, user: Any, kind: str, language: str = "th", **query: str
) -> bytes:
    export = request_export(
        edition=edition, user=user, kind=kind, query=query, language=language
    )
    assert make_due_exports() == 1
    export.refresh_from_db()
    assert (export.state, export.last_error) == (WorkState.DONE, "")
    with export.file.open("rb") as file:
        content: bytes = file.read()
    return content


def test_search_looks_into_answers_too() -> None:
    edition, organiser = make_desk()
    entry = Entry.objects.filter(edition=edition).first()
    assert entry is not None
    Answer.objects.create(
        entry=entry,
        question=edition.questions.get(code="solution"),
        value="ใช้เซนเซอร์วัดระดับน้ำ",
    )
    keep_search_texts(entries=edition.entries.values_list("pk", flat=True))
    assert [e.pk for e in filtered_entries(organiser, edition, {"q": "วัดระดับ"})] == [
        entry.pk
    ]


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
@pytest.mark.parametrize("language", ["th", "en"])
def test_exported_file_is_imported_unchanged(kind: str, language: str) -> None:
    edition, organiser = make_desk()
    before = list(
        Entry.objects.order_by("pk").values(
            "reference", "title_th", "owner", "organisation", "summary_th"
        )
    )
    outcome = import_entries(
        edition=edition,
        table=read_table(made(edition, organiser, kind, language)),
        actor=None,
    )
    assert (outcome.created, outcome.updated, outcome.rejected) == (0, 2, [])
    after = list(
        Entry.objects.order_by("pk").values(
            "reference", "title_th", "owner", "organisation", "summary_th"
        )
    )
    assert after == before
    assert set(Answer.objects.values_list("value", flat=True)) == {"2022-08-31"}
    assert verify(edition.code) == []


def test_formula_in_an_export_is_text() -> None:
    edition, organiser = make_desk()
    sheet = openpyxl.load_workbook(io.BytesIO(made(edition, organiser, "xlsx"))).active
    assert sheet is not None
    found = [
        cell
        for row in sheet.iter_rows()
        for cell in row
        if str(cell.value).startswith("=1+1")
    ]
    assert [cell.data_type for cell in found] == ["s"]
    text = made(edition, organiser, "csv")
    assert text.startswith(b"\xef\xbb\xbf")
    assert ",'=1+1" in text.decode("utf-8-sig")


def test_zip_holds_a_pdf_for_each_entry_of_the_view() -> None:
    edition, organiser = make_desk()
    with zipfile.ZipFile(
        io.BytesIO(made(edition, organiser, "zip", province="TH-54"))
    ) as package:
        names = package.namelist()
        [pdf] = [name for name in names if name.endswith(".pdf")]
        assert package.read(pdf).startswith(b"%PDF")
    assert sorted(names) == sorted(["entries.xlsx", pdf])


def test_export_is_fetched_by_whoever_asked_for_it_alone(client: Client) -> None:
    edition, organiser = make_desk()
    client.force_login(organiser)
    client.post(url("export-create", edition.code), {"format": "csv"})
    export = Export.objects.get()
    address = url("export-file", edition.code, export.key)
    assert client.get(address).status_code == 404
    make_due_exports()
    response = client.get(address)
    assert b"desk-1" in response["Content-Disposition"].encode()
    assert b"".join(response)
    client.force_login(make_organiser(edition))
    assert client.get(address).status_code == 404


def test_dossier_is_a_pdf_and_the_same_each_time() -> None:
    entry = make_entry(
        make_edition(), state="submitted", title_th="ขอมอบรางวัลให้แก่ผลงาน #strong[x] $y$"
    )
    first = dossier_pdf(entry, "th")
    assert first.startswith(b"%PDF")
    assert dossier_pdf(entry, "th") == first


def test_tags_and_notes_are_added_once_and_found() -> None:
    edition, organiser = make_desk()
    entries = list(Entry.objects.filter(edition=edition))
    plan = plan_bulk(entries=entries, kind=BulkKind.TAG, text="#ตรวจ เอกสาร")
    assert do_bulk(edition=edition, plan=plan, actor=organiser).count == 2
    assert (
        plan_bulk(entries=entries, kind=BulkKind.TAG, text="ตรวจ-เอกสาร").changing == []
    )
    add_note(entry=entries[0], text="#เด่น", actor=organiser)
    add_note(entry=entries[0], text="โทรถามแล้ว", actor=organiser)
    assert filtered_entries(organiser, edition, {"tag": "เด่น"}).count() == 1
    assert entries[0].notes.filter(is_tag=False).count() == 1


def question_values(question: Question, **changes: Any) -> dict[str, Any]:
    columns = (
        "kind",
        "label_th",
        "label_en",
        "required",
        "limit",
        "names_entrant",
        "public_if_wins",
        "options",
    )
    return {
        **{name: getattr(question, name) for name in columns},
        "categories": [],
        **changes,
    }


@pytest.mark.parametrize(
    "change",
    [
        {"limit": 10},
        {"required": True},
        {"kind": "date"},
        {"names_entrant": False},
        {"public_if_wins": True},
    ],
)
def test_change_that_could_make_an_answer_invalid_is_locked_once_the_call_is_open(
    change: dict[str, Any],
) -> None:
    edition = make_edition()
    question = make_question(edition, limit=100, names_entrant=True)
    make_entry(edition)
    with pytest.raises(QuestionLockedError):
        save_question(
            edition=edition,
            question=question,
            values=question_values(question, **change),
            actor=make_user(),
        )
    Edition.objects.filter(pk=edition.pk).update(opens_at=moment(days=1))
    save_question(
        edition=edition,
        question=question,
        values=question_values(question, **change),
        actor=make_user(),
    )


def test_harmless_change_is_allowed_while_the_call_is_open() -> None:
    edition = make_edition()
    question = make_question(edition, limit=100)
    values = question_values(question, limit=200, label_en="Clearer")
    assert (
        save_question(
            edition=edition, question=question, values=values, actor=make_user()
        ).limit
        == 200
    )


def test_new_edition_of_a_question_keeps_the_old_answers_readable() -> None:
    edition = make_edition()
    question = make_question(edition, required=True)
    entry = make_entry(edition, category=make_category(edition))
    Answer.objects.create(entry=entry, question=question, value="คำตอบเดิม")
    new = replace_question(
        question=question,
        values=question_values(question, required=True),
        actor=make_user(),
    )
    assert [item.field for item in missing_items(entry)] == [f"q-{new.code}"]
    from nominations.entries.reading import read_entry

    assert "คำตอบเดิม" in [
        answer.text for answer in read_entry(entry, blind=True).answers
    ]


def test_last_years_form_is_copied_with_its_categories() -> None:
    old, new = make_edition(), make_edition()
    make_question(old, "q1").categories.add(make_category(old, "energy"))
    make_question(old, "q2")
    make_question(new, "q2")
    make_category(new, "energy")
    assert copy_questions(source=old, target=new, actor=make_user()) == 1
    assert new.questions.get(code="q1").categories.get().edition == new


def test_question_shown_on_condition_is_needed_only_then() -> None:
    edition = make_edition()
    entry = make_entry(edition, category=make_category(edition))
    choice = make_question(
        edition,
        "cloud",
        "single_choice",
        options={"choices": [{"code": "yes", "th": "ใช่", "en": "Yes"}]},
    )
    make_question(
        edition,
        "where",
        required=True,
        options={"shown_if": {"question": "cloud", "equals": "yes"}},
    )
    assert missing_items(entry) == []
    Answer.objects.create(entry=entry, question=choice, value="yes")
    assert [item.field for item in missing_items(entry)] == ["q-where"]


def test_organiser_builds_a_question_in_the_browser(client: Client) -> None:
    edition = make_edition(opens_at=moment(days=1))
    client.force_login(make_organiser(edition))
    typed = {
        "code": "cloud",
        "kind": "single_choice",
        "label_th": "ใช้คลาวด์หรือไม่",
        "label_en": "Cloud?",
    }
    page = client.post(url("question-new", edition.code), typed)
    assert page.status_code == 200
    assert not Question.objects.exists()
    client.post(
        url("question-new", edition.code),
        {**typed, "choices": "yes | ใช่ | Yes\nno | ไม่ใช่ | No"},
    )
    assert [choice["code"] for choice in Question.objects.get().options["choices"]] == [
        "yes",
        "no",
    ]
    assert client.get(url("form-preview", edition.code)).status_code == 200


def test_import_page_checks_before_it_writes(client: Client) -> None:
    edition = make_edition()
    make_category(edition)
    client.force_login(make_organiser(edition))
    file = io.BytesIO(xlsx([row_for(1)]))
    file.name = "entries.xlsx"
    address = client.post(url("manage-import", edition.code), {"file": file}).url
    page = client.get(address)
    said = {
        f"column-{column.position}": column.field for column in page.context["columns"]
    }
    assert "email" in said.values()
    assert client.post(address, said).context["outcome"].created == 1
    assert not Entry.objects.exists()
    client.post(address, {**said, "import": "1"})
    assert Entry.objects.count() == 1
    assert client.get(address).status_code == 404
