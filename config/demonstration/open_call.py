"""The edition whose call is open for weeks, and what organisers have done on it so far."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from django.utils import timezone

from awards.accounts.models import User
from awards.editions.services import update_edition
from awards.editions.setup.services import save_round
from awards.language.thai import ERA
from awards.ledger.services import database_now
from awards.models import Edition
from config.demonstration.cast import Cast, stage
from config.demonstration.dating import spread_entries
from config.demonstration.messages import load_messages
from config.demonstration.papers import ask_for_papers, check_papers, enter_with_paper
from config.rehearsal import call
from config.rehearsal.cast import Stage
from config.rehearsal.content import solutions
from nominations.desk.bulk import do_bulk, plan_bulk
from nominations.desk.services import add_note, save_view
from nominations.eligibility.corrections import reply
from nominations.eligibility.services import Word, give_word
from nominations.models import Entry
from nominations.statuses import BulkKind, EntryState, Outcome


def load_open(code: str, cast: Cast, year: int) -> None:
    """Its call is open for weeks; the entrant has one entry sent in and one draft."""
    made = stage(
        code,
        f"การประกวดระบบบริการเมืองอัจฉริยะดีเด่น ประจำปี {year + ERA} (ข้อมูลสมมุติ)",
        f"Smart City Solutions Awards {year} (invented data)",
        year,
        cast.organiser,
    )
    now = database_now()
    made.edition = update_edition(
        edition=made.edition,
        actor=cast.organiser,
        opens_at=now - timedelta(days=20),
        closes_at=end_of_day(now + timedelta(days=25)),
        announces_at=now + timedelta(days=90),
    )
    date_rounds(made)
    words = solutions()
    question = ask_for_papers(made.edition, cast.organiser)
    enter_with_paper(made, 0, words[9], question, owner=cast.entrant)
    call.enter_one(made, 1, words[14], owner=cast.entrant, submit=False)
    sent = [
        call.enter_one(
            made, number, words[number * 4 % len(words)], submit=number % 4 != 0
        )
        for number in range(2, 9)
    ]
    sent.append(enter_with_paper(made, 12, words[20], question))
    submitted = [entry for entry in sent if entry.submitted_at]
    check_eligibility(made, submitted, cast)
    load_desk(made.edition, cast.organiser)
    spread_entries(edition=made.edition, until=now, actor=cast.organiser, seed=7)
    check_papers(made.edition, cast.organiser)
    load_messages(made.edition, cast.organiser)


def load_desk(edition: Edition, organiser: User) -> None:
    """What organisers leave at their entries desk: views, a tag, a note."""
    entries = list(
        Entry.objects.filter(edition=edition, state=EntryState.SUBMITTED).order_by(
            "reference"
        )
    )
    save_view(
        edition=edition,
        user=organiser,
        name="จากบริษัท",
        query={"kind": "company"},
        shared=True,
    )
    query = {"sort": "newest", "columns": "title,organisation,owner,files,received"}
    save_view(
        edition=edition,
        user=organiser,
        name="มาใหม่ พร้อมผู้ประสานงาน",
        query=query,
        shared=False,
    )
    plan = plan_bulk(entries=entries[1:4], kind=BulkKind.TAG, text="โทรแล้ว")
    do_bulk(edition=edition, plan=plan, actor=organiser)
    add_note(entry=entries[0], text="ผู้ส่งถามเรื่องไฟล์แนบ ตอบแล้วทางโทรศัพท์", actor=organiser)


def check_eligibility(made: Stage, sent: list[Entry], cast: Cast) -> None:
    """An entry in each state of the eligibility desk; three wait, of which one looks like
    another and one claims more months of use than its own date allows.
    """
    enter_doubtful(made)
    eligible, refused, answered, final = sent[:4]
    say(eligible, cast.organiser, Word(Outcome.ELIGIBLE))
    return_for_correction(
        call.enter_one(made, 10, solutions()[2], owner=cast.entrant), cast.organiser
    )
    not_eligible = Word(
        Outcome.NOT_ELIGIBLE,
        reason="ตามเอกสารที่แนบ ผลงานเปิดใช้งานจริงเพียง 2 เดือนก่อนวันปิดรับสมัคร",
    )
    for entry in (refused, answered, final):
        say(entry, cast.organiser, not_eligible)
    for entry in (answered, final):
        reply(
            entry=entry,
            user=entry.owner,
            text="ระบบเปิดให้บริการนำร่องตั้งแต่ปีก่อน หนังสือรับรองอยู่ในไฟล์แนบ หน้า 4",
        )
    reason = "ระยะนำร่องไม่นับเป็นการใช้งานจริงตามเงื่อนไขข้อ 2"
    say(final, cast.organiser, replace(not_eligible, reason=reason))


def say(entry: Entry, reader: User, word: Word) -> None:
    give_word(entry=entry, reader=reader, number=1, word=word)


def enter_doubtful(made: Stage) -> None:
    words = solutions()
    recent = timezone.localdate(made.edition.closes_at - timedelta(days=130))
    call.enter_one(made, 11, replace(words[25], since=recent), months=18)
    twin = replace(
        words[8],
        title_th=f"{words[8].title_th} ระยะที่ 2",
        title_en=f"{words[8].title_en}, phase 2",
    )
    call.enter_one(made, 9, twin)


def return_for_correction(entry: Entry, reader: User) -> None:
    word = Word(
        Outcome.RETURNED,
        "โปรดแก้ไขสองช่องนี้",
        corrections={
            "title_en": "คำแปลยังไม่ตรงกับชื่อภาษาไทย",
            "q-results": "โปรดระบุแหล่งที่มาของตัวเลขหลังใช้งาน",
        },
        until=end_of_day(database_now() + timedelta(days=6)),
    )
    say(entry, reader, word)


def end_of_day(moment: datetime) -> datetime:
    return timezone.localtime(moment).replace(
        hour=17, minute=0, second=0, microsecond=0
    )


def date_rounds(made: Stage) -> None:
    """Between closing and announcement, in the template's order."""
    starts = {"screening": 1, "online": 5, "final": 45}
    for round_ in made.edition.rounds.all():
        round_.opens_at = made.edition.closes_at + timedelta(days=starts[round_.code])
        round_.closes_at = round_.opens_at + timedelta(
            days=30 if round_.code == "online" else 3
        )
        save_round(round_=round_, actor=made.organiser, reason="demonstration")
