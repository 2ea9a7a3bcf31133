"""What the pages of privacy show in the demonstration: who answers for personal data, two
versions of the notice, a request in each state, periods with something due, holds, a
night that ran, and a breach that is closed. All of it is invented and says so.
"""

from __future__ import annotations

import re
import tomllib
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils import timezone

from awards.accounts.consents import read_notice
from awards.accounts.models import PrivacyNotice, User
from awards.ledger.services import append
from awards.models import Breach, BreachScope, DataRequest, Edition, PrivacyOffice
from config import acts
from config.demonstration.cast import Cast
from config.people.activities import BY_CODE as ACTIVITIES
from config.people.personal_data import CHAIN
from config.privacy.breaches.services import close_breach, note_notified, save_breach
from config.privacy.notices.services import NoticeWords, publish_notice, save_draft
from config.privacy.notices.starter import starter
from config.privacy.record.services import name_office, word_activity
from config.privacy.retention.services import place_hold, run_retention, set_periods
from config.privacy.rights import services as rights
from judging.models import Judge

DATA = Path(__file__).with_name("privacy.toml")
TO_FILL = re.compile(r"\[\[[^]]*\]\]")
HELD = ("contacts", "mails", "ceremony")  # pages of the demonstration show them


@transaction.atomic
def load_privacy(cast: Cast, codes: dict[str, str]) -> None:
    """Once: whoever changed something in a running demonstration keeps it."""
    if PrivacyOffice.objects.exists():
        return
    data: dict[str, Any] = tomllib.loads(DATA.read_text())
    name_office(officer=cast.operator, fields=data["office"])
    load_notices(cast, data["notice"])
    for code, words in data["record"].items():
        word_activity(officer=cast.operator, activity=ACTIVITIES[code], words=words)
    load_requests(cast, data["request"])
    published = Edition.objects.get(code=codes["published"])
    load_retention(published, cast.operator, data["hold"])
    load_breach(published, cast.operator, data["breach"])


def load_notices(cast: Cast, data: dict[str, Any]) -> None:
    """The first one dated back; the second one is new, and two people have yet to read
    it.
    """
    begun = starter()
    th, en = filled(begun.th, data["filled_th"]), filled(begun.en, data["filled_en"])
    today = timezone.localdate()
    before = today - timedelta(days=90)
    dated_back(
        NoticeWords(before, without(th, data["new_th"]), without(en, data["new_en"])),
        cast.operator,
    )
    changes = {"changes_th": data["changes_th"], "changes_en": data["changes_en"]}
    words = NoticeWords(today, th, en, **changes)
    save_draft(officer=cast.operator, words=words)
    publish_notice(officer=cast.operator)
    for person in (cast.organiser, cast.judge, cast.registrar, cast.operator):
        read_notice(user=person)


def dated_back(words: NoticeWords, officer: User) -> None:
    """A notice of past months: nobody can publish one, so the chain says that it is
    invented.
    """
    draft = save_draft(officer=officer, words=words)
    at = timezone.now() - timedelta(days=90)
    PrivacyNotice.objects.filter(pk=draft.pk).update(published_at=at)
    said = {"notice": draft.version, "published": at.isoformat()}
    append(CHAIN, acts.DEMONSTRATION_DATED, officer, said, subject="demonstration")


def filled(text: str, words: list[str]) -> str:
    """Each place that only an organisation can fill, in turn."""
    given = iter(words)
    return TO_FILL.sub(lambda _place: next(given), text)


def without(text: str, beginning: str) -> str:
    """Without the lines that begin so."""
    lines = text.splitlines()
    return "\n".join(line for line in lines if not line.startswith(beginning))


def load_requests(cast: Cast, data: dict[str, Any]) -> None:
    """One in each state, asked on different days."""
    officer = cast.operator

    def asked(name: str, days_ago: int) -> DataRequest:
        one = data[name]
        person = getattr(cast, one["by"])
        made = rights.ask_right(user=person, kind=one["kind"], words=one["words"])
        return moved(made, days_ago)

    rights.assign_request(officer=officer, request=asked("copy", 24))
    back = asked("objection", 6)
    question = data["objection"]["question"]
    rights.ask_person(officer=officer, request=back, question=question)
    corrected = asked("correction", 12)
    decided(officer, corrected, "granted", "", data["correction"]["answer"])
    refused = asked("moved", 40)
    decided(officer, refused, "refused", "others-rights", data["moved"]["answer"])
    restricted = asked("restriction", 9)
    decided(officer, restricted, "granted", "", data["restriction"]["answer"])
    rights.take_back_request(request=asked("second_thoughts", 3))
    stranger = data["stranger"]
    asked_by_stranger = {name: stranger[name] for name in ("email", "name", "words")}
    rights.ask_without_account(**asked_by_stranger, kind="correct", language="th")


def moved(request: DataRequest, days_ago: int) -> DataRequest:
    """Asked so many days ago, due thirty days later."""
    at = timezone.now() - timedelta(days=days_ago)
    DataRequest.objects.filter(pk=request.pk).update(
        asked_at=at, due_at=at + rights.WITHIN
    )
    request.refresh_from_db()
    return request


def decided(
    officer: User, request: DataRequest, decision: str, ground: str, answer: str
) -> None:
    rights.decide_request(
        officer=officer,
        request=request,
        decision=decision,
        ground=ground,
        answer=answer,
    )
    at = request.asked_at + timedelta(days=8)
    DataRequest.objects.filter(pk=request.pk).update(decided_at=at)


def load_retention(published: Edition, officer: User, reason: str) -> None:
    """Yesterday's night ran and found holds alone; what two judges told of themselves
    goes in the coming one.
    """
    for kind in HELD:
        place_hold(officer=officer, edition=published, kind=kind, reason=reason)
    set_periods(officer=officer, edition=None, days={"exports": 60})
    set_periods(officer=officer, edition=published, days={"judges": 400})
    run_retention(today=timezone.localdate() - timedelta(days=1))
    told = Judge.objects.filter(edition=published).order_by("pk")[:2]
    Judge.objects.filter(pk__in=[judge.pk for judge in told]).update(
        relations="ข้อมูลสมมุติ"
    )


def load_breach(published: Edition, officer: User, fields: dict[str, str]) -> None:
    """Closed; its moments dated back."""
    aware = timezone.now() - timedelta(days=20)
    breach = save_breach(
        officer=officer,
        breach=None,
        fields={
            **fields,
            "scope": BreachScope.JUDGES,
            "edition": published,
            "aware_at": aware,
            "began_at": aware - timedelta(hours=7),
            "ended_at": aware - timedelta(hours=2),
        },
    )
    note_notified(officer=officer, breach=breach)
    close_breach(officer=officer, breach=breach)
    Breach.objects.filter(pk=breach.pk).update(
        notified_at=aware + timedelta(hours=31), closed_at=aware + timedelta(days=6)
    )
