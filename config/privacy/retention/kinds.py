"""What is deleted after its time, kind by kind. Nothing here is part of a result: scores,
ballots, decisions, published lists, certificates and the chain stay.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _

from awards.language.bilingual import Both
from awards.models import BroadcastRecipient, Edition, StageWord, Winner
from awards.outbox.models import Message
from awards.outbox.work import WorkState
from judging.models import FeedbackRequest, Judge
from nominations.files.services import delete_attachment
from nominations.models import (
    Attachment,
    Entry,
    Export,
    ImportFile,
    Receipt,
    Revision,
)
from nominations.roof.personal_data import CONTACT, delete_draft
from nominations.statuses import EntryState

JUDGE_WORDS = ("relations", "suggestion", "decline_reason", "organisation_number")
Rows = QuerySet[Any]


class Since(models.TextChoices):
    """From which moment of an edition the days are counted."""

    CLOSED = "closed", _("after the call closed")
    ANNOUNCED = "announced", _("after the winners were announced")


@dataclass(frozen=True)
class Kind:
    """``days`` is a proposal. ``rows``: what of an edition is left to delete;
    ``delete``: takes a portion of them away and says how many it took.
    """

    code: str
    title: Both
    about: Both
    days: int
    since: Since
    rows: Callable[[Edition], Rows]
    delete: Callable[[Rows], int]


def drafts(edition: Edition) -> Rows:
    return Entry.objects.filter(
        edition=edition, state=EntryState.DRAFT, submitted_at=None
    )


def delete_drafts(found: Rows) -> int:
    portion = list(found)
    for draft in portion:
        delete_draft(draft)
    return len(portion)


def contacts(edition: Edition) -> Rows:
    named = Q(contact_name="", contact_phone="")
    return Entry.objects.filter(edition=edition, submitted_at__isnull=False).exclude(
        named & ~Q(pk__in=Receipt.objects.exclude(content={}).values("entry"))
    )


def empty_contacts(found: Rows) -> int:
    """The receipts go with them: each holds the contact as it was sent in."""
    numbers = [entry.pk for entry in found]
    entries = Entry.objects.filter(pk__in=numbers)
    Receipt.objects.filter(entry__in=numbers).update(content={})
    Revision.objects.filter(entry__in=numbers, field__in=CONTACT).delete()
    return entries.update(**dict.fromkeys(CONTACT, ""))


def files(edition: Edition) -> Rows:
    """Of what was sent in and stands on no winner list that was published."""
    won = Winner.objects.filter(
        winner_list__edition=edition, winner_list__published_at__isnull=False
    )
    sent = Entry.objects.filter(edition=edition, submitted_at__isnull=False)
    lost = sent.exclude(reference__in=won.values("reference"))
    return Attachment.with_removed.filter(entry__in=lost)


def delete_files(found: Rows) -> int:
    portion = list(found)
    for attachment in portion:
        delete_attachment(attachment)
    return len(portion)


def mails(edition: Edition) -> Rows:
    over = (WorkState.DONE, WorkState.FAILED, WorkState.DROPPED)
    return Message.objects.filter(edition_code=edition.code, state__in=over).exclude(
        text="", html=""
    )


def blank_mails(found: Rows) -> int:
    """That, when and to whom it was sent stays; what it said goes."""
    numbers = [message.pk for message in found]
    blank = {"text": "", "html": "", "attachments": [], "was_blanked": True}
    return Message.objects.filter(pk__in=numbers).update(**blank)


def judges(edition: Edition) -> Rows:
    return Judge.objects.filter(edition=edition).exclude(
        **dict.fromkeys(JUDGE_WORDS, "")
    )


def empty_judges(found: Rows) -> int:
    numbers = [judge.pk for judge in found]
    return Judge.objects.filter(pk__in=numbers).update(**dict.fromkeys(JUDGE_WORDS, ""))


def feedback(edition: Edition) -> Rows:
    return FeedbackRequest.objects.filter(entry__edition=edition)


def ceremony(edition: Edition) -> Rows:
    return StageWord.objects.filter(edition=edition)


def recipients(edition: Edition) -> Rows:
    return BroadcastRecipient.objects.filter(
        broadcast__edition=edition, broadcast__state=WorkState.DONE
    )


def exports(edition: Edition) -> Rows:
    return Export.objects.filter(edition=edition, state=WorkState.DONE)


def imports(edition: Edition) -> Rows:
    return ImportFile.objects.filter(edition=edition)


def delete_rows(found: Rows) -> int:
    """Rows that nothing else rests on."""
    numbers = [row.pk for row in found]
    deleted: int = found.model._default_manager.filter(pk__in=numbers).delete()[0]
    return deleted


def delete_with_file(found: Rows) -> int:
    portion = list(found)
    for row in portion:
        if row.file:
            row.file.delete(save=False)
        row.delete()
    return len(portion)


KINDS = (
    Kind(
        "drafts",
        Both("ฉบับร่างที่ไม่ได้ส่ง", "Drafts never submitted"),
        Both(
            "ฉบับร่างพร้อมไฟล์ ประวัติ และผู้ร่วมแก้ไข",
            "The drafts with their files, history and collaborators.",
        ),
        180,
        Since.CLOSED,
        drafts,
        delete_drafts,
    ),
    Kind(
        "contacts",
        Both("ผู้ประสานงานของผลงาน", "Contact persons of entries"),
        Both(
            "ชื่อและโทรศัพท์ของผู้ประสานงาน ประวัติการแก้ไข และเนื้อหาของใบรับผลงานซึ่งมีข้อมูลนี้",
            "Name and telephone of the contact person, their history, and the receipts, which hold them.",
        ),
        1095,
        Since.ANNOUNCED,
        contacts,
        empty_contacts,
    ),
    Kind(
        "files",
        Both("ไฟล์ของผลงานที่ไม่ได้รับรางวัล", "Files of entries that won nothing"),
        Both(
            "ไฟล์และทุกสิ่งที่จัดทำจากไฟล์ ผลงานและคะแนนยังคงอยู่",
            "The files and all that was made of them. The entry and its scores stay.",
        ),
        1825,
        Since.ANNOUNCED,
        files,
        delete_files,
    ),
    Kind(
        "mails",
        Both("เนื้อความอีเมล", "Text of emails"),
        Both(
            "เนื้อความและไฟล์แนบ หลักฐานว่าส่งถึงผู้ใดเมื่อใดยังคงอยู่",
            "Text and attachments. That, when and to whom each was sent stays.",
        ),
        730,
        Since.ANNOUNCED,
        mails,
        blank_mails,
    ),
    Kind(
        "judges",
        Both("ข้อมูลที่กรรมการให้ไว้", "What judges told of themselves"),
        Both(
            "ความเกี่ยวข้อง ผู้ที่แนะนำแทน เหตุผลที่ไม่รับ และเลขประจำตัวของหน่วยงาน",
            "Connections, whom to ask instead, why they declined, and their organisation’s number.",
        ),
        365,
        Since.ANNOUNCED,
        judges,
        empty_judges,
    ),
    Kind(
        "feedback",
        Both("คำขอความเห็นของคณะกรรมการ", "Requests for the jury’s feedback"),
        Both("ผู้ใดขอและเมื่อใด", "Who asked, and when."),
        365,
        Since.ANNOUNCED,
        feedback,
        delete_rows,
    ),
    Kind(
        "ceremony",
        Both("คำตอบสำหรับพิธีมอบรางวัล", "Answers for the ceremony"),
        Both(
            "ผู้รับรางวัล คำอ่านชื่อ จำนวนผู้มา ที่นั่ง และหมายเหตุ",
            "Who receives the prize, how names are read, who comes, seats and notes.",
        ),
        365,
        Since.ANNOUNCED,
        ceremony,
        delete_rows,
    ),
    Kind(
        "recipients",
        Both("ผู้รับข้อความถึงกลุ่ม", "Recipients of messages to groups"),
        Both(
            "รายชื่อว่าข้อความถึงกลุ่มส่งถึงผู้ใด",
            "The lists of whom each message to a group went to.",
        ),
        730,
        Since.ANNOUNCED,
        recipients,
        delete_rows,
    ),
    Kind(
        "exports",
        Both("ไฟล์ที่ส่งออก", "Exported files"),
        Both(
            "ตารางและไฟล์ผลงานที่ผู้จัดส่งออกจากระบบ",
            "Tables and files of entries that organisers exported.",
        ),
        90,
        Since.ANNOUNCED,
        exports,
        delete_with_file,
    ),
    Kind(
        "imports",
        Both("ไฟล์ที่นำเข้า", "Imported files"),
        Both(
            "ตารางที่ผู้จัดนำเข้าสู่ระบบ",
            "Tables that organisers brought in.",
        ),
        90,
        Since.ANNOUNCED,
        imports,
        delete_with_file,
    ),
)
BY_CODE = {kind.code: kind for kind in KINDS}
