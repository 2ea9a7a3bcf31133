"""Mails about requests: to the person in their language, to the officers in theirs."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from hashlib import sha256

from django.conf import settings
from django.urls import reverse
from django.utils.translation import override

from awards.models import DataRequest, RightKind
from awards.models.privacy import Decision
from awards.outbox.services import queue_mail
from config.privacy.office.grounds import BY_CODE
from config.privacy.office.officers import contact_address, officers


def to_person(
    request: DataRequest, event: str, context: Mapping[str, object], key: object = ""
) -> None:
    """``link``: where somebody with an account sees how it stands; empty without one."""
    with override(request.language):
        page = reverse("accounts:my-data") if request.user_id else ""
        told = {
            "kind": request.get_kind_display(),
            "due": request.due_at,
            "link": settings.SITE_URL + page if page else "",
            "contact": contact_address(),
            **{name: str(value) if value else "" for name, value in context.items()},
        }
    queue_mail(
        event,
        f"config/emails/{event}.txt",
        told,
        dedupe_key=f"{event}:{request.pk}:{key}",
        recipient=request.user,
        to_email=request.email,
        language=request.language,
    )


def send_proof(request: DataRequest, token: str, until: datetime) -> None:
    with override(request.language):
        link = settings.SITE_URL + reverse("privacy-prove", args=[token])
        kind = request.get_kind_display()
    queue_mail(
        "privacy_prove",
        "config/emails/privacy_prove.txt",
        {"link": link, "kind": kind, "until": until},
        dedupe_key=f"privacy_prove:{request.pk}",
        to_email=request.email,
        language=request.language,
        urgent=True,
        secrets=[token],
        useful_until=until,
    )


def send_received(request: DataRequest, has_ended: bool) -> None:
    to_person(request, "privacy_received", {"ended": has_ended})


def send_question(request: DataRequest) -> None:
    key = sha256(request.question.encode()).hexdigest()[:16]
    to_person(request, "privacy_question", {"question": request.question}, key)


def send_extended(request: DataRequest) -> None:
    to_person(request, "privacy_extended", {"reason": request.extended_because})


def is_restricting(request: DataRequest) -> bool:
    """Whether this answer restricts the use of the data of somebody with an account."""
    refused = request.decision in ("", Decision.REFUSED)
    return bool(request.user) and request.kind == RightKind.RESTRICT and not refused


def send_answer(request: DataRequest) -> None:
    with override(request.language):
        ground = BY_CODE.get(request.ground)
        context = {
            "decision": request.get_decision_display(),
            "ground": ground.words if ground else "",
            "answer": request.answer,
            "restricted": is_restricting(request),
        }
        to_person(request, "privacy_answered", context)


def send_to_officers(request: DataRequest) -> None:
    for officer in officers():
        with override(officer.language):
            link = reverse("privacy-request", args=[request.pk])
            kind = request.get_kind_display()
        queue_mail(
            "privacy_to_do",
            "config/emails/privacy_to_do.txt",
            {"kind": kind, "due": request.due_at, "link": settings.SITE_URL + link},
            dedupe_key=f"privacy_to_do:{request.pk}:{officer.pk}",
            recipient=officer,
        )
