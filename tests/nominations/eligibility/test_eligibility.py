"""The eligibility desk: words of one reader and of two, corrections within their time,
one answer, and who judges.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from awards.accounts.models import User
from awards.ledger.models import Row, Value
from awards.models import Edition
from awards.outbox.models import Message
from judging.acts import VOCABULARY
from judging.assigning.draft import seats_of
from judging.decisions.services import winner_lines
from judging.models import Assignment
from nominations.checklist.pages import read_rules
from nominations.eligibility.corrections import reply, send_correction
from nominations.eligibility.findings import check_entry
from nominations.eligibility.permissions import words_seen_by
from nominations.eligibility.queue import open_next, progress_of, waiting_for
from nominations.eligibility.services import Word, begin_again, give_word
from nominations.eligibility.similar_titles import Titles
from nominations.entries.history import events_of
from nominations.entries.missing import missing_items
from nominations.entries.saving import save_entry
from nominations.entries.services import reopen_entry, withdraw_entry
from nominations.files.services import attach_file
from nominations.models import Correction, Entry, Reply, Revision, Verdict, in_running
from nominations.refusals import (
    AlreadyReadError,
    ClosedError,
    CorrectFirstError,
    CorrectionOverError,
    FieldLockedError,
    RepliedError,
    VerdictError,
    WhenError,
    WhichFieldsError,
    WrongStateError,
)
from nominations.statuses import ELIGIBILITY_TRANSITIONS, Eligibility, Outcome
from tests.factories import (
    ago,
    ahead,
    make_agreement,
    make_assignment,
    make_category,
    make_decision,
    make_declaration,
    make_edition,
    make_full_edition,
    make_judge,
    make_list,
    make_organisation,
    make_organiser,
    make_question,
    make_rule,
    make_rule_answer,
    make_user,
    make_winner,
)
from tests.nominations.makers import make_entry

pytestmark = pytest.mark.django_db

GOOD = Word(Outcome.ELIGIBLE)
BAD = Word(Outcome.NOT_ELIGIBLE, reason="ส่งเกินหนึ่งผลงาน")


def returned(fields: dict[str, str] | None = None, **span: float) -> Word:
    until = timezone.now() + timedelta(**(span or {"days": 3}))
    return Word(
        Outcome.RETURNED,
        reason="โปรดแก้ไข",
        corrections=fields or {"title_en": "แปลให้ตรง"},
        until=until,
    )


def closed_edition(**fields: Any) -> Edition:
    edition = make_edition(
        **{"opens_at": ago(days=30), "closes_at": ago(days=1), **fields}
    )
    make_category(edition)
    return edition


def sent_in(edition: Edition | None = None, **fields: Any) -> Entry:
    edition = edition or closed_edition()
    return make_entry(
        edition, category=edition.categories.first(), state="submitted", **fields
    )


def say(entry: Entry, word: Word, reader: User | None = None) -> Entry:
    entry.refresh_from_db()
    reader = reader or make_organiser(entry.edition)
    return give_word(
        entry=entry, reader=reader, number=entry.eligibility_pass, word=word
    )


@pytest.mark.parametrize(
    ("word", "state", "event"),
    [
        (GOOD, "eligible", "entry-eligible"),
        (BAD, "not_eligible", "entry-not-eligible"),
        (returned(), "returned", "entry-returned"),
    ],
)
def test_word_decides_is_written_down_and_told(
    word: Word, state: str, event: str
) -> None:
    entry = sent_in()
    assert say(entry, word).eligibility == state
    mail = Message.objects.get(event=event)
    assert entry.reference in mail.subject
    assert word.reason in mail.text
    row = Row.objects.get(chain=entry.edition.code, act="eligibility decided")
    assert (
        Value.objects.get(chain=row.chain, number=row.number, name="outcome").value
        == state
    )


@pytest.mark.parametrize(
    ("word", "error"),
    [
        (Word(Outcome.NOT_ELIGIBLE), VerdictError),
        (Word(Outcome.RETURNED, corrections={}, until=ahead(days=1)), WhichFieldsError),
        (returned(days=-1), WhenError),
        (returned(days=100), WhenError),
        (Word(Outcome.RETURNED, corrections={"title_th": "x"}), WhenError),
    ],
)
def test_word_that_lacks_something_changes_nothing(
    word: Word, error: type[VerdictError]
) -> None:
    entry = sent_in()
    with pytest.raises(error):
        say(entry, word)
    entry.refresh_from_db()
    assert (entry.eligibility, Verdict.objects.count()) == ("unchecked", 0)


def test_stale_page_and_draft_get_no_word() -> None:
    entry = sent_in()
    say(entry, GOOD)
    with pytest.raises(WrongStateError):
        say(entry, BAD)
    with pytest.raises(WrongStateError):
        give_word(
            entry=entry,
            reader=make_user(),
            number=entry.eligibility_pass + 1,
            word=GOOD,
        )
    with pytest.raises(WrongStateError):
        say(make_entry(entry.edition), GOOD)


def test_second_reader_does_not_see_the_first_word() -> None:
    entry = sent_in(closed_edition(eligibility_readers=2))
    first, second = make_organiser(entry.edition), make_organiser(entry.edition)
    say(entry, BAD, first)
    entry.refresh_from_db()
    assert entry.eligibility == "second"
    assert not Message.objects.exists()
    assert words_seen_by(entry, second) == []
    assert len(words_seen_by(entry, first)) == 1
    assert events_of(entry, VOCABULARY) == []
    assert not waiting_for(entry.edition, first).exists()
    assert waiting_for(entry.edition, second).get() == entry
    with pytest.raises(AlreadyReadError):
        say(entry, BAD, first)
    assert say(entry, BAD, second).eligibility == "not_eligible"
    assert Message.objects.get(event="entry-not-eligible").text.count(BAD.reason) == 1


def test_disagreement_goes_to_a_third_reader() -> None:
    entry = sent_in(closed_edition(eligibility_readers=2))
    first, second = make_organiser(entry.edition), make_organiser(entry.edition)
    say(entry, BAD, first)
    assert say(entry, GOOD, second).eligibility == "disputed"
    with pytest.raises(AlreadyReadError):
        say(entry, GOOD, second)
    assert say(entry, GOOD).eligibility == "eligible"
    assert list(Verdict.objects.values_list("settles", flat=True)) == [
        False,
        False,
        True,
    ]


def test_one_of_two_readers_settles_a_disagreement_only_with_a_note() -> None:
    entry = sent_in(closed_edition(eligibility_readers=2))
    first, second = make_organiser(entry.edition), make_organiser(entry.edition)
    say(entry, returned({"title_en": "a"}), first)
    say(entry, GOOD, second)
    settled = Word(Outcome.NOT_ELIGIBLE, reason="เหตุผล", note="ตกลงกันแล้วทางโทรศัพท์")
    assert say(entry, settled, first).eligibility == "not_eligible"
    assert "ตกลงกัน" not in Message.objects.get(event="entry-not-eligible").text


def test_two_readers_who_return_open_what_either_marked() -> None:
    entry = sent_in(closed_edition(eligibility_readers=2))
    say(entry, returned({"title_en": "a", "title_th": "b"}, days=2))
    say(entry, returned({"title_en": "c"}, days=5))
    correction = Correction.objects.get()
    assert correction.fields == {"title_en": "a\n\nc", "title_th": "b"}
    assert correction.until > ahead(days=4)


def save(entry: Entry, **fields: str) -> Entry:
    return save_entry(entry=entry, user=entry.owner, fields=fields, answers={})


def test_only_marked_fields_are_open_after_closing() -> None:
    entry = sent_in()
    question = make_question(entry.edition, "proof", kind="file")
    say(entry, returned({"title_en": "แปล", "q-proof": "แนบใหม่"}))
    assert save(entry, title_en="Better").title_en == "Better"
    for fields in ({"title_th": "ใหม่"}, {"title_en": "x", "summary_th": "y"}):
        with pytest.raises(FieldLockedError):
            save(entry, **fields)
    with pytest.raises(FieldLockedError):
        save_entry(
            entry=entry,
            user=entry.owner,
            fields={},
            answers={},
            category_codes=["mobility"],
        )
    picture = ContentFile(png(), name="x.png")
    entry.refresh_from_db()
    with pytest.raises(FieldLockedError):
        attach_file(entry=entry, user=entry.owner, upload=picture)
    assert (
        attach_file(
            entry=entry, user=entry.owner, upload=picture, question=question
        ).question
        == question
    )


def png() -> bytes:
    import io

    from PIL import Image

    out = io.BytesIO()
    Image.new("RGB", (2, 2)).save(out, "PNG")
    return out.getvalue()


@pytest.mark.parametrize(
    ("seconds", "open_"), [(-3600, False), (-1, False), (30, True), (3600, True)]
)
def test_correction_ends_by_the_clock_of_the_database(
    seconds: int, open_: bool
) -> None:
    """Whatever was set, and however long ago: before its deadline everything marked is
    open, afterwards nothing.
    """
    entry = sent_in()
    say(entry, returned())
    Correction.objects.update(until=timezone.now() + timedelta(seconds=seconds))
    if open_:
        assert save(entry, title_en="In time").title_en == "In time"
        assert send_correction(entry=entry, user=entry.owner).eligibility == "unchecked"
        return
    for act in (
        lambda: save(entry, title_en="Late"),
        lambda: send_correction(entry=entry, user=entry.owner),
    ):
        with pytest.raises(CorrectionOverError):
            act()
    assert waiting_for(entry.edition, make_organiser(entry.edition)).get() == entry
    assert say(entry, GOOD).eligibility == "eligible"


def test_correction_comes_back_to_the_desk_with_a_new_receipt() -> None:
    entry = sent_in()
    organiser = make_organiser(entry.edition)
    say(entry, returned(), organiser)
    with pytest.raises(WrongStateError):
        say(entry, GOOD, organiser)
    save(entry, title_en="Better")
    sent = send_correction(entry=entry, user=entry.owner)
    assert (sent.eligibility, sent.eligibility_pass) == ("unchecked", 2)
    assert entry.receipts.get().content["fields"]["title_en"] == "Better"
    assert (
        Message.objects.filter(
            event="correction-received", recipient=entry.owner
        ).count()
        == 1
    )
    assert (
        Message.objects.filter(event="correction-to-read", recipient=organiser).count()
        == 1
    )
    with pytest.raises(ClosedError):
        save(entry, title_en="Once more")
    assert say(entry, GOOD, organiser).eligibility == "eligible"


def test_not_eligible_is_answered_once_and_then_final() -> None:
    entry = sent_in()
    organiser = make_organiser(entry.edition)
    say(entry, BAD, organiser)
    with pytest.raises(VerdictError):
        reply(entry=entry, user=entry.owner, text="  ")
    reply(entry=entry, user=entry.owner, text="ผลงานเดียวกัน")
    assert (
        Message.objects.filter(
            event="eligibility-reply-to-read", recipient=organiser
        ).count()
        == 1
    )
    with pytest.raises(RepliedError):
        reply(entry=entry, user=entry.owner, text="อีกครั้ง")
    with pytest.raises(WrongStateError):
        say(entry, returned(), organiser)
    assert say(entry, BAD, organiser).eligibility == "refused"
    assert Message.objects.filter(event="entry-refused").count() == 1
    begin_again(entry=entry, actor=organiser, reason="พบหลักฐานใหม่")
    assert say(entry, BAD, organiser).eligibility == "refused"
    assert Reply.objects.count() == 1


def test_opening_again_before_closing_begins_the_check_anew_but_not_around_it() -> None:
    edition = closed_edition(closes_at=ahead(days=5))
    entry, bad = sent_in(edition), sent_in(edition)
    say(entry, GOOD)
    reopen_entry(entry=entry, user=entry.owner)
    entry.refresh_from_db()
    assert (entry.eligibility, entry.eligibility_pass) == ("unchecked", 2)
    say(bad, BAD)
    with pytest.raises(CorrectFirstError):
        reopen_entry(entry=bad, user=bad.owner)
    withdraw_entry(entry=bad, user=bad.owner)
    with pytest.raises(CorrectFirstError):
        reopen_entry(entry=bad, user=bad.owner)


def test_queue_goes_round_and_counts() -> None:
    edition = closed_edition()
    reader = make_organiser(edition)
    first, second, third = (
        sent_in(edition, submitted_at=ago(days=day)) for day in (3, 2, 1)
    )
    make_entry(edition)
    assert open_next(edition, reader) == first
    assert open_next(edition, reader, first.reference) == second
    assert open_next(edition, reader, third.reference) == first
    say(first, GOOD, reader)
    say(second, returned(), reader)
    progress = progress_of(edition, reader)
    assert (
        progress.total,
        progress.done,
        progress.left,
        progress.out,
        progress.others,
    ) == (3, 1, 1, 1, 0)


def test_every_state_is_left_only_as_the_table_says() -> None:
    assert set(ELIGIBILITY_TRANSITIONS) == set(Eligibility)
    assert Eligibility.ELIGIBLE not in ELIGIBILITY_TRANSITIONS[Eligibility.RETURNED]


@pytest.mark.parametrize(
    ("state", "only_eligible", "runs"),
    [
        ("unchecked", False, True),
        ("unchecked", True, False),
        ("eligible", True, True),
        ("returned", False, True),
        ("not_eligible", False, False),
        ("answered", False, False),
        ("refused", False, False),
    ],
)
def test_who_is_judged_and_may_win(state: str, only_eligible: bool, runs: bool) -> None:
    edition = make_full_edition(only_eligible_judged=only_eligible)
    entry = make_entry(
        edition,
        category=edition.categories.first(),
        state="submitted",
        eligibility=state,
    )
    make_assignment(make_judge(edition), entry)
    make_decision(entry)
    assert entry.is_in_running is runs
    assert Entry.objects.filter(in_running()).exists() is runs
    assert bool(seats_of(edition, edition.rounds.get(), 3)[0]) is runs
    assert bool(winner_lines(edition)) is runs
    assert Assignment.objects.standing().exists() is (
        state in ("unchecked", "eligible", "returned")
    )


def test_similar_thai_titles_are_found_and_unlike_ones_are_not() -> None:
    titles = Titles(
        [
            (1, "ระบบเตือนน้ำท่วมขังรายซอยด้วยเซนเซอร์ระดับน้ำ"),
            (2, "ระบบขนส่งสาธารณะอัจฉริยะ"),
            (3, "ระบบพลังงานอัจฉริยะ"),
            (4, "Street-by-street flood warning"),
        ]
    )
    found = titles.like(["ระบบแจ้งเตือนน้ำท่วมขังรายซอยโดยใช้เซนเซอร์วัดระดับน้ำ"], least=0.5)
    assert [match.key for match in found] == [1]
    assert [
        match.key
        for match in titles.like(["STREET by street: flood-warning!"], least=0.9)
    ] == [4]
    assert titles.like(["ระบบการศึกษาอัจฉริยะ"], least=0.6) == []
    assert titles.like([""], least=0.1) == []


def checks(entry: Entry) -> dict[str, str]:
    found = check_entry(entry, read_rules(entry), missing_items(entry))
    return {check.code: check.tone for check in found}


def test_checks_find_what_there_is_to_find() -> None:
    edition = closed_edition()
    body = {"name_th": "เทศบาลเมืองลมหนาว (สมมุติ)", "number": "0105536112014"}
    first = sent_in(
        edition,
        organisation=make_organisation(**body),
        title_th="ตลาดนัดขยะรีไซเคิลรู้ราคาก่อนออกจากบ้าน",
    )
    assert set(checks(first).values()) == {"good"}
    same = make_organisation(
        name_th="เทศบาลเมือง ลมหนาว", number="0994000617723", kind="company"
    )
    second = sent_in(
        edition,
        organisation=same,
        title_th="ตลาดนัดขยะรีไซเคิลที่รู้ราคาก่อนออกจากบ้าน",
        title_en="",
    )
    make_rule_answer(second, make_rule(edition), "no")
    past = make_list(
        make_edition(
            opens_at=ago(days=400), closes_at=ago(days=380), announces_at=ago(days=370)
        )
    )
    make_winner(past, title_th="ตลาดนัดขยะรีไซเคิลที่รู้น้ำหนักและราคาก่อนออกจากบ้าน")
    make_winner(
        make_list(make_edition(), published=False), organisation_th=body["name_th"]
    )
    tones = checks(second)
    assert [code for code, tone in tones.items() if tone == "bad"] == [
        "number",
        "rules",
        "category",
        "winners",
    ]
    assert [code for code, tone in tones.items() if tone == "warn"] == [
        "missing",
        "organisation",
        "titles",
    ]


def test_reader_is_told_what_lacks_and_keeps_what_was_typed(client: Client) -> None:
    entry = sent_in()
    other = sent_in(entry.edition, submitted_at=timezone.now())
    client.force_login(make_organiser(entry.edition))
    page = reverse(
        "nominations:eligibility-check", args=[entry.edition.code, entry.reference]
    )
    typed = {
        "number": 1,
        "outcome": "returned",
        "fix-title_en": "ขยายความ",
        "until": "32/13/2569 10:00",
    }
    answer = client.post(page, typed)
    assert answer.status_code == 422
    assert "ขยายความ" in answer.content.decode()
    assert "error_1_id_until" in answer.content.decode()
    assert client.post(page, {"number": "x"}).status_code == 422
    done = client.post(page, {**typed, "until": ""})
    assert done.status_code == 422
    done = client.post(page, {"number": 1, "outcome": "eligible"}, follow=True)
    assert done.redirect_chain[-1][0].endswith(f"/{other.reference}/")


def test_entrant_sees_what_to_do_and_answers(client: Client) -> None:
    entry = sent_in()
    client.force_login(entry.owner)
    detail = reverse("nominations:entry-detail", args=[entry.reference])
    edit = reverse("nominations:entry-edit", args=[entry.reference])
    say(entry, returned({"title_en": "<b>แปลใหม่</b>"}))
    assert "&lt;b&gt;แปลใหม่" in client.get(detail).content.decode()
    Revision.objects.create(
        entry=entry,
        field="title_en",
        number=3,
        value=entry.title_en,
        saved_by=entry.owner,
    )
    form = client.get(edit).content.decode()
    assert 'name="v-title_en" value="3"' in " ".join(form.split())
    assert "<b>แปลใหม่" not in form
    assert 'name="title_en"' in form
    assert 'name="title_th"' not in form
    assert (
        client.post(
            edit, {"title_en": "Better", "v-title_en": "3", "title_th": "ลักลอบ"}
        ).status_code
        == 302
    )
    client.post(reverse("nominations:correction-send", args=[entry.reference]))
    entry.refresh_from_db()
    assert (entry.title_en, entry.eligibility) == ("Better", "unchecked")
    assert entry.title_th != "ลักลอบ"
    say(entry, BAD)
    assert BAD.reason in client.get(detail).content.decode()
    address = reverse("nominations:reply-send", args=[entry.reference])
    assert client.post(address, {"text": ""}).status_code == 422
    client.post(address, {"text": "ชี้แจง"})
    assert Reply.objects.get().given_by == entry.owner
    assert "ชี้แจง" in client.get(detail).content.decode()


def test_list_that_names_an_entry_found_not_eligible_says_so(client: Client) -> None:
    edition = make_full_edition()
    organiser = make_organiser(edition)
    entry = make_entry(edition, category=edition.categories.first(), state="submitted")
    make_decision(entry)
    winner_list = make_list(edition, published=False)
    make_winner(
        winner_list,
        reference=entry.reference,
        title_en="x",
        summary_en="y",
        organisation_en="z",
    )
    client.force_login(organiser)
    page = reverse("judging:list-show", args=[edition.code, winner_list.version])
    preview = reverse("judging:list-preview", args=[edition.code])
    text = "ผลงานนี้ขาดคุณสมบัติ"
    assert text not in client.get(page).content.decode()
    say(entry, BAD, organiser)
    assert text in client.get(page).content.decode()
    assert entry.reference in client.get(preview).content.decode()


def test_judge_reads_no_reason_no_rule_and_no_declaration(client: Client) -> None:
    edition = make_full_edition()
    edition.rounds.update(blind=False)
    entry = make_entry(edition, category=edition.categories.first(), state="submitted")
    make_rule_answer(entry, make_rule(edition, label_th="เงื่อนไขลับ"), "no")
    make_agreement(entry, make_declaration(edition), detail="รายละเอียดลับ")
    judge = make_judge(edition)
    assignment = make_assignment(judge, entry, cleared_at=ago(minutes=5))
    say(entry, Word(Outcome.ELIGIBLE, reason="เหตุผลลับ", note="บันทึกลับ"))
    client.force_login(judge.user)
    page = client.get(reverse("judging:ballot-edit", args=[assignment.pk]))
    assert page.status_code == 200
    assert entry.title_th in page.content.decode()
    for secret in ("เงื่อนไขลับ", "รายละเอียดลับ", "เหตุผลลับ", "บันทึกลับ"):
        assert secret not in page.content.decode()
