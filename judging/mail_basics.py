from __future__ import annotations

from collections.abc import Mapping

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from awards.outbox.models import Message
from awards.outbox.services import prepare_mail, queue_mail
from judging.models.jury import Judge


def address(view: str, language: str, *args: object) -> str:
    with translation.override(language):
        return settings.SITE_URL + reverse(view, args=args)


def _prepared(
    event: str, context: Mapping[str, object], judge: Judge, key: str
) -> Message:
    link = address("judging:judge-home", judge.user.language)
    return prepare_mail(
        event,
        f"judging/emails/{event}.txt",
        {"edition": judge.edition, "link": link, **context},
        dedupe_key=f"{event.replace('_', '-')}:{judge.pk}:{key}",
        recipient=judge.user,
        edition_code=judge.edition.code,
    )


def reminder_key(judge: int, key: str) -> str:
    return f"judge-reminded:{judge}:{key}"


def _mail(
    event: str,
    context: Mapping[str, object],
    judge: Judge,
    key: str,
    *,
    urgent: bool = False,
) -> bool:
    return queue_mail(
        event,
        f"judging/emails/{event}.txt",
        context,
        dedupe_key=key,
        recipient=judge.user,
        edition_code=judge.edition.code,
        urgent=urgent,
    )
