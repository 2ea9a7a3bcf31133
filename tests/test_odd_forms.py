"""Whatever is sent to any form or as any document: no fault of ours, no secret in the
answer, nothing half written where it is refused, and words in the reader's language.

The forms are those of all pages of ``tests/access.py``; their values are made up by
Hypothesis, a few in every run, the same each time. ``make fuzz`` sends many more.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
import zlib
from collections.abc import Callable
from functools import partial
from secrets import randbits
from typing import Any
from urllib.parse import quote

import pytest
from django.conf import settings as settings_of_django
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from hypothesis import HealthCheck, given, seed, settings
from hypothesis import Phase as Step

from awards.dsure.models import Subscriber
from tests.access import TABLES, all_lines, lines
from tests.fuzzing import EXAMPLES, IS_FUZZ
from tests.odd_sending import Desk, Target, targets
from tests.oddities import documents, sendings
from tests.secrecy.phases import Phase, on_stage
from tests.secrecy.planting import KINDS
from tests.test_odd_input import names_read

# pages are the same on any database
pytestmark = [pytest.mark.once, pytest.mark.django_db]

A_FEW = settings(
    max_examples=max(3, EXAMPLES // 2),
    deadline=None,
    database=None,
    derandomize=not IS_FUZZ,
    phases=[Step.generate, Step.shrink] if IS_FUZZ else [Step.generate],
    suppress_health_check=list(HealthCheck),
)
PHASE_OF = {"judging": Phase.JUDGING}  # ballots are open; elsewhere the call is
LINE_SECRET = "channel-secret"


def first_fault(
    target: Target, strategy: Any, wrong: Callable[[Any], list[str]]
) -> str:
    """The first that was found, as small as Hypothesis could make it; or nothing."""
    found: list[str] = []

    @seed(randbits(32) if IS_FUZZ else zlib.crc32(target.view.encode()))
    @A_FEW
    @given(strategy)
    def each(sent: Any) -> None:
        faults = wrong(sent)
        if faults:
            found[:] = [f"{target}: {'; '.join(faults)}\n    {shown(sent)}"]
        assert not faults

    try:
        each()
    except AssertionError:
        return found[0]
    return ""


def shown(sent: Any) -> str:
    return repr(sent)[:1500]


@pytest.mark.parametrize("room", TABLES)
def test_nothing_odd_in_a_form_is_a_fault(room: str) -> None:
    phase = PHASE_OF.get(room, Phase.CALL)
    names = names_read("POST")
    assert {"revision", "change", "act"} <= set(names)
    with on_stage(phase) as world:
        desk = Desk(world, phase)
        sent = targets(desk, list(lines(TABLES[room])), names)
        found = [first_fault_of(desk, target, names) for target in sent]
    assert len(sent) >= 10
    # the walk met the forms of the pages
    assert sum(target.is_bare for target in sent) < len(sent) / 2
    faults = [fault for fault in found if fault]
    assert faults == [], "\n" + "\n".join(faults)


def first_fault_of(desk: Desk, target: Target, names: list[str]) -> str:
    sent = sendings(target.boxes, names)
    return first_fault(target, sent, partial(desk.wrong_with, target))


CODES = ("impact", "design", "unknown")
BALLOT = {
    "scores": dict.fromkeys(CODES, "7.5"),
    "known": dict.fromkeys(CODES, 0),
    "comments": dict.fromkeys(CODES, "good"),
    "reasons": dict.fromkeys(CODES, ""),
    "specialist": dict.fromkeys(CODES, True),
    "comment_panel": "good",
    "comment_entrant": "good",
}
CALL_OF_LINE = {
    "destination": "U0",
    "events": [
        {
            "type": "message",
            "webhookEventId": "event-1",
            "source": {"type": "user", "userId": f"U{1:032x}"},
            "message": {"type": "text", "id": "1", "text": "AWARDS-1"},
        }
    ],
}
# Address → who sends a document there, and what it looks like. What providers of mail
# report is in ``config/test_mail_events.py``.
BODIES: dict[str, tuple[str, object]] = {
    "judging:ballot-save": ("judge", BALLOT),
    "judging:sample-save": ("judge", BALLOT),
    "line-webhook": ("anonymous", CALL_OF_LINE),
    "nominations:upload-add": ("entrant", "part of a file"),
}
READERS = {
    "awards/mails/line_webhook.py",
    "config/site/mail_events.py",
    "judging/ballots/views.py",
    "judging/calibration/views.py",
    "nominations/files/upload_views.py",
}


@pytest.fixture
def line_on(settings: Any) -> None:
    settings.LINE_ACCESS_TOKEN, settings.LINE_CHANNEL_SECRET = "token", LINE_SECRET
    settings.LINE_ACCOUNT, settings.LINE_API_URL = "@awards", "http://127.0.0.1:9"


@pytest.mark.parametrize("name", BODIES)
def test_nothing_odd_in_a_document_is_a_fault(name: str, line_on: None) -> None:
    role, example = BODIES[name]
    line = next(line for line in all_lines() if line.name == name)
    with on_stage(Phase.JUDGING) as world:
        desk = Desk(world, Phase.JUDGING)
        target = Target(name, line.address(world), role)
        fault = first_fault(
            target, documents(example), lambda body: wrong_document(desk, target, body)
        )
    assert fault == ""


def wrong_document(desk: Desk, target: Target, body: bytes) -> list[str]:
    made = hmac.new(LINE_SECRET.encode(), body, hashlib.sha256).digest()
    headers = {"X-Line-Signature": base64.b64encode(made).decode()}
    typed = [body.decode("utf-8", "replace")]
    path = f"{target.path}?offset=0"
    return desk.wrong(target, path, body, "application/json", typed, headers=headers)


def test_every_view_that_reads_a_document_is_sent_odd_ones() -> None:
    reading = {
        str(path.relative_to(settings_of_django.BASE_DIR))
        for room in ("awards", "config", "judging", "nominations")
        for path in (settings_of_django.BASE_DIR / room).rglob("*.py")
        if re.search(r"\brequest\.(body|read\()", path.read_text())
    }
    assert reading - {"config/bench/measuring.py"} == READERS


class Faulty:
    """A middleware that does what no answer may, before the page is asked."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        fault = request.headers.get("X-Fault", "")
        if fault == "fails":
            return HttpResponse(status=500)
        if fault == "writes":
            Subscriber.objects.create(email="a@b.example", token="t")
            return HttpResponse(status=400)
        response = self.get_response(request)
        if fault == "tells":
            response["X-Told"] = quote(KINDS["winners"][0])
        if fault == "speaks":
            messages.error(request, "Something is wrong.")
        return response


FAULTS = {
    "fails": "answers 500",
    "writes": "refused, but wrote dsure_subscriber",
    "tells": "tells winners",
    "speaks": "says in English on a Thai page",
}


@pytest.mark.parametrize("fault", FAULTS)
def test_fault_that_is_there_is_found(fault: str, settings: Any) -> None:
    settings.MIDDLEWARE = [*settings.MIDDLEWARE, f"{__name__}.Faulty"]
    target = Target("dsure:subscribe", "/th/dsure/subscribe/", "anonymous")
    with on_stage(Phase.CALL) as world:
        desk = Desk(world, Phase.CALL)
        found = desk.wrong(
            target,
            reverse(target.view),
            b"",
            "text/plain",
            [],
            headers={"X-Fault": fault},
        )
    assert [one.startswith(FAULTS[fault]) for one in found] == [True]
