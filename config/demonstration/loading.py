"""The demonstration: one edition announced, one whose call is open, one being judged,
and the register.

Every part is made in one transaction through the real services, so it is there wholly
or not at all; a second run makes only what is missing. Its mails wait in the outbox for
the worker.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from random import Random

from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils import timezone

from awards.accounts.models import User
from awards.dsure.register.services import appoint_registrar
from awards.editions.services import update_edition
from awards.editions.setup.services import save_round
from awards.language.thai import ERA
from awards.ledger.services import database_now
from awards.models import CertificateKind, Edition
from config.demonstration.dating import date_publication, spread_entries
from config.demonstration.face import load_faces
from config.demonstration.jury import load_calibration, load_final, load_jury_page
from config.demonstration.pictures import report_pdf, result_chart
from config.demonstration.register import load_register
from config.demonstration.stories import tell_stories
from config.rehearsal.cast import Stage, open_stage
from config.rehearsal.ceremony import ask_entrants, queue_certificates
from config.rehearsal.content import solutions
from judging.feedback.pages import to_read
from judging.feedback.services import release_comment, set_feedback_rules
from judging.models import Assignment
from nominations.desk.bulk import do_bulk, plan_bulk
from nominations.desk.services import add_note, save_view
from nominations.eligibility.corrections import reply
from nominations.eligibility.services import Word, give_word
from nominations.models import Entry
from nominations.statuses import BulkKind, EntryState, Outcome

PUBLISHED, CLOSED_ON = "scsa-2566", date(2023, 8, 31)
ROLES = {
    "organiser": ("ผู้จัดการประกวด (สมมุติ)", "Organiser (invented)"),
    "judge": ("ผศ.ดร.ตุลา ใจเที่ยง (สมมุติ)", "Asst. Prof. Tula Chaithiang (invented)"),
    "entrant": ("อัญชัน ช่อม่วง (สมมุติ)", "Anchan Chomuang (invented)"),
    "registrar": ("นายทะเบียน dSURE (สมมุติ)", "dSURE registrar (invented)"),
    "operator": ("ผู้ดูแลระบบ (สมมุติ)", "Operator (invented)"),
    "outsider": ("ผู้สนใจทั่วไป (สมมุติ)", "Outsider (invented)"),
}
JUDGES, PER_ENTRY = 7, 4


def password() -> str:
    """One for all demonstration accounts. The site listens on this machine alone unless
    somebody decides otherwise.
    """
    return os.environ.get("DEMO_PASSWORD") or "sawatdi-smart-2566"


def stored_password() -> str:
    """As the accounts keep it: all of them the same, since hashing one is slow on purpose;
    what the first one keeps, where that is still the password.
    """
    first = User.objects.filter(email=f"{next(iter(ROLES))}@example.org").first()
    if first is not None and first.check_password(password()):
        return first.password
    return make_password(password())


@dataclass(frozen=True)
class Cast:
    organiser: User
    judge: User
    entrant: User
    registrar: User
    operator: User
    outsider: User


def load_demo(quiet: bool = False) -> dict[str, str]:
    """Make what is missing; returns the codes of the three editions by what they show."""
    cast = load_cast()
    year = timezone.localdate().year
    codes = {
        "published": PUBLISHED,
        "judging": f"pilot-{year + ERA}",
        "open": f"scsa-{year + ERA}",
    }
    once(codes["published"], lambda: load_published(cast, quiet))
    once(codes["judging"], lambda: load_judging(codes["judging"], cast, year, quiet))
    once(codes["open"], lambda: load_open(codes["open"], cast, year))
    load_register(cast.registrar)
    load_faces(cast, codes)
    return codes


def once(code: str, make: Callable[[], None]) -> None:
    if not Edition.objects.filter(code=code).exists():
        with transaction.atomic():
            make()


@transaction.atomic
def load_cast() -> Cast:
    people, stored = {}, stored_password()
    for role, (name_th, name_en) in ROLES.items():
        email = f"{role}@example.org"
        user = User.objects.filter(email=email).first()
        if user is None:
            user = User.objects.create_user(email, name_th=name_th, name_en=name_en)
        if user.password != stored:
            user.password = stored
            user.save(update_fields=["password"])
        EmailAddress.objects.get_or_create(
            user=user, email=email, defaults={"verified": True, "primary": True}
        )
        people[role] = user
    User.objects.filter(pk=people["operator"].pk).update(is_operator=True)
    appoint_registrar(actor=None, user=people["registrar"])
    return Cast(**people)


def stage(
    code: str,
    name_th: str,
    name_en: str,
    year: int,
    organiser: User,
    quiet: bool = True,
) -> Stage:
    made = open_stage(
        code=code,
        name_th=name_th,
        name_en=name_en,
        year=year,
        organiser=organiser,
        seed=2566,
    )
    made.quiet = quiet
    return made


def load_published(cast: Cast, quiet: bool) -> None:
    """Acted out now, then dated as it would have been: the chain says so."""
    made = stage(
        PUBLISHED,
        "การประกวดระบบบริการเมืองอัจฉริยะดีเด่น ประจำปี 2566 (ข้อมูลสมมุติ)",
        "Smart City Solutions Awards 2023 (invented data)",
        2023,
        cast.organiser,
        quiet,
    )
    made.months_until = CLOSED_ON
    made.enter_one(0, solutions()[0], owner=cast.entrant)
    for number, solution in enumerate(
        made.watched(solutions()[1:], "entries", len(solutions()) - 1), start=1
    ):
        made.enter_one(number, solution)
    made.close_call()
    made.invite_one(0, cast.judge.email)
    for number in range(1, JUDGES):
        made.invite_one(number, f"judge-{number}.demo@example.net")
    made.assign(PER_ENTRY, seed=2566)
    made.read_titles()
    made.score()
    made.close_round()
    made.decide()
    made.give_best_of_show()
    ask_entrants(made)
    tell_stories(made.freeze(), cast.organiser)
    made.publish()
    give_feedback(made)
    load_jury_page(made.edition, cast.organiser)
    made.edition = date_back(made.edition, cast.organiser)
    spread_entries(
        edition=made.edition, until=made.edition.closes_at, actor=cast.organiser
    )
    made.edition = date_publication(edition=made.edition, actor=cast.organiser)
    queue_certificates(made, *CertificateKind)


def give_feedback(made: Stage) -> None:
    """Every entrant reads averages and comments; a few comments still wait for the organiser."""
    set_feedback_rules(
        edition=made.edition,
        mode="all",
        figures="scores",
        comments=True,
        ask_until=None,
        actor=made.organiser,
    )
    for ballot in to_read(made.edition)[:40]:
        release_comment(
            ballot=ballot, text=ballot.comment_entrant, actor=made.organiser
        )


def bangkok(year: int, month: int, day: int, hour: int) -> datetime:
    return datetime(year, month, day, hour, tzinfo=timezone.get_default_timezone())


def date_back(edition: Edition, organiser: User) -> Edition:
    edition = update_edition(
        edition=edition,
        actor=organiser,
        opens_at=bangkok(2023, 6, 1, 9),
        closes_at=bangkok(2023, 8, 31, 17),
        announces_at=bangkok(2023, 11, 22, 14),
    )
    for round_ in edition.rounds.all():
        start, end = {"screening": (1, 4), "online": (5, 30), "final": (30, 40)}[
            round_.code
        ]
        round_.opens_at = bangkok(2023, 9, 1, 9) + timedelta(days=start)
        round_.closes_at = bangkok(2023, 9, 1, 17) + timedelta(days=end)
        save_round(round_=round_, actor=organiser, reason="demonstration")
    return edition


def load_judging(code: str, cast: Cast, year: int, quiet: bool) -> None:
    """A small edition whose online round is open: the judge's desk has work, the
    organiser's board shows progress.
    """
    made = stage(
        code,
        f"การประกวดนวัตกรรมเมืองนำร่อง {year + ERA} (ข้อมูลสมมุติ)",
        f"Pilot City Innovation {year} (invented data)",
        year,
        cast.organiser,
        quiet,
    )
    random = Random(7)
    written = random.sample(solutions(), 14)
    for number, solution in enumerate(written):
        uploads = (
            (report_pdf(solution), result_chart(solution)) if number % 2 == 0 else ()
        )
        made.enter_one(number, solution, uploads=uploads)
    made.close_call()
    now = database_now()
    made.edition = update_edition(
        edition=made.edition,
        actor=cast.organiser,
        opens_at=now - timedelta(days=40),
        announces_at=now + timedelta(days=30),
    )
    spread_entries(
        edition=made.edition, until=made.edition.closes_at, actor=cast.organiser
    )
    made.move_round(closes_in=timedelta(days=14))
    made.invite_one(0, cast.judge.email)
    for number in range(1, 5):
        made.invite_one(number, f"judge-{number}.demo@example.net")
    made.assign(3, seed=7)
    mine = cast.judge.pk
    others = [row for row in made.assignments() if row.judge.user_id != mine]
    own = [row for row in made.assignments() if row.judge.user_id == mine]
    made.judges = [judge for judge in made.judges if judge.user_id != mine]
    made.read_titles()
    made.score(others[: len(others) * 2 // 3])
    clear_some(own[:4])
    made.score(own[:2])
    load_calibration(made.edition, Edition.objects.get(code=PUBLISHED), cast.organiser)
    load_final(made.edition, cast.organiser)


def clear_some(rows: list[Assignment]) -> None:
    """The judge has read these titles; the others still wait on the desk."""
    from judging.conflicts.services import clear_titles

    if rows:
        clear_titles(
            judge=rows[0].judge, assignments=[row.pk for row in rows], conflicts={}
        )


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
    made.enter_one(0, words[9], owner=cast.entrant)
    made.enter_one(1, words[14], owner=cast.entrant, submit=False)
    sent = [
        made.enter_one(number, words[number * 4 % len(words)], submit=number % 4 != 0)
        for number in range(2, 9)
    ]
    check_eligibility(made, [entry for entry in sent if entry.submitted_at], cast)
    load_desk(made.edition, cast.organiser)
    spread_entries(edition=made.edition, until=now, actor=cast.organiser, seed=7)


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
    """An entry in each state of the eligibility desk; of those that wait one looks like
    another, and one claims
    more months of use than its own date allows.
    """
    reader, now, words = cast.organiser, database_now(), solutions()
    recent = timezone.localdate(made.edition.closes_at - timedelta(days=130))
    made.enter_one(11, replace(words[25], since=recent), months=18)
    again = replace(
        words[8],
        title_th=f"{words[8].title_th} ระยะที่ 2",
        title_en=f"{words[8].title_en}, phase 2",
    )
    made.enter_one(9, again)
    returned = made.enter_one(10, words[2], owner=cast.entrant)
    fields = {
        "title_en": "คำแปลยังไม่ตรงกับชื่อภาษาไทย",
        "q-results": "โปรดระบุแหล่งที่มาของตัวเลขหลังใช้งาน",
    }
    until = end_of_day(now + timedelta(days=6))
    refused, answered, final = sent[1], sent[2], sent[3]
    out = Word(
        Outcome.NOT_ELIGIBLE,
        reason="ตามเอกสารที่แนบ ผลงานเปิดใช้งานจริงเพียง 2 เดือนก่อนวันปิดรับสมัคร",
    )
    said = [
        (sent[0], Word(Outcome.ELIGIBLE)),
        (
            returned,
            Word(Outcome.RETURNED, "โปรดแก้ไขสองช่องนี้", corrections=fields, until=until),
        ),
        *((entry, out) for entry in (refused, answered, final)),
    ]
    for entry, word in said:
        give_word(entry=entry, reader=reader, number=1, word=word)
    for entry in (answered, final):
        reply(
            entry=entry,
            user=entry.owner,
            text="ระบบเปิดให้บริการนำร่องตั้งแต่ปีก่อน หนังสือรับรองอยู่ในไฟล์แนบ หน้า 4",
        )
    give_word(
        entry=final,
        reader=reader,
        number=1,
        word=replace(out, reason="ระยะนำร่องไม่นับเป็นการใช้งานจริงตามเงื่อนไขข้อ 2"),
    )


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


def accounts_text(codes: dict[str, str]) -> str:
    """What ``make demo`` prints."""
    lines = [f"  {role}@example.org" for role in ROLES]
    return "\n".join(
        [
            "Accounts, all with the password " + password(),
            *lines,
            "",
            f"Editions: {codes['published']} (winners announced), "
            f"{codes['judging']} (being judged), "
            f"{codes['open']} (call is open)",
            f"Mails written so far: {settings.SITE_URL}/th/demo/mails/",
        ]
    )
