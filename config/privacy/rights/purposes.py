"""What rests on consent, purpose by purpose: given and withdrawn by one button each. All
else rests on law or on a public task, and is not asked for.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from awards.accounts import consents
from awards.accounts.models import Consent, User
from awards.language.bilingual import Both
from awards.outbox.models import Channel
from awards.outbox.preferences import channels_of, choose
from awards.outbox.topics import Topic
from config.privacy.rights.services import ask_to_take_pictures_down


@dataclass(frozen=True)
class Purpose:
    code: str
    version: str
    title: Both
    about: Both
    after: Both | None = None  # what withdrawing it does


PURPOSES = (
    Purpose(
        consents.NEWS,
        consents.NEWS_VERSION,
        Both("ข่าวของการประกวดครั้งต่อ ๆ ไป", "News of later editions"),
        Both(
            "เราส่งข่าวการประกวดครั้งต่อ ๆ ไปถึงท่านทางอีเมลหรือช่องทางที่ท่านเลือก",
            "We send you news of later editions by email, or on the channel that you chose.",
        ),
    ),
    Purpose(
        consents.PHOTOS,
        consents.PHOTOS_VERSION,
        Both(
            "ภาพถ่ายและภาพเคลื่อนไหวของท่านจากกิจกรรม",
            "Photographs and recordings of you from events",
        ),
        Both(
            "ผู้จัดเผยแพร่ภาพที่เห็นท่านได้ชัดเจนในข่าวและสื่อประชาสัมพันธ์ของการประกวด",
            "The organiser publishes pictures in which you can be recognised in news and publicity of the awards.",
        ),
        Both(
            "เมื่อท่านถอนความยินยอม ระบบส่งคำขอถึงเจ้าหน้าที่ให้นำภาพที่เผยแพร่แล้วออก และเจ้าหน้าที่จะตอบท่าน",
            "If you withdraw it, the officer is asked to take published pictures down, and answers you.",
        ),
    ),
)
BY_CODE = {purpose.code: purpose for purpose in PURPOSES}


@dataclass(frozen=True)
class Choice:
    """``given_at`` None: the person does not agree."""

    purpose: Purpose
    given_at: datetime | None


def choices_of(user: User) -> list[Choice]:
    live = dict(
        Consent.objects.filter(user=user, withdrawn_at=None).values_list(
            "purpose", "given_at"
        )
    )
    return [Choice(purpose, live.get(purpose.code)) for purpose in PURPOSES]


@transaction.atomic
def choose_purpose(*, user: User, purpose: Purpose, agrees: bool) -> None:
    """Idempotent. Agreeing to news of which every message was refused lets them come by
    mail again; who no longer agrees to pictures has the officer take them down.
    """
    if not agrees:
        ended = consents.withdraw_consent(user=user, purpose=purpose.code)
        if ended and purpose.code == consents.PHOTOS:
            ask_to_take_pictures_down(user=user)
        return
    refused = channels_of(user)[Topic.NEWS] == Channel.NONE
    if purpose.code == consents.NEWS and refused:
        choose(user=user, topic=Topic.NEWS, channel=Channel.MAIL)
    consents.give_consent(user=user, purpose=purpose.code, version=purpose.version)
