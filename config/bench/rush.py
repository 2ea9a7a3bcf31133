"""The last minute of a call: entrants who save as they type and send in, against a web
server of two workers.

Each entrant has a plan made beforehand: two savings, then the submission, at moments
spread over the minute, more of them towards its end; some come too late. Afterwards the
database is asked: was every text that the server said it had saved kept, did every
entry stand that was sent in in time, and was none accepted after its own closing
moment?
"""

from __future__ import annotations

import json
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from http.client import HTTPConnection, HTTPException
from random import Random
from statistics import quantiles
from threading import local
from urllib.parse import urlencode

from django.db.models import F
from django.utils import timezone

from awards.models import Edition
from config.bench.measuring import CSRF
from config.build.serving import Served
from config.build.sessions import cookies
from nominations.models import Answer, Entry
from nominations.statuses import EntryState

MINUTE = 60.0
LATE = 5.0  # seconds after closing in which the late ones come
LATE_SHARE = 0.04
EXTENDED = 25  # so many have a few seconds more than the others
CONNECTIONS = 48
FIELD = "solution"


@dataclass(frozen=True)
class Step:
    at: float  # seconds from the beginning of the minute
    number: int
    path: str
    body: str
    session: str
    saves: bool


@dataclass
class Told:
    """What the server answered to one entrant."""

    texts: list[str] = field(default_factory=list)  # savings that it said it had taken
    refused: int = 0
    submitted_at: float | None = (
        None  # seconds from the beginning at which the submission left, where it was answered
    )
    troubles: list[str] = field(default_factory=list)


@dataclass
class Rush:
    entries: list[Entry]
    told: list[Told]
    seconds: dict[str, list[float]] = field(
        default_factory=lambda: {"saving": [], "submitting": []}
    )

    def problems(self) -> list[str]:
        return [
            *(line for one in self.told for line in one.troubles),
            *lost(self),
            *accepted_too_late(),
        ]


def text_of(number: int, turn: int) -> str:
    return f"ข้อความของผู้ส่งผลงานรายที่ {number} ครั้งที่ {turn} " + "เมืองอัจฉริยะ " * 30


def plan(
    entries: list[Entry],
    sessions: list[str],
    paths: dict[str, list[str]],
    seed: int = 1,
) -> list[Step]:
    """Savings first, the submission last: half of them in the last twenty seconds, a
    few after closing.
    """
    random, steps = Random(seed), []
    for number, _entry in enumerate(entries):
        sent = sent_at(random, is_late=number < len(entries) * LATE_SHARE)
        session = sessions[number]
        for turn in (1, 2):
            text = text_of(number, turn)
            body = urlencode({"only": f"q-{FIELD}", f"q-{FIELD}": text})
            saved = max(0.0, sent - 12 / turn + random.random())
            steps.append(
                Step(saved, number, paths["save"][number], body, session, True)
            )
        steps.append(Step(sent, number, paths["submit"][number], "x=1", session, False))
    return sorted(steps, key=lambda step: step.at)


def sent_at(random: Random, *, is_late: bool) -> float:
    """Seconds after the beginning of the last minute."""
    if is_late:
        return MINUTE + random.uniform(0.5, LATE)
    return MINUTE * (1 - random.random() ** 2 * 0.9) - 1.0


def close_in(edition: Edition, entries: list[Entry], seconds: float) -> datetime:
    """Closing after so many seconds, without grace; the last entrants have a little longer."""
    closes = timezone.now() + timedelta(seconds=seconds)
    Edition.objects.filter(pk=edition.pk).update(closes_at=closes, grace_minutes=0)
    longer = [entry.pk for entry in entries[-EXTENDED:]]
    Entry.objects.filter(pk__in=longer).update(
        extended_until=closes + timedelta(seconds=3)
    )
    return closes


def run(
    site: Served, edition: Edition, entries: list[Entry], steps: list[Step]
) -> Rush:
    """Bounded: each step is asked once, and gives up after thirty seconds."""
    rush, kept = Rush(entries, [Told() for _ in entries]), local()
    begun = time.monotonic()
    close_in(edition, entries, MINUTE)

    def act(step: Step) -> None:
        time.sleep(max(0.0, begun + step.at - time.monotonic()))
        ask(site, kept, step, rush, begun)

    with ThreadPoolExecutor(CONNECTIONS) as pool:
        for done in [pool.submit(act, step) for step in steps]:
            done.result()
    return rush


def ask(site: Served, kept: local, step: Step, rush: Rush, begun: float) -> None:
    """A busy machine sends later than was planned: what counts is when the request left."""
    told, due = rush.told[step.number], time.monotonic()
    headers = {
        "Cookie": cookies(step.session, CSRF),
        "X-CSRFToken": CSRF,
        "Content-Type": "application/x-www-form-urlencoded",
    }
    try:
        if not hasattr(kept, "line"):
            kept.line = HTTPConnection("127.0.0.1", site.port, timeout=30)
        kept.line.request("POST", step.path, step.body, headers)
        response = kept.line.getresponse()
        content = response.read()
    except (OSError, HTTPException) as error:
        del kept.line
        told.troubles.append(f"{step.path}: {type(error).__name__} {error}")
        return
    rush.seconds["saving" if step.saves else "submitting"].append(
        time.monotonic() - due
    )
    take(step, response.status, content, told, due - begun)


def take(step: Step, status: int, content: bytes, told: Told, sent: float) -> None:
    if step.saves and status == 200 and json.loads(content)["versions"]:
        told.texts.append(step.body)
    elif step.saves and status == 409:
        told.refused += 1
    elif not step.saves and status == 302:
        told.submitted_at = sent
    else:
        told.troubles.append(f"{step.path}: {status}")


def lost(rush: Rush) -> list[str]:
    """Texts that the server said it had saved and does not have; entries sent in in
    time that do not stand.
    """
    pks = [entry.pk for entry in rush.entries]
    states = dict(Entry.objects.filter(pk__in=pks).values_list("pk", "state"))
    stored = dict(
        Answer.objects.filter(entry__in=pks, question__code=FIELD).values_list("entry_id", "value")
    )  # fmt: skip
    found = []
    for number, (entry, told) in enumerate(zip(rush.entries, rush.told, strict=True)):
        texts = {
            text_of(number, turn).strip() for turn in range(1, len(told.texts) + 1)
        }
        if told.texts and stored.get(entry.pk, "") not in texts:
            found.append(f"{entry.reference}: a saved text is lost")
        in_time = told.submitted_at is not None and told.submitted_at < MINUTE - 5
        if in_time and states[entry.pk] != EntryState.SUBMITTED:
            found.append(
                f"{entry.reference}: sent in at second {told.submitted_at:.1f} and does not stand"
            )
    return found


def accepted_too_late() -> list[str]:
    """By the moments that the database wrote: at or after the entry's own closing moment."""
    late = Entry.objects.filter(
        state=EntryState.SUBMITTED, submitted_at__gte=F("edition__closes_at")
    )
    return [
        f"{entry.reference}: accepted at {entry.submitted_at} after {entry.closing_moment}"
        for entry in late.select_related("edition")
        if entry.submitted_at and entry.submitted_at >= entry.closing_moment
    ]


def p95(spans: list[float]) -> float:
    return quantiles(spans, n=20)[-1] if len(spans) > 1 else 0.0
