"""Messages to groups in the open edition: one that was sent, one that waits for its day."""

from __future__ import annotations

from datetime import datetime, timedelta

from awards.accounts.models import User
from awards.mails.audiences import Chosen
from awards.models import Broadcast, Edition
from config.broadcasts.audiences import AUDIENCES
from config.broadcasts.sending import send_due
from config.broadcasts.services import plan_broadcast, set_words, write_broadcast

RECEIVED = {
    "subject_th": "ช่วงถามตอบออนไลน์สำหรับผู้ส่งผลงาน (ข้อมูลสมมุติ)",
    "text_th": (
        "ขอบคุณที่ส่งผลงานเข้าร่วม{edition}\n\n"
        "เราจัดช่วงถามตอบออนไลน์ในวันพุธ เวลา 14:00 น. ท่านสอบถามเรื่องต่อไปนี้ได้\n\n"
        "- เอกสารแนบและการแก้ไข\n- การตรวจคุณสมบัติ\n- กำหนดการหลังปิดรับสมัคร\n\n"
        "ผลงานของท่าน\n\n{entries}\n\n{link}"
    ),
    "subject_en": "Questions and answers online for entrants (invented data)",
    "text_en": (
        "Thank you for entering {edition}.\n\n"
        "On Wednesday at 14:00 we answer your questions online, for example about\n\n"
        "- documents and corrections\n- the eligibility check\n- what happens after the "
        "call closes\n\nYour entries:\n\n{entries}\n\n{link}"
    ),
}
NOT_SUBMITTED = {
    "subject_th": "ฉบับร่างของท่านยังไม่ได้ส่ง (ข้อมูลสมมุติ)",
    "text_th": (
        "ท่านมีฉบับร่างที่ยังไม่ได้ส่ง\n\n{entries}\n\n"
        "ปิดรับสมัคร **{deadline}** หลังจากนั้นจะส่งไม่ได้\n\n{link}"
    ),
    "subject_en": "Your draft has not been submitted yet (invented data)",
    "text_en": (
        "You have a draft that has not been submitted:\n\n{entries}\n\n"
        "The call closes **{deadline}**. After that it cannot be submitted.\n\n{link}"
    ),
}


def load_messages(edition: Edition, organiser: User) -> None:
    """In the transaction that makes the edition; the mails go out with all others."""
    message(edition, organiser, "sent-in", RECEIVED)
    send_due()
    before_closing = edition.closes_at - timedelta(days=5)
    message(edition, organiser, "drafts", NOT_SUBMITTED, before_closing)


def message(
    edition: Edition,
    organiser: User,
    audience: str,
    words: dict[str, str],
    moment: datetime | None = None,
) -> Broadcast:
    draft = write_broadcast(
        edition=edition,
        audience=AUDIENCES[audience],
        chosen=Chosen(),
        actor=organiser,
    )
    draft = set_words(
        broadcast=draft, actor=organiser, seen=draft.version, is_news=False, **words
    )
    return plan_broadcast(
        broadcast=draft, actor=organiser, seen=draft.version, moment=moment
    )
