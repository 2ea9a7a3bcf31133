"""One function per mail of this room. Each is written in the reader's language with the act that it tells of."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from awards.models import Edition, Round
from awards.outbox.services import queue_mail
from judging.models import Judge


def address(view: str, language: str, *args: Any) -> str:
    with translation.override(language):
        return settings.SITE_URL + reverse(view, args=args)


def judge_invited(judge: Judge, token: str, expires_at: datetime) -> bool:
    language = judge.user.language
    context = {
        "edition": judge.edition,
        "judge": judge,
        "link": address("judging:judge-invitation", language, token),
        "expires_at": expires_at,
    }
    key = f"judge-invited:{judge.pk}:{judge.invitation_hash[:16]}"
    return _mail("judge_invited", context, judge, key)


def judge_sign_in(judge: Judge, token: str, expires_at: datetime) -> bool:
    language = judge.user.language
    link = address("judging:judge-sign-in", language, token)
    context = {"edition": judge.edition, "link": link, "expires_at": expires_at}
    return _mail("judge_sign_in", context, judge, f"judge-sign-in:{judge.pk}:{judge.invitation_hash[:16]}")


def judge_assigned(judge: Judge, round_: Round, count: int, key: str) -> bool:
    link = address("judging:judge-home", judge.user.language)
    context = {"edition": judge.edition, "round": round_, "count": count, "link": link}
    return _mail("judge_assigned", context, judge, f"judge-assigned:{judge.pk}:{key}")


def judge_reminded(judge: Judge, round_: Round, missing: list[dict[str, Any]], key: str) -> bool:
    """``missing``: reference, title, criteria left, newest state; says exactly what is left to do."""
    link = address("judging:judge-home", judge.user.language)
    context = {"edition": judge.edition, "round": round_, "missing": missing, "link": link}
    return _mail("judge_reminded", context, judge, f"judge-reminded:{judge.pk}:{key}")


def judge_recused(edition: Edition, organiser: Any, judge: Judge, reference: str, key: str) -> bool:
    """To an organiser. The reason stands on the organiser's page, not in the mail."""
    link = address("judging:assignment-list", organiser.language, edition.code)
    context = {"edition": edition, "judge": judge, "reference": reference, "link": link}
    return queue_mail(
        "judge_recused",
        "judging/emails/judge_recused.txt",
        context,
        dedupe_key=f"judge-recused:{key}:{organiser.pk}",
        recipient=organiser,
        edition_code=edition.code,
    )


def _mail(event: str, context: dict[str, Any], judge: Judge, key: str) -> bool:
    return queue_mail(
        event,
        f"judging/emails/{event}.txt",
        context,
        dedupe_key=key,
        recipient=judge.user,
        edition_code=judge.edition.code,
    )
