"""Linking a person's account at LINE: by a code that the signed-in person sends to the
official account, once. See ``docs/decisions/a-code-links-line.md``.
"""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models.functions import Now
from django.utils import timezone

from awards.accounts.models import User
from awards.outbox.models import Channel, LineCode, LineLink, Message, Preference
from awards.outbox.preferences import channels_of, choose
from awards.outbox.services import prepare_mail, save_messages
from awards.outbox.work import WorkState

LASTS = timedelta(minutes=15)
# Without those that look like others: 0 O, 1 I L, 2 Z, 5 S, 8 B.
LETTERS = "34679ACDEFGHJKMNPQRTUVWXY"
LENGTH = 8


@dataclass(frozen=True)
class IssuedCode:
    """Shown once, and nowhere of ours after that."""

    text: str
    expires_at: datetime


def hash_of(code: str) -> str:
    return hashlib.sha256(code.encode()).hexdigest()


def code_in(text: str) -> str:
    """The code that somebody typed, "" where it is none: small letters, spaces and
    dashes are no matter.
    """
    typed = "".join(text.upper().split()).replace("-", "")
    is_code = len(typed) == LENGTH and set(typed) <= set(LETTERS)
    return typed if is_code else ""


@transaction.atomic
def issue_code(*, user: User) -> IssuedCode:
    """It ends the one before."""
    text = "".join(secrets.choice(LETTERS) for _ in range(LENGTH))
    expires_at = timezone.now() + LASTS
    LineCode.objects.update_or_create(
        user=user, defaults={"token_hash": hash_of(text), "expires_at": expires_at}
    )
    return IssuedCode(text, expires_at)


@transaction.atomic
def link_line(*, code: str, line_user: str) -> bool:
    """Link whoever has this code to who sent it; False for a code that is unknown, used
    or too old. What went by mail to that person goes by LINE from now on.

    A LINE account that was somebody else's is theirs no more: whoever holds it decides.
    """
    found = LineCode.objects.select_for_update().filter(
        token_hash=hash_of(code), expires_at__gt=Now()
    )
    row = found.select_related("user").first()
    if row is None or not row.user.is_active:
        return False
    row.delete()
    before = LineLink.objects.filter(line_user=line_user).exclude(user=row.user)
    for link in before.select_related("user"):
        unlink_line(user=link.user)
    LineLink.objects.update_or_create(
        user=row.user,
        defaults={"line_user": line_user, "linked_at": Now(), "broken_at": None},
    )
    for topic, channel in channels_of(row.user).items():
        if channel == Channel.MAIL:
            choose(user=row.user, topic=topic, channel=Channel.LINE)
    tell(row.user)
    return True


def tell(user: User) -> None:
    """By mail, since somebody else may have done it; by LINE, where it was done."""
    told = [
        prepare_mail(
            "line-linked",
            "awards/emails/line_linked.txt",
            {},
            dedupe_key=f"line-linked:{user.pk}:{channel}:{secrets.token_hex(8)}",
            recipient=user,
        )
        for channel in (Channel.MAIL, Channel.LINE)
    ]
    told[1].channel = Channel.LINE
    save_messages(told)


@transaction.atomic
def unlink_line(*, user: User) -> bool:
    """Whether there was a link. What went by LINE goes by mail from now on, with what
    waits.
    """
    removed, _rows = LineLink.objects.filter(user=user).delete()
    LineCode.objects.filter(user=user).delete()
    chosen = Preference.objects.filter(user=user, channel=Channel.LINE)
    chosen.update(channel=Channel.MAIL, changed_at=Now())
    waiting = Message.objects.filter(
        recipient=user, channel=Channel.LINE, state=WorkState.QUEUED
    )
    waiting.update(channel=Channel.MAIL)
    return removed > 0


def unlink_line_user(*, line_user: str) -> bool:
    """Of somebody who blocked the official account, or left it."""
    link = LineLink.objects.select_related("user").filter(line_user=line_user).first()
    return link is not None and unlink_line(user=link.user)
