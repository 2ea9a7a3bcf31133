"""The organiser's entries desk: columns, views, filters, acts on many entries, acts in
an entrant's place.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone, translation

from awards.ledger.services import append
from awards.ledger.verifying import verify
from awards.models import Category, Edition
from awards.outbox.models import Message
from judging.acts import DECISION, VOCABULARY
from nominations.desk.bulk import do_bulk, plan_bulk, undo_bulk
from nominations.desk.columns import all_columns, chosen_columns, lines_of, with_columns
from nominations.desk.filters import filtered_entries, view_of
from nominations.desk.on_behalf import change_for_entrant, withdraw_for_entrant
from nominations.desk.services import add_note
from nominations.entries.history import events_of, submissions_of
from nominations.entries.missing import missing_items
from nominations.entries.missing_in_sql import missing_in
from nominations.entries.saving import save_entry
from nominations.entries.services import reopen_entry, submit_entry
from nominations.models import BulkAct, Entry, Note, SavedView
from nominations.refusals import BulkError, ClosedError, IncompleteError, ReasonError
from nominations.statuses import BulkKind
from tests.factories import (
    make_answer,
    make_category,
    make_edition,
    make_organiser,
    moment,
)
from tests.kept import made_once
from tests.nominations.makers import make_entry, make_question

pytestmark = pytest.mark.django_db


def url(name: str, *args: object) -> str:
    return reverse(f"nominations:{name}", args=args)


@made_once
def make_desk(entries: int = 2) -> tuple[Edition, Any, list[Entry]]:
    edition = make_edition()
    category = make_category(edition)
    made = [
        make_entry(edition, state="submitted", category=category)
        for _ in range(entries)
    ]
    return edition, make_organiser(edition), made


@pytest.mark.parametrize(
    "number", ["0", "-1", "²", "x", "999999", "999999999999", str(2**63 - 1), "9" * 40]
)
def test_page_that_is_none_is_the_first_or_the_last(
    client: Client, number: str
) -> None:
    edition, organiser, entries = make_desk()
    client.force_login(organiser)
    page = client.get(url("manage-entries", edition.code), {"page": number})
    assert page.status_code == 200
    assert entries[0].reference in page.content.decode()


def test_columns_are_chosen_and_unknown_ones_ignored(client: Client) -> None:
    edition, organiser, [entry, _other] = make_desk()
    question = make_question(edition, "impact")
    make_answer(entry, question, "ลดน้ำท่วมได้ครึ่งหนึ่ง")
    client.force_login(organiser)
    page = client.get(
        url("manage-entries", edition.code),
        {"column": ["q-impact", "owner", "no-such"]},
    )
    shown = [column.name for column in page.context["columns"].shown]
    assert shown == ["owner", "q-impact"]
    assert "ลดน้ำท่วมได้ครึ่งหนึ่ง" in page.content.decode()
    assert entry.owner.email in page.content.decode()
    usual = client.get(
        url("manage-entries", edition.code), {"columns": "nothing,known"}
    )
    assert "title" in usual.context["columns"]


def test_every_column_says_something_of_every_entry() -> None:
    edition, organiser, _entries = make_desk()
    offered = all_columns(edition.questions.all())
    shown = list(with_columns(filtered_entries(organiser, edition, {}), offered))
    for line in lines_of(edition, shown, offered):
        assert len(line.cells) == len(offered)
    assert len(chosen_columns(offered, {})) == 6


def test_view_is_kept_shared_and_taken_away_by_its_owner_only(client: Client) -> None:
    edition, organiser, _entries = make_desk()
    colleague, stranger = make_organiser(edition), make_organiser(make_edition())
    client.force_login(organiser)
    sent = {
        "name": "รอตรวจ",
        "shared": "on",
        "kind": "company",
        "columns": "title,owner",
    }
    assert client.post(url("view-save", edition.code), sent).status_code == 302
    client.post(url("view-save", edition.code), {"name": "ของฉัน", "q": "x"})
    view = SavedView.objects.get(name="รอตรวจ")
    assert view.query == {"kind": "company", "columns": "title,owner"}
    assert set(SavedView.objects.visible_to(colleague)) == {view}
    assert not SavedView.objects.visible_to(stranger).exists()
    client.force_login(colleague)
    assert (
        "kind=company"
        in client.get(url("manage-entries", edition.code)).content.decode()
    )
    assert client.post(url("view-remove", edition.code, view.pk)).status_code == 403
    client.force_login(organiser)
    client.post(url("view-remove", edition.code, view.pk))
    assert not SavedView.objects.filter(pk=view.pk).exists()


def test_view_without_a_name_is_not_kept(client: Client) -> None:
    edition, organiser, _entries = make_desk()
    client.force_login(organiser)
    client.post(url("view-save", edition.code), {"name": " \u200b "})
    assert not SavedView.objects.exists()


def test_filter_of_missing_items_agrees_with_what_the_entrant_is_told() -> None:
    edition, organiser, [whole, lacks_answer, lacks_title] = make_desk(3)
    only = make_category(edition, "energy")
    needed = make_question(edition, "needed", required=True)
    choice = make_question(
        edition,
        "choice",
        "single_choice",
        options={"choices": [{"code": "yes", "th": "ใช่", "en": "Yes"}]},
    )
    rule = {"shown_if": {"question": "choice", "equals": "yes"}}
    hidden = make_question(edition, "hidden", required=True, options=rule)
    make_question(edition, "for-energy", required=True).categories.add(only)
    make_question(edition, "paper", "file", required=False)
    for entry in (whole, lacks_title):
        make_answer(entry, needed, "คำตอบ")
    make_answer(lacks_answer, choice, "yes")
    Entry.objects.filter(pk=lacks_title.pk).update(title_en="  ")
    found = filtered_entries(organiser, edition, {"missing": "any"})
    assert set(found) == {lacks_answer, lacks_title}
    assert set(filtered_entries(organiser, edition, {"missing": "q-hidden"})) == {
        lacks_answer
    }
    assert set(filtered_entries(organiser, edition, {"missing": "title_en"})) == {
        lacks_title
    }
    assert not filtered_entries(
        organiser, edition, {"missing": "q-for-energy"}
    ).exists()
    assert not filtered_entries(organiser, edition, {"missing": "no-such"}).exists()
    rows = list(Entry.objects.filter(edition=edition).prefetch_related("standings"))
    told = {entry.pk: [item.label for item in missing_items(entry)] for entry in rows}
    assert missing_in(edition, rows) == told
    assert hidden.label in told[lacks_answer.pk]


def test_filter_of_the_phase_in_which_it_came_in() -> None:
    edition, organiser, [early, late, later] = make_desk(3)
    Edition.objects.filter(pk=edition.pk).update(
        closes_at=moment(hours=2), grace_minutes=30
    )
    edition.refresh_from_db()
    for entry, hours in ((early, 3.0), (late, 1.8), (later, 1.0)):
        Entry.objects.filter(pk=entry.pk).update(
            submitted_at=timezone.now() - timedelta(hours=hours)
        )
    Edition.objects.filter(pk=edition.pk).update(
        closes_at=timezone.now() - timedelta(hours=2)
    )
    edition.refresh_from_db()
    found = {
        phase: list(filtered_entries(organiser, edition, {"phase": phase}))
        for phase in ("call", "grace", "extension")
    }
    assert found == {"call": [early], "grace": [late], "extension": [later]}


def test_entry_in_two_categories_of_one_smart_stands_in_the_list_once() -> None:
    edition, organiser, [entry, _other] = make_desk()
    smart = entry.standings.get().category.smart
    second = make_category(edition, "second")
    Category.objects.filter(pk=second.pk).update(smart=smart)
    entry.standings.create(category=second)
    assert smart is not None
    assert filtered_entries(organiser, edition, {"smart": smart.code}).count() == 2


def test_bulk_act_is_seen_then_done_to_those_entries_then_undone(
    client: Client,
) -> None:
    edition, organiser, [first, _second] = make_desk()
    client.force_login(organiser)
    asked = {"act": "tag", "text": "ตรวจ เอกสาร", "entry": [first.reference]}
    page = client.post(url("entries-bulk", edition.code), asked)
    assert page.context["plan"].changing == [first]
    assert not Note.objects.exists()
    sent = {
        "act": "tag",
        "text": "ตรวจ-เอกสาร",
        "references": first.reference,
        "confirm": "1",
    }
    assert client.post(url("entries-bulk", edition.code), sent).status_code == 302
    assert list(Note.objects.values_list("entry", "text", "is_tag")) == [
        (first.pk, "ตรวจ-เอกสาร", True)
    ]
    act = BulkAct.objects.get()
    assert client.get(url("entries-bulk", edition.code)).status_code == 200
    client.post(url("bulk-undo", edition.code, act.pk))
    assert not Note.objects.exists()
    with pytest.raises(BulkError):
        undo_bulk(act=act, actor=organiser)


def test_tag_taken_away_comes_back_as_it_was() -> None:
    edition, organiser, [first, second] = make_desk()
    colleague = make_organiser(edition)
    Note.objects.create(entry=first, text="เด่น", is_tag=True, created_by=colleague)
    plan = plan_bulk(entries=[first, second], kind=BulkKind.UNTAG, text="#เด่น")
    assert (plan.changing, plan.staying) == ([first], [second])
    act = do_bulk(edition=edition, plan=plan, actor=organiser)
    assert not Note.objects.exists()
    assert undo_bulk(act=act, actor=organiser) == 1
    assert Note.objects.get().created_by == colleague


def test_more_time_for_many_is_written_down_for_each_and_cannot_be_undone(
    client: Client,
) -> None:
    edition, organiser, entries = make_desk()
    client.force_login(organiser)
    asked = {"act": "extend", "text": "น้ำท่วม"}
    assert (
        "until"
        in client.post(url("entries-bulk", edition.code), asked).context["form"].fields
    )
    until = timezone.localtime(edition.closes_at + timedelta(days=1)).strftime(
        "%Y-%m-%dT%H:%M"
    )
    client.post(
        url("entries-bulk", edition.code),
        {**asked, "seen": "1", "until": until, "confirm": "1"},
    )
    assert [len(events_of(entry, VOCABULARY)) for entry in entries] == [1, 1]
    assert Message.objects.filter(event="entry-extended").count() == 2
    with pytest.raises(BulkError):
        undo_bulk(act=BulkAct.objects.get(), actor=organiser)


def test_bulk_act_with_nonsense_is_refused_and_keeps_what_was_typed(
    client: Client,
) -> None:
    edition, organiser, _entries = make_desk()
    client.force_login(organiser)
    address = url("entries-bulk", edition.code)
    assert client.post(address, {"act": "delete"}).status_code == 404
    assert (
        client.post(
            address, {"act": "tag", "text": "x", "entry": "NO-SUCH"}
        ).status_code
        == 302
    )
    page = client.post(
        address, {"act": "extend", "seen": "1", "text": "เหตุ", "until": "พรุ่งนี้"}
    )
    assert page.context["plan"] is None
    assert "พรุ่งนี้" in page.content.decode()


def test_change_on_behalf_is_marked_written_down_and_told(client: Client) -> None:
    edition, organiser, [entry, _other] = make_desk()
    client.force_login(organiser)
    address = url("entry-behalf", edition.code, entry.reference)
    fields = {
        name: getattr(entry, name)
        for name in (
            "title_en",
            "summary_th",
            "summary_en",
            "contact_name",
            "contact_phone",
        )
    }
    sent = {
        **fields,
        "categories": "mobility",
        "title_th": "ชื่อที่ถูกต้อง",
        "reason": "ผู้ส่งแจ้งทางโทรศัพท์",
        "act": "change",
    }
    assert client.post(address, {**sent, "reason": ""}).status_code == 422
    assert client.post(address, sent).status_code == 302
    entry.refresh_from_db()
    assert (entry.title_th, entry.state) == ("ชื่อที่ถูกต้อง", "submitted")
    [event] = events_of(entry, VOCABULARY)
    assert event.on_behalf
    assert event.who == str(organiser)
    assert entry.revisions.filter(on_behalf=True, saved_by=organiser).exists()
    assert verify(edition.code) == []
    message = Message.objects.get(event="entry-changed-on-behalf")
    assert message.to_email == entry.owner.email
    assert "ผู้ส่งแจ้งทางโทรศัพท์" in message.text
    client.force_login(entry.owner)
    with translation.override("en"):
        page = client.get(
            reverse("nominations:entry-history", args=[entry.reference])
        ).content.decode()
    assert "for the entrant" in page


def test_change_on_behalf_refuses_what_would_leave_something_missing_or_comes_too_late() -> (
    None
):
    edition, organiser, [entry, _other] = make_desk()
    said: dict[str, Any] = {"read_at": {}, "actor": organiser}
    with pytest.raises(IncompleteError):
        change_for_entrant(
            entry=entry, typed={"contact_name": ""}, reason="เหตุ", **said
        )
    with pytest.raises(ReasonError):
        change_for_entrant(entry=entry, typed={"contact_name": "x"}, reason=" ", **said)
    Edition.objects.filter(pk=edition.pk).update(
        closes_at=moment(hours=-1), grace_minutes=0
    )
    with pytest.raises(ClosedError):
        change_for_entrant(
            entry=entry, typed={"contact_name": "x"}, reason="เหตุ", **said
        )
    entry.refresh_from_db()
    assert entry.contact_name == "ผู้ประสานงานสมมุติ"


def test_withdrawal_on_behalf_tells_the_owner() -> None:
    _edition, organiser, [entry, _other] = make_desk()
    withdraw_for_entrant(entry=entry, reason="ขอถอนทางหนังสือ", actor=organiser)
    entry.refresh_from_db()
    assert entry.state == "withdrawn"
    assert Message.objects.filter(
        event="entry-withdrawn-on-behalf", to_email=entry.owner.email
    ).exists()


def test_history_speaks_the_readers_language_and_shows_no_draft(client: Client) -> None:
    edition = make_edition()
    entry = make_entry(edition, category=make_category(edition))
    organiser = make_organiser(edition)
    submit_entry(entry=entry, user=entry.owner)
    reopen_entry(entry=entry, user=entry.owner)
    save_entry(
        entry=entry, user=entry.owner, fields={"title_th": "ร่างลับระหว่างทาง"}, answers={}
    )
    save_entry(
        entry=entry, user=entry.owner, fields={"title_th": "ฉบับที่สอง"}, answers={}
    )
    submit_entry(entry=entry, user=entry.owner)
    client.force_login(organiser)
    with translation.override("th"):
        page = client.get(
            url("manage-history", edition.code, entry.reference)
        ).content.decode()
    assert "ส่งแล้ว" in page
    assert "เปิดใหม่เพื่อแก้ไข" in page
    assert "entry submitted" not in page
    assert "ร่างลับระหว่างทาง" not in page
    assert [len(version.differences) for version in submissions_of(entry)] == [1, 0]


def test_view_of_an_address_takes_ticked_columns_and_cuts_what_is_too_long() -> None:
    assert view_of({"q": "x" * 300, "columns": "title", "nonsense": "y"}) == {
        "q": "x" * 200,
        "columns": "title",
    }


@pytest.mark.parametrize(
    ("language", "said"), [("th", "พลังงานสมมุติ"), ("en", "Invented energy")]
)
def test_history_calls_categories_levels_and_questions_by_their_names(
    language: str, said: str
) -> None:
    edition = make_edition()
    edition.categories.create(
        code="energy", name_th="พลังงานสมมุติ", name_en="Invented energy"
    )
    question = make_question(
        edition, "problem", label_th="ปัญหาสมมุติ", label_en="Invented problem"
    )
    entry = make_entry(edition)
    values = {"category": "energy", "level": "gone", "fields": [f"q-{question.code}"]}
    append(edition.code, DECISION, None, values, subject=f"entry:{entry.reference}")
    with translation.override(language):
        [event] = events_of(entry, VOCABULARY)
    texts = [text for _label, text in event.values]
    assert said in texts
    assert question.label_th in texts or question.label_en in texts
    assert "gone" in texts  # a level that there is no more
    assert "energy" not in texts


def test_tags_stand_beside_their_titles_and_in_the_filter(client: Client) -> None:
    edition, organiser, [entry, other] = make_desk()
    for text in ("#ด่วน", "#โทรแล้ว"):
        add_note(entry=entry, text=text, actor=organiser)
    add_note(entry=other, text="#ด่วน", actor=organiser)
    add_note(entry=other, text="ไม่ใช่ป้าย", actor=organiser)
    client.force_login(organiser)
    page = client.get(url("manage-entries", edition.code), {"tag": "โทรแล้ว"})
    assert [line.tags for line in page.context["lines"]] == [["ด่วน", "โทรแล้ว"]]
    assert page.context["tags"] == ["ด่วน", "โทรแล้ว"]


def test_desk_asks_twelve_questions_and_counts_the_side_bar_in(client: Client) -> None:
    edition, organiser, [entry, _other] = make_desk()
    add_note(entry=entry, text="#ด่วน", actor=organiser)
    client.force_login(organiser)
    cache.clear()
    with CaptureQueriesContext(connection) as asked:
        client.get(url("manage-entries", edition.code))
    assert len(asked) <= 12
