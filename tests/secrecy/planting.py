"""The secrets that are hidden in the world: strings that stand nowhere else, each in the
field that could leak it, by the kind that ``docs/secrecy.md`` names.

To add one: write its words here under its kind, and below the row that holds them.
"""

from __future__ import annotations

import hashlib
from datetime import timedelta

from django.utils import timezone

from awards.accounts.models import SignInLink
from awards.dsure.models import Announcement, Subscriber
from awards.models import CalendarAddress, WrittenPage
from judging.ballots.saving import save_scores
from judging.ballots.services import submit_ballot
from judging.models import (
    Assignment,
    Ballot,
    BallotVersion,
    Comment,
    Conflict,
    Decision,
    Judge,
    JudgeLink,
    PlannedJudge,
    ResultSecret,
    SampleRemark,
)
from judging.statuses import JudgeState
from nominations.models import Collaborator, Reply, Revision, Verdict
from nominations.statuses import Outcome
from tests.factories import (
    EMBARGO_SECRETS,
    ENTRANT_SECRETS,
    World,
    make_broadcast,
    make_edition,
    make_embargoed_list,
    make_judge,
    make_message,
    make_organiser,
    make_user,
    make_winner,
)
from tests.secrecy.rounds import plant_rounds


def chosen(secrets: dict[str, str], *names: str) -> tuple[str, ...]:
    return tuple(secrets[name] for name in names)


KINDS: dict[str, tuple[str, ...]] = {
    "entrant": chosen(
        ENTRANT_SECRETS,
        *("organisation_th", "organisation_en", "number", "website"),
        *("person_th", "person_en", "file_name", "named_answer", "detail"),
    ),
    "entrant's mailbox": chosen(ENTRANT_SECRETS, "email", "domain"),
    "entrant's contact": chosen(ENTRANT_SECRETS, "contact", "phone"),
    "entry": ("ผลงานที่ส่งเข้าประกวดลับ", "Entry sent in secretly"),
    "entry that wins nothing": ("ผลงานที่ไม่ได้รางวัลลับ", "Unplaced secret entry"),
    "draft": ("ร่างผลงานลับ", "Secret draft entry"),
    "earlier words of an entry": ("ชื่อเดิมที่เลิกใช้แล้วลับ",),
    "collaborator": ("collaborator.secret@marigold.example.net",),
    "reader's note": ("บันทึกภายในลับของผู้ตรวจ",),
    "reader's reason": ("เหตุผลลับที่แจ้งผู้ส่ง",),
    "entrant's reply": ("คำชี้แจงลับของผู้ส่ง",),
    "judge behind the scenes": (
        "กรรมการหลังฉากสมมุติ",
        "Hidden Judge Marigold",
        "สถาบันดาวเรืองลับ",
    ),
    "judge who declined": ("เหตุผลลับที่ปฏิเสธ", "ผู้ที่แนะนำแทนลับ"),
    "judge who is planned": ("planned.secret@marigold.example.net",),
    "conflict": ("เหตุผลลับของการขอถอนตัว",),
    "ballot": ("ความเห็นลับถึงคณะกรรมการ", "ความเห็นลับรายเกณฑ์", "ลับ ตัดสินเกณฑ์นี้มิได้"),
    "judge of a screening": (
        "กรรมการคัดกรองสมมุติ",
        "Screening Judge Marigold",
        "screening.secret@marigold.example.net",
    ),
    "screening answer": ("เหตุผลลับที่ไม่ผ่านการคัดกรอง", "เหตุผลลับที่คัดกรองมิได้"),
    "judge of pairs": (
        "กรรมการเปรียบเทียบสมมุติ",
        "Pairs Judge Marigold",
        "pairs.secret@marigold.example.net",
    ),
    "answer on a pair": ("ความเห็นลับจากการเปรียบเทียบ",),
    "judge asked for an extra ballot": (
        "กรรมการใบคะแนนเพิ่มสมมุติ",
        "Extra Judge Marigold",
        "extra.secret@marigold.example.net",
    ),
    "one's own answer on a sample": ("ความเห็นลับของตนต่อผลงานตัวอย่าง",),
    "another judge's answer on a sample": ("ความเห็นลับของผู้อื่นต่อผลงานตัวอย่าง",),
    "words for the entrant, not released": ("ความเห็นลับถึงผู้ส่งที่ยังไม่ปล่อย",),
    "discussion": ("ข้อหารือลับในห้องประชุม",),
    "jury's reason": chosen(EMBARGO_SECRETS, "reason", "overall reason"),
    "winners": chosen(
        EMBARGO_SECRETS,
        *("winner_title_th", "winner_title_en", "winner_organisation"),
        *("erratum", "caption", "credit", "story"),
    ),
    "words of the stage": chosen(EMBARGO_SECRETS, "reading", "receiver"),
    "certificate": chosen(EMBARGO_SECRETS, "certificate text"),
    "certificate's code": chosen(EMBARGO_SECRETS, "certificate code"),
    "words for the entrant, released": chosen(EMBARGO_SECRETS, "feedback"),
    "correction": ("หมายเหตุแก้ไขลับ", "Secret erratum", "ผลงานที่จะได้รางวัลเพิ่มลับ"),
    "dSURE decision": chosen(
        EMBARGO_SECRETS, "certificate", "product_th", "product_en", "announcement"
    ),
    "edition not open": ("การประกวดที่ยังไม่เปิดลับ", "Unopened secret edition"),
    "unpublished page": ("ข่าวลับที่ยังไม่เผยแพร่", "เนื้อข่าวลับที่ยังไม่เผยแพร่"),
    "draft message": ("ร่างจดหมายลับถึงกลุ่ม", "Secret draft message"),
    "subject of a mail": ("เรื่องลับของจดหมาย",),
    "text of a mail": ("เนื้อความลับของจดหมาย",),
    "subscriber": ("subscriber.secret@marigold.example.net",),
    "keys": tuple(hashlib.sha256(b"secret %d" % n).hexdigest() for n in range(5)),
}


def plant(world: World) -> None:
    plant_keys(world)  # first: pseudonyms are made of one
    plant_entries(world)
    plant_eligibility(world)
    plant_jury(world)
    plant_ballots(world)
    plant_rounds(world, KINDS)
    plant_words(world)


def plant_entries(world: World) -> None:
    for entry, kind in (
        (world.entry, "entry"),
        (world.other_entry, "entry that wins nothing"),
        (world.draft, "draft"),
    ):
        entry.title_th, entry.title_en = KINDS[kind]
        entry.save(update_fields=["title_th", "title_en"])
    (former,) = KINDS["earlier words of an entry"]
    for number in (1, 2):
        Revision.objects.create(
            entry=world.entry,
            field="title_th",
            number=number,
            value=former if number == 1 else world.entry.title_th,
            saved_by=world.entrant,
        )
    (email,) = KINDS["collaborator"]
    Collaborator.objects.create(
        entry=world.entry, email=email, invited_by=world.entrant
    )


def plant_eligibility(world: World) -> None:
    Verdict.objects.create(
        entry=world.entry,
        number=1,
        reader=world.organiser,
        outcome=Outcome.NOT_ELIGIBLE,
        reason=KINDS["reader's reason"][0],
        note=KINDS["reader's note"][0],
    )
    Reply.objects.create(
        entry=world.entry, text=KINDS["entrant's reply"][0], given_by=world.entrant
    )


def plant_jury(world: World) -> None:
    name_th, name_en, organisation = KINDS["judge behind the scenes"]
    hidden = world.conflicted_judge
    hidden.name_th, hidden.name_en = name_th, name_en
    hidden.save(update_fields=["name_th", "name_en"])
    Judge.objects.filter(user=hidden).update(organisation=organisation)
    reason, instead = KINDS["judge who declined"]
    make_judge(
        world.edition,
        state=JudgeState.DECLINED,
        decline_reason=reason,
        suggestion=instead,
    )
    (planned,) = KINDS["judge who is planned"]
    PlannedJudge.objects.create(edition=world.edition, user=make_user(planned))
    Conflict.objects.filter(judge__user=hidden).update(reason=KINDS["conflict"][0])


def plant_ballots(world: World) -> None:
    """By the services that judges use, so that the chain knows them and the bundle can
    be made.
    """
    panel, comment, unable = KINDS["ballot"]
    seats = Assignment.objects.filter(
        entry_category__entry=world.other_entry
    ).select_related("judge__user")
    for model in (Comment, BallotVersion):
        model.objects.filter(ballot__assignment__in=seats).delete()
    Ballot.objects.filter(assignment__in=seats).delete()
    codes = list(world.edition.criteria.values_list("code", flat=True))
    first, last = codes[0], codes[-1]
    for seat in seats:
        hidden = seat.judge.user == world.conflicted_judge
        save_scores(
            assignment=seat,
            user=seat.judge.user,
            scores=dict.fromkeys(codes, "7") | {last: "" if hidden else "6"},
            comments={first: comment} if hidden else {},
            reasons={last: unable} if hidden else {},
            comment_panel=panel if hidden else "",
            comment_entrant=KINDS["words for the entrant, not released"][0],
        )
        ballot = submit_ballot(assignment=seat, user=seat.judge.user)
        if hidden:
            plant_read_ballot(world, ballot)


def plant_read_ballot(world: World, ballot: Ballot) -> None:
    """The organisers have let other words go to the entrant than the judge wrote."""
    Comment.objects.create(
        ballot=ballot,
        state="released",
        text=KINDS["words for the entrant, released"][0],
        original=ballot.comment_entrant,
    )
    world.things["read_ballot"] = ballot.pk
    SampleRemark.objects.create(
        sample_id=world.things["sample"],
        judge=world.assignment.judge,
        text=KINDS["discussion"][0],
    )


def plant_words(world: World) -> None:
    name_th, name_en = KINDS["edition not open"]
    unopened = make_edition(
        "later-2570", name_th=name_th, name_en=name_en, opened_at=None
    )
    make_organiser(unopened, world.organiser)
    title, body = KINDS["unpublished page"]
    WrittenPage.objects.create(
        edition=world.edition, code="not-yet", title_th=title, body_th=body
    )
    th, en = KINDS["draft message"]
    make_broadcast(
        world.edition, author=world.organiser, subject_th=th, text_th=th, text_en=en
    )
    (subject,), (text,) = KINDS["subject of a mail"], KINDS["text of a mail"]
    make_message(
        world.entrant.email,
        recipient=world.entrant,
        edition_code=world.edition.code,
        subject=subject,
        text=text,
    )
    Announcement.objects.filter(pk=world.announcement.pk).update(
        edition_code=world.edition.code
    )
    Decision.objects.update(public_reason_th=KINDS["winners"][0])


def plant_keys(world: World) -> None:
    link, sign_in, calendar, token, pseudonyms = KINDS["keys"]
    until = timezone.now() + timedelta(days=9)
    JudgeLink.objects.create(
        judge=world.assignment.judge, token_hash=link, expires_at=until
    )
    SignInLink.objects.create(user=world.entrant, token_hash=sign_in, expires_at=until)
    CalendarAddress.objects.create(user=world.entrant, token_hash=calendar)
    Subscriber.objects.create(email=KINDS["subscriber"][0], token=token)
    ResultSecret.objects.update_or_create(
        edition=world.edition, defaults={"secret": pseudonyms}
    )


def plant_correction(world: World) -> None:
    """A list that corrects the published one and waits for tomorrow."""
    erratum_th, erratum_en, title = KINDS["correction"]
    corrected = make_embargoed_list(
        world.edition,
        erratum_th=erratum_th,
        erratum_en=erratum_en,
        prepared_by=world.organiser,
    )
    for winner in world.winner_list.winners.all():
        winner.pk, winner.winner_list = None, corrected
        winner.save()
    make_winner(corrected, reference=world.other_entry.reference, title_th=title)
