"""Rows for tests: plain functions, cheap, each with only what its row needs. Everything
is invented.

``make_world()`` is the whole cast on one stage: an edition whose call and judging are
both open, one that is another organiser's, one that is published, and things that
nobody may see yet.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from allauth.account.models import EmailAddress
from django.core.files.base import ContentFile
from django.utils import timezone

from awards.accounts.models import User
from awards.dsure.models import Announcement, Certificate, Maker, Mark, Registrar
from awards.ledger.acts import Act
from awards.models import (
    Category,
    CertificateKind,
    Credential,
    Criterion,
    Edition,
    Identity,
    Organiser,
    Partner,
    PendingChange,
    PrizeLevel,
    Province,
    Round,
    Side,
    Smart,
    StagePlan,
    StageWord,
    Weight,
    Winner,
    WinnerList,
    WrittenPage,
    new_code,
)
from awards.models.site import PageKind, PartnerTier
from awards.outbox.models import Message
from awards.outbox.work import WorkState
from awards.site.story import StorySection, stored_story
from awards.statuses import ChangeKind
from judging.ballots.services import plain_decimal
from judging.models import (
    Assignment,
    Ballot,
    BallotVersion,
    Calibration,
    Comment,
    Conflict,
    Decision,
    FeedbackRules,
    Judge,
    JuryPage,
    OverallDecision,
    Presentation,
    Sample,
    Score,
    SharedHost,
    Trial,
)
from judging.statuses import BallotState, ConflictSource, JudgeState
from nominations.entries.content import content_of
from nominations.entries.search_text import keep_search_texts
from nominations.models import (
    Agreement,
    Answer,
    Attachment,
    Declaration,
    DeclarationText,
    Entry,
    EntryCategory,
    Member,
    Organisation,
    PageImage,
    Preparation,
    Question,
    Receipt,
    Rule,
    RuleAnswer,
    Upload,
)
from nominations.statuses import EntryState, OrganisationKind, QuestionKind, Screening
from tests.kept import made_once

PASSWORD = "korapin-2566-mali"
SMARTS = (
    "environment",
    "mobility",
    "living",
    "people",
    "energy",
    "economy",
    "governance",
)
PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n"
    b"trailer<</Root 1 0 R>>\n%%EOF\n"
)

numbers = itertools.count(1)


def moment(**ago: float) -> datetime:
    """``moment(days=-1)`` is yesterday, ``moment(hours=2)`` in two hours."""
    return timezone.now() + timedelta(**ago)


def ago(**span: float) -> datetime:
    return timezone.now() - timedelta(**span)


def ahead(**span: float) -> datetime:
    return timezone.now() + timedelta(**span)


# Who


def made_up(code: str) -> Act:
    """An act that no app declares: for tests of the chain itself."""
    return Act(code, code, decides=False)


def make_user(
    email: str = "",
    *,
    password: str | None = None,
    verified: bool = False,
    **fields: Any,
) -> User:
    """A person who signs in by ``client.force_login``; by password and form only where
    one is given.
    """
    user = User.objects.create_user(
        email or f"person{next(numbers)}@example.org", password, **fields
    )
    if verified:
        EmailAddress.objects.create(
            user=user, email=user.email, verified=True, primary=True
        )
    return user


def make_operator(**fields: Any) -> User:
    return make_user(is_operator=True, **fields)


# What is awarded


def make_edition(
    code: str = "", *, organiser: User | None = None, **fields: Any
) -> Edition:
    """A bare edition whose call is open, without criteria: see ``make_full_edition`` for those."""
    code = code or f"edition-{next(numbers)}"
    times = {
        "opens_at": moment(days=-10),
        "closes_at": moment(days=10),
        "announces_at": moment(days=40),
    }
    names = {"name_th": f"การประกวด {code}", "name_en": f"Edition {code}"}
    edition = Edition.objects.create(
        code=code, **{"year": 2026, **names, **times, **fields}
    )
    if organiser:
        make_organiser(edition, organiser)
    return edition


def make_full_edition(code: str = "", **fields: Any) -> Edition:
    """With two categories, three criteria of even weight, an open blind round and two
    prize levels.
    """
    edition = make_edition(code, **fields)
    make_categories(edition)
    make_criteria(edition)
    make_weights(make_round(edition, judges_per_entry=2))
    make_prize_levels(edition)
    return edition


def make_organiser(edition: Edition, user: User | None = None) -> User:
    user = user or make_user()
    Organiser.objects.create(edition=edition, user=user)
    return user


def make_category(edition: Edition, code: str = "mobility", **fields: Any) -> Category:
    smart = Smart.objects.filter(code=code).first()
    names = {
        "name_th": smart.name_th if smart else f"สาขา {code}",
        "name_en": smart.name_en if smart else code,
    }
    return Category.objects.create(
        edition=edition, code=code, smart=smart, **{**names, **fields}
    )


def make_criterion(
    edition: Edition, code: str = "mobility", **fields: Any
) -> Criterion:
    smart = Smart.objects.filter(code=code).first()
    names = {
        "name_th": smart.name_th if smart else f"เกณฑ์ {code}",
        "name_en": smart.name_en if smart else code,
    }
    return Criterion.objects.create(
        edition=edition, code=code, smart=smart, **{**names, **fields}
    )


def make_categories(
    edition: Edition, codes: tuple[str, ...] = SMARTS[:2]
) -> list[Category]:
    smarts = {smart.code: smart for smart in Smart.objects.filter(code__in=codes)}
    return Category.objects.bulk_create(
        Category(
            edition=edition, code=code, order=order, smart=smarts[code],
            name_th=smarts[code].name_th, name_en=smarts[code].name_en,
        )
        for order, code in enumerate(codes)
    )  # fmt: skip


def make_criteria(
    edition: Edition, codes: tuple[str, ...] = SMARTS[:3]
) -> list[Criterion]:
    smarts = {smart.code: smart for smart in Smart.objects.filter(code__in=codes)}
    return Criterion.objects.bulk_create(
        Criterion(
            edition=edition, code=code, order=order, smart=smarts[code],
            name_th=smarts[code].name_th, name_en=smarts[code].name_en,
            looked_for_th=smarts[code].scope_th, looked_for_en=smarts[code].scope_en,
            low_th="ยังไม่เห็นผล", low_en="No effect seen", middle_th="เห็นผลบ้าง", middle_en="Some effect",
            high_th="เห็นผลชัดเจน", high_en="Clear effect",
        )
        for order, code in enumerate(codes)
    )  # fmt: skip


def make_round(edition: Edition, code: str = "online", **fields: Any) -> Round:
    window = {"opens_at": moment(days=-1), "closes_at": moment(days=1)}
    return Round.objects.create(
        edition=edition,
        code=code,
        name_th="รอบ",
        name_en="Round",
        **{**window, **fields},
    )


def make_level(
    edition: Edition, code: str = "good", order: int = 1, **fields: Any
) -> PrizeLevel:
    names = {"name_th": "ระดับดี", "name_en": "Good"}
    return PrizeLevel.objects.create(
        edition=edition, code=code, order=order, **{**names, **fields}
    )


def make_weight(
    round_: Round, category: Category, criterion: Criterion, percent: int = 100
) -> Weight:
    return Weight.objects.create(
        round=round_, category=category, criterion=criterion, percent=percent
    )


def make_weights(round_: Round) -> None:
    criteria, categories = (
        list(round_.edition.criteria.all()),
        list(round_.edition.categories.all()),
    )
    if criteria:
        even = (Decimal(100) / len(criteria)).quantize(Decimal("0.001"))
        parts = [100 - even * (len(criteria) - 1), *[even] * (len(criteria) - 1)]
        Weight.objects.bulk_create(
            Weight(
                round=round_, category=category, criterion=criterion, percent=percent
            )
            for category in categories
            for criterion, percent in zip(criteria, parts, strict=True)
        )


def make_prize_levels(edition: Edition) -> list[PrizeLevel]:
    ladder = [("excellent", "ระดับดีเยี่ยม", "Excellent"), ("good", "ระดับดี", "Good")]
    return PrizeLevel.objects.bulk_create(
        PrizeLevel(edition=edition, code=code, order=order, name_th=th, name_en=en)
        for order, (code, th, en) in enumerate(ladder, 1)
    )


def make_list(edition: Edition, *, published: bool = True, **fields: Any) -> WinnerList:
    """A winner list without winners: published an hour ago, or a draft."""
    at = moment(hours=-1)
    done = {"state": WorkState.DONE, "due_at": at, "published_at": at}
    times = done if published else {"state": WorkState.DRAFT}
    version = edition.winner_lists.count() + 1
    made = WinnerList.objects.create(
        edition=edition, **{"version": version, **times, **fields}
    )
    if made.published_at and not edition.announced_at:
        edition.announced_at = made.published_at
        edition.save(update_fields=["announced_at"])
    return made


def make_embargoed_list(edition: Edition, **fields: Any) -> WinnerList:
    """To be published tomorrow."""
    return make_list(
        edition,
        published=False,
        **{"state": WorkState.QUEUED, "due_at": ahead(days=1), **fields},
    )


def make_winner(winner_list: WinnerList, reference: str = "", **fields: Any) -> Winner:
    order = next(numbers)
    texts = {
        "category_code": "mobility",
        "category_th": "การเดินทางและขนส่งอัจฉริยะ",
        "category_en": "Smart Mobility",
        "smart_code": "mobility",
        "level_code": "good",
        "level_order": 3,
        "level_th": "ระดับดี",
        "level_en": "Good",
        "title_th": f"ผลงานสมมุติ {order}",
        "title_en": f"Invented work {order}",
        "summary_th": "เรื่องย่อสมมุติ",
        "summary_en": "An invented summary",
        "organisation_th": f"เทศบาลสมมุติ {order}",
        "organisation_en": f"Invented municipality {order}",
        "province_code": "TH-40",
        "province_th": "ขอนแก่น",
        "province_en": "Khon Kaen",
    }
    reference = reference or f"DEMO-{order:04d}"
    return Winner.objects.create(
        winner_list=winner_list, order=order, reference=reference, **{**texts, **fields}
    )


def make_credential(
    edition: Edition, winner: Winner | None = None, **fields: Any
) -> Credential:
    """One winner's, or a judge's where there is none; not made yet."""
    n = next(numbers)
    kind = CertificateKind.WINNER if winner else CertificateKind.JUDGE
    names = {"name_th": f"ผู้รับสมมุติ {n}", "name_en": f"Invented recipient {n}"}
    texts = {
        "title_th": "เกียรติบัตร",
        "title_en": "Certificate",
        "text_th": names["name_th"],
        "text_en": names["name_en"],
    }
    usual = {
        "reference": f"ref-{n}",
        "code": new_code(),
        "status_index": n,
        "kind": kind,
        "winner": winner,
        **names,
        **texts,
    }
    return Credential.objects.create(edition=edition, **{**usual, **fields})


def make_stage(edition: Edition, reference: str, **said: Any) -> StageWord:
    """The entrants are asked, and the organisers have written how this entry appears."""
    StagePlan.objects.get_or_create(edition=edition, defaults={"asks_entrants": True})
    return StageWord.objects.create(
        edition=edition, reference=reference, side=Side.ORGANISER, **said
    )


# What was sent in


def make_organisation(user: User | None = None, **fields: Any) -> Organisation:
    n = next(numbers)
    usual = {
        "name_th": f"เทศบาลทดสอบ {n}",
        "name_en": f"Test municipality {n}",
        "number": "0994000617721",
    }
    organisation = Organisation.objects.create(
        **{
            "kind": OrganisationKind.MUNICIPALITY,
            "province_id": "TH-40",
            **usual,
            **fields,
        }
    )
    if user:
        Member.objects.create(organisation=organisation, user=user)
    return organisation


def make_question(edition: Edition, code: str = "problem", **fields: Any) -> Question:
    usual = {
        "kind": QuestionKind.LONG_TEXT,
        "label_th": "ปัญหา",
        "label_en": "Problem",
        "limit": 2000,
    }
    return Question.objects.create(edition=edition, code=code, **{**usual, **fields})


def make_rule(edition: Edition, code: str = "who-may-enter", **fields: Any) -> Rule:
    usual = {
        "kind": "yes_no",
        "label_th": f"เงื่อนไข {code}",
        "label_en": f"Rule {code}",
        "options": {"passes": ["yes"]},
    }
    return Rule.objects.create(edition=edition, code=code, **{**usual, **fields})


def make_declaration(
    edition: Edition, code: str = "originality", **fields: Any
) -> DeclarationText:
    """With its first version; required unless it is a consent."""
    kind = fields.pop("kind", "originality")
    usual = {"kind": kind, "required": kind != "consent"}
    declaration = Declaration.objects.create(
        edition=edition, code=code, **{**usual, **fields}
    )
    words = {
        "title_th": "คำรับรอง",
        "title_en": "Declared",
        "text_th": "ข้าพเจ้ารับรอง",
        "text_en": "I declare",
    }
    return DeclarationText.objects.create(declaration=declaration, version=1, **words)


def make_agreement(entry: Entry, text: DeclarationText, **fields: Any) -> Agreement:
    return Agreement.objects.create(
        entry=entry, text=text, **{"user": entry.owner, **fields}
    )


def make_rule_answer(entry: Entry, rule: Rule, value: Any = "yes") -> RuleAnswer:
    return RuleAnswer.objects.create(
        entry=entry, rule=rule, value=value, updated_by=entry.owner
    )


def make_entry(
    edition: Edition,
    owner: User | None = None,
    *,
    category: str | Category | None = None,
    state: str = EntryState.SUBMITTED,
    organisation: Organisation | None = None,
    **fields: Any,
) -> Entry:
    """A submitted entry in the edition's first category, or the one given by row or by code."""
    owner = owner or make_user()
    n = next(numbers)
    usual = {
        "reference": f"{edition.code.upper()}-{n:04d}", "title_th": f"ผลงานทดสอบ {n}", "title_en": f"Test solution {n}",
        "summary_th": "สรุปผลงานทดสอบ", "summary_en": "What the test solution does",
        "submitted_at": ago(hours=1) if state == EntryState.SUBMITTED else None,
    }  # fmt: skip
    entry = Entry.objects.create(
        edition=edition,
        owner=owner,
        organisation=organisation or make_organisation(owner),
        state=state,
        **{**usual, **fields},
    )
    stand(entry, category)
    return entry


def stand(entry: Entry, category: str | Category | None = None) -> EntryCategory:
    if not isinstance(category, Category):
        categories = entry.edition.categories.all()
        category = categories.get(code=category) if category else categories.first()
    return EntryCategory.objects.create(entry=entry, category=category)


def make_answer(entry: Entry, question: Question, value: Any = "คำตอบ") -> Answer:
    return Answer.objects.create(
        entry=entry, question=question, value=value, updated_by=entry.owner
    )


def make_attachment(
    entry: Entry, *, content: bytes = PDF, name: str = "file.pdf", **fields: Any
) -> Attachment:
    usual = {
        "media_type": "application/pdf",
        "size": len(content),
        "sha256": "0" * 64,
        "created_by": entry.owner,
    }
    return Attachment.objects.create(
        entry=entry, file=ContentFile(content, "x"), name=name, **{**usual, **fields}
    )


def make_preparation(
    attachment: Attachment, *, content: bytes = PDF, **fields: Any
) -> Preparation:
    """The file was looked at, nothing was found, and its blind copy may be read."""
    done = {
        "state": WorkState.DONE,
        "screening": Screening.PASSED,
        "blind_size": len(content),
    }
    row = Preparation.objects.create(
        attachment=attachment, blind=ContentFile(content, "x"), **{**done, **fields}
    )
    PageImage.objects.create(
        preparation=row, number=1, file=ContentFile(b"\xff\xd8\xff", "x")
    )
    Preparation.objects.filter(pk=row.pk).update(pages=1, pages_shown=1)
    return row


def make_upload(entry: Entry, user: User | None = None, **fields: Any) -> Upload:
    return Upload.objects.create(
        entry=entry,
        user=user or entry.owner,
        **{"name": "plan.pdf", "size": 10, **fields},
    )


def make_receipt(entry: Entry, **fields: Any) -> Receipt:
    usual = {
        "received_at": moment(hours=-1),
        "content": content_of(entry),
        "sha256": "0" * 64,
        "language": "th",
    }
    return Receipt.objects.create(entry=entry, **{**usual, **fields})


# Who judged what


def make_judge(
    edition: Edition,
    user: User | None = None,
    *,
    state: str = JudgeState.ACCEPTED,
    **fields: Any,
) -> Judge:
    return Judge.objects.create(
        edition=edition, user=user or make_user(), state=state, **fields
    )


def make_conflict(judge: Judge, entry: Entry, **fields: Any) -> Conflict:
    usual = {"source": ConflictSource.DECLARED, "reason": "เคยเป็นที่ปรึกษาของโครงการ"}
    return Conflict.objects.create(judge=judge, entry=entry, **{**usual, **fields})


def make_assignment(
    judge: Judge, entry: Entry, round_: Round | None = None, **fields: Any
) -> Assignment:
    round_ = round_ or judge.edition.rounds.filter(active=True).first()
    return Assignment.objects.create(
        judge=judge, entry_category=entry.standings.first(), round=round_, **fields
    )


def make_ballot(
    assignment: Assignment,
    scores: list[float | None] | None = None,
    *,
    submitted: bool = True,
    **fields: Any,
) -> Ballot:
    """``scores`` in the order of the edition's criteria; None is "not scored". Default:
    7 throughout.
    """
    states = (
        {"state": BallotState.SUBMITTED, "submitted_at": ago(minutes=5), "version": 1}
        if submitted
        else {}
    )
    ballot = Ballot.objects.create(assignment=assignment, **{**states, **fields})
    criteria = list(assignment.round.edition.criteria.all())
    values = scores if scores is not None else [7.0] * len(criteria)
    rows = Score.objects.bulk_create(
        Score(
            ballot=ballot,
            criterion=criterion,
            value=None if value is None else Decimal(str(value)),
        )
        for criterion, value in zip(criteria, values, strict=False)
    )
    if ballot.version:
        said = {
            row.criterion.code: None if row.value is None else plain_decimal(row.value)
            for row in rows
        }
        BallotVersion.objects.create(
            ballot=ballot, number=ballot.version, state=ballot.state, scores=said
        )
    return ballot


def make_decision(
    entry: Entry, level: PrizeLevel | None = None, **fields: Any
) -> Decision:
    level = level or entry.edition.prize_levels.first()
    return Decision.objects.create(
        entry_category=entry.standings.first(), level=level, **fields
    )


# dSURE and mail


def make_registrar(**fields: Any) -> User:
    user = make_user(**fields)
    Registrar.objects.create(user=user)
    return user


def make_mark(code: str = "", **fields: Any) -> Mark:
    usual = {"name_th": "เครื่องหมาย dSURE", "name_en": "dSURE mark"}
    return Mark.objects.create(
        code=code or f"mark-{next(numbers)}", **{**usual, **fields}
    )


def make_maker(**fields: Any) -> Maker:
    usual = {
        "name_th": "บริษัทสมมุติ จำกัด",
        "name_en": "Invented Co., Ltd.",
        "email": "maker@example.com",
    }
    return Maker.objects.create(**{**usual, **fields})


def make_certificate(
    number: str = "", *, announced: bool = True, **fields: Any
) -> Certificate:
    n = next(numbers)
    usual = {
        "name_th": f"กล้องวงจรปิด {n}",
        "name_en": f"Street camera {n}",
        "issued_on": date(2023, 11, 22),
    }
    fields.setdefault("maker", None)
    fields["maker"] = fields["maker"] or make_maker()
    fields["mark"] = fields.get("mark") or make_mark()
    times = {"announced_at": ago(minutes=1) if announced else None}
    return Certificate.objects.create(
        number=number or f"DS-{n:04d}", **{**usual, **times, **fields}
    )


def make_announcement(
    *certificates: Certificate, state: str = WorkState.DRAFT, **fields: Any
) -> Announcement:
    usual = {
        "title_th": "ประกาศรายชื่อผลิตภัณฑ์",
        "title_en": "Products announced",
        "due_at": ahead(days=1),
    }
    announcement = Announcement.objects.create(state=state, **{**usual, **fields})
    announcement.certificates.set(certificates)
    return announcement


def make_message(to_email: str = "reader@example.org", **fields: Any) -> Message:
    usual = {"event": "test", "language": "th", "subject": "เรื่อง", "text": "เนื้อความ\n"}
    return Message.objects.create(
        dedupe_key=f"test:{next(numbers)}", to_email=to_email, **{**usual, **fields}
    )


# The whole cast

# Words that stand nowhere but in what may not leak; tests look for them.
ENTRANT_SECRETS = {
    "organisation_th": "เทศบาลนครผกากรองสมมุติ",
    "organisation_en": "Phakakrong Invented City",
    "number": "0994000617721",
    "website": "https://phakakrong.example.net/",
    "person_th": "อัญชันสมมุติ ช่อม่วงสมมุติ",
    "person_en": "Anchan Invented Chomuang",
    "email": "anchan.secret@phakakrong.example.net",
    "domain": "phakakrong",
    "contact": "ราชพฤกษ์สมมุติ คูนเหลืองสมมุติ",
    "phone": "042-491-9999",
    "province_th": "บึงกาฬ",
    "province_en": "Bueng Kan",
    "file_name": "phakakrong-secret-plan",
    "named_answer": "ผู้รับผิดชอบคือกองช่างผกากรอง",
    "detail": "ร่างโดยผู้ช่วยเขียนของผกากรอง",
}
EMBARGO_SECRETS = {
    "winner_title_th": "ผลงานลับก่อนประกาศ",
    "winner_title_en": "Embargoed solution",
    "winner_organisation": "องค์กรลับก่อนประกาศ",
    "erratum": "หมายเหตุลับก่อนประกาศ",
    "certificate": "DS-EMBARGO-0001",
    "product_th": "ผลิตภัณฑ์ลับก่อนประกาศ",
    "product_en": "Embargoed product",
    "announcement": "หัวข้อลับก่อนประกาศ",
    "reason": "เหตุผลลับของคณะกรรมการ",
    "reading": "อง-กอน-ลับ-ก่อน-ประกาศ",
    "receiver": "ผู้รับรางวัลลับก่อนประกาศ",
    "feedback": "ความเห็นลับก่อนประกาศผล",
    "overall reason": "เหตุผลลับของรางวัลรวม",
    "caption": "คำบรรยายภาพลับก่อนประกาศ",
    "story": "เรื่องราวลับก่อนประกาศ",
    "credit": "ผู้ถ่ายภาพลับก่อนประกาศ",
    "certificate code": "LEAK-LEAK-LEAK-LEAK",
    "certificate text": "เกียรติบัตรลับก่อนประกาศ",
}


@dataclass
class World:
    operator: User
    registrar: User
    organiser: User
    other_organiser: User
    entrant: User
    other_entrant: User
    judge: User
    conflicted_judge: User
    outsider: User
    edition: Edition  # the organiser's; call and judging both open, a list of winners under embargo
    other_edition: Edition  # the other organiser's
    published: Edition  # nobody's here; its winners are public
    entry: Entry  # the entrant's, submitted, in a blind round
    draft: Entry  # the entrant's
    other_entry: Entry  # the other entrant's, submitted
    attachment: Attachment  # of ``entry``
    assignment: Assignment  # the judge on ``entry``
    conflicted: (
        Assignment  # the conflicted judge on ``entry``: there, but it does not stand
    )
    certificate: Certificate
    embargoed: Certificate
    announcement: Announcement
    winner_list: WinnerList  # under embargo
    # what stands in addresses, by the parameter's name
    things: dict[str, Any] = field(default_factory=dict)


def make_cast() -> dict[str, User]:
    secret = ENTRANT_SECRETS
    cast = {
        role: make_user(
            f"{role.replace('_', '-')}@example.org", password=PASSWORD, verified=True
        )
        for role in (
            "registrar",
            "organiser",
            "other_organiser",
            "other_entrant",
            "conflicted_judge",
            "outsider",
        )
    }
    cast["operator"] = make_user(
        "operator@example.org", password=PASSWORD, verified=True, is_operator=True
    )
    cast["judge"] = make_user(
        "judge@example.org",
        password=PASSWORD,
        verified=True,
        name_th="กรรมการสมมุติ",
        name_en="An invented judge",
    )
    cast["entrant"] = make_user(
        secret["email"],
        password=PASSWORD,
        verified=True,
        name_th=secret["person_th"],
        name_en=secret["person_en"],
    )
    return cast


def make_secret_entry(edition: Edition, owner: User) -> Entry:
    """An entry with everything that could name its entrant to a blind judge."""
    secret = ENTRANT_SECRETS
    organisation = make_organisation(
        owner,
        name_th=secret["organisation_th"],
        name_en=secret["organisation_en"],
        number=secret["number"],
        website=secret["website"],
        province=Province.objects.get(name_en=secret["province_en"]),
    )
    entry = make_entry(
        edition,
        owner,
        organisation=organisation,
        contact_name=secret["contact"],
        contact_phone=secret["phone"],
    )
    make_answer(entry, make_question(edition), "น้ำท่วมขังในเขตเมืองทุกฤดูฝน")
    named = make_question(
        edition,
        "in-charge",
        names_entrant=True,
        label_th="ผู้รับผิดชอบ",
        label_en="Person in charge",
        order=1,
    )
    make_answer(entry, named, secret["named_answer"])
    return entry


@made_once
def make_world() -> World:
    cast = make_cast()
    Registrar.objects.create(user=cast["registrar"])
    secret = EMBARGO_SECRETS
    edition = make_full_edition("test-2566", organiser=cast["organiser"])
    other_edition = make_full_edition("other-2566", organiser=cast["other_organiser"])
    published = make_edition(
        "past-2565",
        opens_at=ago(days=300),
        closes_at=ago(days=200),
        announces_at=ago(days=90),
    )
    past = make_list(published)
    for _ in range(2):
        make_winner(past)
    entry = make_secret_entry(edition, cast["entrant"])
    draft = make_entry(
        edition,
        cast["entrant"],
        organisation=entry.organisation,
        state=EntryState.DRAFT,
    )
    other_entry = make_entry(edition, cast["other_entrant"])
    attachment = make_attachment(entry, name=ENTRANT_SECRETS["file_name"] + ".pdf")
    make_preparation(attachment)
    make_receipt(entry)
    make_rule_answer(entry, make_rule(edition), "no")
    secret_words = {"detail": ENTRANT_SECRETS["detail"]}
    make_agreement(entry, make_declaration(edition, asks_detail=True), **secret_words)
    judge = make_judge(edition, cast["judge"])
    conflicted_judge = make_judge(edition, cast["conflicted_judge"])
    conflict = make_conflict(conflicted_judge, entry)
    cleared = {"cleared_at": ago(minutes=9)}
    assignment = make_assignment(judge, entry, **cleared)
    conflicted = make_assignment(conflicted_judge, entry, **cleared)
    read = make_ballot(
        make_assignment(conflicted_judge, other_entry, **cleared),
        comment_entrant="ดีมาก",
    )
    FeedbackRules.objects.create(edition=edition, mode="all", figures="scores")
    Comment.objects.create(
        ballot=read, state="released", text=secret["feedback"], original="ดีมาก"
    )
    make_ballot(make_assignment(judge, other_entry, **cleared))
    make_decision(entry, reason=secret["reason"])
    best = make_level(
        edition, "best", 9, name_th="รางวัลยอดเยี่ยม", name_en="Best of show", across=True
    )
    overall = OverallDecision.objects.create(
        entry=entry, level=best, reason=secret["overall reason"]
    )
    winner_list = make_embargoed_list(
        edition, erratum_th=secret["erratum"], prepared_by=cast["organiser"]
    )
    won = make_winner(
        winner_list,
        reference=entry.reference,
        title_th=secret["winner_title_th"],
        title_en=secret["winner_title_en"],
        organisation_th=secret["winner_organisation"],
        caption_th=secret["caption"],
        credit=secret["credit"],
        story=stored_story(
            [StorySection("solution", "แนวทาง", "Solution", text_th=secret["story"])]
        ),
        picture=ContentFile(b"\xff\xd8\xff", "x"),
        picture_width=40,
        picture_height=30,
    )
    make_credential(
        edition,
        won,
        holder=cast["entrant"],
        code=secret["certificate code"],
        title_th=secret["certificate text"],
    )
    make_stage(
        edition,
        entry.reference,
        reading_th=secret["reading"],
        receiver_th=secret["receiver"],
    )
    keep_search_texts(entries=[entry.pk, other_entry.pk])
    mark = make_mark("dsure")
    certificate = make_certificate("DS-0001", mark=mark)
    embargoed = make_certificate(
        secret["certificate"],
        announced=False,
        mark=mark,
        name_th=secret["product_th"],
        name_en=secret["product_en"],
    )
    announcement = make_announcement(
        embargoed, state=WorkState.QUEUED, title_th=secret["announcement"]
    )
    world = World(
        **cast,
        edition=edition,
        other_edition=other_edition,
        published=published,
        entry=entry,
        draft=draft,
        other_entry=other_entry,
        attachment=attachment,
        assignment=assignment,
        conflicted=conflicted,
        certificate=certificate,
        embargoed=embargoed,
        announcement=announcement,
        winner_list=winner_list,
    )
    host = SharedHost.objects.create(edition=edition, host="agencies.example.net")
    world.things = {
        **things_of(world),
        "conflict": conflict.pk,
        "host": host.pk,
        "decision": overall.pk,
        "read_ballot": read.pk,
    }
    world.things |= make_judging_extras(world)
    world.things["failed_mail"] = 0  # none has failed
    return world


def make_judging_extras(world: World) -> dict[str, Any]:
    """On the secret entry of the blind round: a calibration that is over, a
    presentation, a judge in public.
    """
    judge, standing, round_ = (
        world.assignment.judge,
        world.assignment.entry_category,
        world.edition.rounds.get(),
    )
    calibration = Calibration.objects.create(
        round=round_, shown_at=ago(hours=2), closed_at=ago(hours=1)
    )
    sample = Sample.objects.create(calibration=calibration, entry_category=standing)
    codes = world.edition.criteria.values_list("code", flat=True)
    Trial.objects.create(
        judge=judge,
        sample=sample,
        scores=dict.fromkeys(codes, "7"),
        submitted_at=ago(hours=3),
    )
    presentation = Presentation.objects.create(
        round=round_, entry_category=standing, order=1
    )
    judge.chairs.add(world.edition.categories.all()[0])
    judge.picture.save("portrait.jpg", ContentFile(b"\xff\xd8\xff\xd9"), save=False)
    judge.public_at, judge.bio_th, judge.bio_en = (
        ago(days=1),
        "ประวัติสมมุติ",
        "An invented biography",
    )
    judge.save()
    JuryPage.objects.create(edition=world.edition, opened_at=ago(days=1))
    return {"sample": sample.pk, "presentation": presentation.pk, "final": round_.pk}


def make_face(edition: Edition | None = None) -> Identity:
    """An identity with a picture of each kind, a partner, a page that is published."""
    picture = ContentFile(b"<svg xmlns='http://www.w3.org/2000/svg'/>", "x.svg")
    identity = Identity.objects.create(
        edition=edition,
        emblem=picture,
        hero=ContentFile(b"\xff\xd8\xff", "x.jpg"),
        organiser_th="ผู้จัด",
        email="contact@example.org",
    )
    make_partner(edition)
    make_written_page(edition)
    return identity


def make_partner(edition: Edition | None = None) -> Partner:
    logo = ContentFile(b"<svg xmlns='http://www.w3.org/2000/svg'/>", "x.svg")
    return Partner.objects.create(
        edition=edition, tier=PartnerTier.HOST, name_th="หน่วยงาน", logo=logo
    )


def make_written_page(edition: Edition | None = None, **given: Any) -> WrittenPage:
    values = {
        "code": f"page-{next(numbers)}",
        "title_th": "ข่าว",
        "kind": PageKind.NEWS,
        "published_at": ago(minutes=5),
        **given,
    }
    return WrittenPage.objects.create(edition=edition, **values)


def face_things(edition: Edition) -> dict[str, Any]:
    """The face of an edition and of the site, by the names of addresses."""
    identity = make_face(edition)
    make_face(None)
    page = edition.written_pages.get()
    return {
        "identity": identity.pk,
        "partner": edition.partners.get().pk,
        "site_partner": Partner.objects.get(edition=None).pk,
        "written_page": page.pk,
        "written_code": page.code,
        "site_page": WrittenPage.objects.get(edition=None).pk,
        "accent": "0b5f66",
    }


def things_of(world: World) -> dict[str, Any]:
    """What the parameters of addresses stand for by default, and by name where the
    table asks for another thing.
    """
    round_ = world.edition.rounds.get()
    return {
        "edition": world.edition.code,
        "code": world.edition.code,
        "published": world.published.code,
        "reference": world.entry.reference,
        "entry": world.entry.reference,
        "draft": world.draft.reference,
        "other_entry": world.other_entry.reference,
        "key": world.attachment.key,
        "attachment": world.attachment.key,
        "part": "page-1",
        "upload": make_upload(world.draft).key,
        "round": round_.code,
        "round_code": round_.code,
        "category": world.edition.categories.all()[0].code,
        "criterion": world.edition.criteria.all()[0].code,
        "level": world.edition.prize_levels.all()[0].code,
        "judge": world.assignment.judge.pk,
        "assignment": world.assignment.pk,
        "conflicted": world.conflicted.pk,
        "standing": world.assignment.entry_category.pk,
        "organisation": world.entry.organisation.pk,
        "question": world.edition.questions.all()[0].code,
        "rule": world.edition.rules.get().code,
        "declaration": world.edition.declarations.get().code,
        "number": world.certificate.number,
        "certificate": world.certificate.pk,
        "embargoed": world.embargoed.number,
        "maker": world.certificate.maker.pk,
        "registrar_row": Registrar.objects.get(user=world.registrar).pk,
        "announcement": world.announcement.pk,
        "winner_list": world.winner_list.pk,
        "version": world.winner_list.version,
        "past_winner": Winner.objects.filter(winner_list__edition=world.published)
        .earliest("order")
        .reference,
        "listed": world.winner_list.winners.get().pk,
        "told": "winner_announced",
        "person": world.entrant.pk,
        "change": PendingChange.objects.get_or_create(
            edition=world.edition, kind=ChangeKind.RULE_OFF
        )[0].pk,
        "organiser_role": world.edition.organisers.get().pk,
        "credential": world.winner_list.winners.get().credentials.get().pk,
        "embargoed_code": EMBARGO_SECRETS["certificate code"],
        "package": world.edition.packages.create().key,
        "paper": "unknown.pdf",
        "script": "script.pdf",
        "slides": "slides.pdf",
        "seating": "seating.pdf",
        "seating_sheet": "seating.xlsx",
        **face_things(world.edition),
        "pk": 1,
    }
