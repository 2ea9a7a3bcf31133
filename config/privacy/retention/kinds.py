"""What is deleted after its time, kind by kind. Nothing here is part of a result: scores,
ballots, decisions, published lists, certificates and the chain stay.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _

from awards.language.bilingual import Both
from awards.models import Edition
from config.privacy.retention import taking
from config.privacy.retention.taking import Rows


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
        taking.drafts,
        taking.delete_drafts,
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
        taking.contacts,
        taking.empty_contacts,
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
        taking.files,
        taking.delete_files,
    ),
    Kind(
        "papers",
        Both("เอกสารแสดงตนที่ไม่มีผู้ยืนยัน", "Identity papers that nobody confirmed"),
        Both(
            "ไฟล์ที่เข้ารหัส ฉบับที่ยืนยันแล้วลบตามจำนวนวันที่คำถามกำหนด",
            "The encrypted files. Confirmed ones go after the days that their question names.",
        ),
        365,
        Since.CLOSED,
        taking.papers,
        taking.erase_papers,
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
        taking.mails,
        taking.blank_mails,
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
        taking.judges,
        taking.empty_judges,
    ),
    Kind(
        "comments",
        Both("ความเห็นของกรรมการ", "Comments of judges"),
        Both(
            "ความเห็นต่อผลงาน ต่อคณะกรรมการ และต่อผู้ส่งผลงาน คะแนนและลำดับยังคงอยู่",
            "What judges wrote about entries, for the panel and for entrants. Scores and ranks stay.",
        ),
        1825,
        Since.ANNOUNCED,
        taking.comments,
        taking.empty_comments,
    ),
    Kind(
        "feedback",
        Both("คำขอความเห็นของคณะกรรมการ", "Requests for the jury’s feedback"),
        Both("ผู้ใดขอและเมื่อใด", "Who asked, and when."),
        365,
        Since.ANNOUNCED,
        taking.feedback,
        taking.delete_rows,
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
        taking.ceremony,
        taking.delete_rows,
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
        taking.recipients,
        taking.delete_rows,
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
        taking.exports,
        taking.delete_with_file,
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
        taking.imports,
        taking.delete_with_file,
    ),
)
BY_CODE = {kind.code: kind for kind in KINDS}
