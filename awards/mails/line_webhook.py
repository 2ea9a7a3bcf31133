"""What LINE tells the site: who sent a code, who left. Off (404) until LINE is
configured.

It answers quickly and asks LINE nothing. What it cannot read it says so; what it knows
already, or has no use for, is a yes.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models.functions import Now
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from awards.accounts.limits import HOUR, Limit, may_spend
from awards.language.numbers import read_json_object
from awards.mails.line_linking import code_in, link_line, unlink_line_user
from awards.outbox.line_carrier import line_is_on
from awards.outbox.models import LineEvent

REMEMBERED = timedelta(days=7)  # LINE tells again within minutes, at most days
MOST_EVENTS = 1000
LONGEST_ID = 64
# By account at LINE: codes that were no good.
TRIES = Limit("line-codes", 20, HOUR)


@dataclass(frozen=True)
class LineCall:
    """``text`` is "" where the event is no message of words."""

    event_id: str
    kind: str
    line_user: str
    text: str = ""


@csrf_exempt
@require_POST
def line_webhook(request: HttpRequest) -> HttpResponse:
    if not line_is_on():
        raise Http404
    if not is_signed(request):
        return HttpResponse("signature", status=403, content_type="text/plain")
    try:
        told = read_json_object(request.body)
    except ValueError:
        return HttpResponse("no JSON", status=400, content_type="text/plain")
    for call in calls_in(told):
        heed(call)
    return HttpResponse("ok", content_type="text/plain")


def is_signed(request: HttpRequest) -> bool:
    """HMAC-SHA256 of the body with the channel's secret, in base64."""
    secret = settings.LINE_CHANNEL_SECRET.encode()
    made = base64.b64encode(hmac.new(secret, request.body, hashlib.sha256).digest())
    given = request.headers.get("X-Line-Signature", "").encode()
    return hmac.compare_digest(made, given)


def calls_in(told: dict[str, Any]) -> list[LineCall]:
    """Those that can be read and are by a person."""
    events = told.get("events")
    found = events[:MOST_EVENTS] if isinstance(events, list) else []
    calls = [call_of(event) for event in found if isinstance(event, dict)]
    return [call for call in calls if call is not None]


def call_of(event: dict[str, Any]) -> LineCall | None:
    source, message = event.get("source"), event.get("message")
    line_user = source.get("userId") if isinstance(source, dict) else None
    event_id, kind = event.get("webhookEventId"), event.get("type")
    if not all(is_word(word) for word in (line_user, event_id, kind)):
        return None
    text = message.get("text") if isinstance(message, dict) else ""
    return LineCall(
        str(event_id), str(kind), str(line_user), text if isinstance(text, str) else ""
    )


def is_word(value: object) -> bool:
    """As an identifier of LINE's is: short, of plain letters."""
    return (
        isinstance(value, str)
        and 0 < len(value) <= LONGEST_ID
        and value.isascii()
        and value.isprintable()
    )


@transaction.atomic
def heed(call: LineCall) -> None:
    """Once for each event, however often it is told."""
    LineEvent.objects.filter(heard_at__lt=Now() - REMEMBERED).delete()
    _row, is_new = LineEvent.objects.get_or_create(event_id=call.event_id)
    if not is_new:
        return
    if call.kind == "unfollow":
        unlink_line_user(line_user=call.line_user)
        return
    code = code_in(call.text) if call.kind == "message" else ""
    if code and may_spend(TRIES, call.line_user):
        link_line(code=code, line_user=call.line_user)
