"""Which heads are due, found by what is there: a worker that was away for a week signs
what it missed.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Max
from django.utils import timezone

from awards.ledger import signing
from awards.ledger.heads import ContradictionError, sign_head
from awards.ledger.models import Chain, Occasion, Row, SignedHead
from awards.ledger.services import database_now
from awards.models import Edition, Round

STEP = 64  # acts: see the room's head
Occasions = Mapping[str, Occasion]  # by the code of an act
log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Due:
    size: int
    occasion: Occasion


def make_due_heads(occasions: Occasions) -> int:
    """One sweep: how many were signed. A ledger that contradicts its own heads is said
    in the log each time, and keeps no other waiting.
    """
    if signing.site_keys().signing is None:
        return 0
    now, made = database_now(), 0
    for edition in Edition.objects.public():
        for due in due_heads(edition, occasions, now):
            try:
                sign_head(edition.code, due.size, due.occasion)
                made += 1
            except ContradictionError as problem:
                log.error("No head is signed: %s", problem)
                break
    return made


def due_heads(edition: Edition, occasions: Occasions, now: datetime) -> Iterator[Due]:
    """In the order of their sizes."""
    heads = SignedHead.objects.filter(chain=edition.code)
    signed = heads.aggregate(size=Max("size"))["size"] or 0
    acts = Row.objects.filter(
        chain=edition.code, act__in=occasions, number__gt=signed
    ).order_by("number")
    due = [
        Due(number, occasions[act]) for number, act in acts.values_list("number", "act")
    ]
    due += closed(edition, now, signed)
    for one in sorted(due, key=lambda one: one.size):
        yield one
        signed = max(signed, one.size)
    yield from nightly(edition, now, signed)


def closed(edition: Edition, now: datetime, signed: int) -> list[Due]:
    """The last round that closed, with all that was done until then."""
    at = Round.objects.filter(
        edition=edition, active=True, closes_at__lte=now
    ).aggregate(at=Max("closes_at"))["at"]
    known = SignedHead.objects.filter(chain=edition.code, occasion=Occasion.CLOSED)
    if at is None or known.filter(at__gte=at).exists():
        return []
    until = Row.objects.filter(chain=edition.code, at__lte=at)
    size = until.aggregate(last=Max("number"))["last"] or 0
    return [Due(max(size, signed), Occasion.CLOSED)] if max(size, signed) else []


def nightly(edition: Edition, now: datetime, signed: int) -> Iterator[Due]:
    """Once a day, and only where there is a step more."""
    length = (
        Chain.objects.filter(code=edition.code).values_list("length", flat=True).first()
    )
    size = (length or 0) // STEP * STEP
    midnight = timezone.localtime(now).replace(
        hour=0, minute=0, second=0, microsecond=0
    )
    tonight = SignedHead.objects.filter(
        chain=edition.code, occasion=Occasion.DAILY, at__gte=midnight
    )
    if size > signed and not tonight.exists():
        yield Due(size, Occasion.DAILY)
