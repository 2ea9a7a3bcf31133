"""Asking to have one's data erased (PDPA s. 33), taking it back, and who carries it out:
within thirty days, as the notice promises.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from awards.accounts.models import ErasureRequest, User
from awards.ledger.services import append
from awards.outbox.services import queue_mail
from config import acts
from config.people.personal_data import CHAIN

WITHIN = timedelta(days=30)


def waiting() -> QuerySet[ErasureRequest]:
    return ErasureRequest.objects.filter(taken_back_at=None, done_at=None)


def request_of(user: User) -> ErasureRequest | None:
    """The one that waits."""
    return waiting().filter(user=user).first()


def due_at(request: ErasureRequest) -> datetime:
    return request.asked_at + WITHIN


@transaction.atomic
def ask_erasure(*, user: User) -> ErasureRequest:
    """Tells the person and everybody who keeps the site. Asked again while one waits,
    nothing changes.
    """
    User.objects.select_for_update().get(pk=user.pk)
    present = request_of(user)
    if present is not None:
        return present
    request = ErasureRequest.objects.create(user=user)
    append(CHAIN, acts.ERASURE_ASKED, None, {}, subject=f"user:{user.pk}")
    tell(request, user, "erasure_asked")
    for operator in User.objects.filter(is_operator=True, is_active=True):
        tell(request, operator, "erasure_to_do")
    return request


def tell(request: ErasureRequest, recipient: User, event: str) -> None:
    with override(recipient.language):
        page = "accounts:profile" if event == "erasure_asked" else "erasure-requests"
        link = settings.SITE_URL + reverse(page)
    queue_mail(
        event,
        f"config/emails/{event}.txt",
        {"due": due_at(request), "link": link},
        dedupe_key=f"{event}:{request.pk}:{recipient.pk}",
        recipient=recipient,
    )


@transaction.atomic
def take_back_erasure(*, user: User) -> bool:
    """False where none waits."""
    if not waiting().filter(user=user).update(taken_back_at=timezone.now()):
        return False
    append(CHAIN, acts.ERASURE_TAKEN_BACK, None, {}, subject=f"user:{user.pk}")
    return True
