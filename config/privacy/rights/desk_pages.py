"""What the officer's desk shows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from awards.accounts.consents import PRIVACY_VERSION, notice_in_force
from awards.accounts.models import ErasureRequest, User
from awards.language.bilingual import Both
from awards.ledger.models import Row, Value
from awards.models import Breach, DataRequest, RequestState, RetentionRun, RightKind
from awards.models.privacy import UNANSWERED
from config.acts import VOCABULARY
from config.people import erasure_requests
from config.people.personal_data import CHAIN
from config.privacy.notices.pages import Seen, seen_by
from config.privacy.office.grounds import BY_CODE as GROUNDS
from config.privacy.office.officers import office
from config.privacy.record.pages import record_rows
from config.privacy.rights.due import days_left, in_days
from config.privacy.rights.services import subject_of, waiting
from config.privacy.rights.stopping import restricted

MOST_ANSWERED = 30


@dataclass(frozen=True)
class Waiting:
    """``left``: days, in words. ``late``: the day is past; ``soon``: a week or less."""

    request: DataRequest | None
    erasure: ErasureRequest | None
    due: date
    left: str
    days: int

    @property
    def late(self) -> bool:
        return self.days < 0

    @property
    def soon(self) -> bool:
        return 0 <= self.days <= 7


@dataclass(frozen=True)
class Desk:
    """``to_fill``: rows of the record in which words of the organisation are missing."""

    waiting: list[Waiting]
    answered: list[DataRequest]
    restricted: list[User]
    late: int
    notice: date
    has_office: bool
    to_fill: int
    last_run: RetentionRun | None
    breaches: list[Breach]


def desk_of() -> Desk:
    lines = sorted(waiting_lines(), key=lambda line: line.days)
    notice = notice_in_force()
    answered = DataRequest.objects.filter(state=RequestState.ANSWERED)
    return Desk(
        lines,
        list(answered.order_by("-decided_at")[:MOST_ANSWERED]),
        list(restricted()),
        sum(1 for line in lines if line.late),
        notice.effective_on if notice else date.fromisoformat(PRIVACY_VERSION),
        office() is not None,
        sum(1 for row in record_rows() if row.to_fill),
        RetentionRun.objects.filter(finished_at__isnull=False).first(),
        list(Breach.objects.filter(closed_at=None)),
    )


def waiting_lines() -> list[Waiting]:
    today = timezone.localdate()
    lines = []
    for request in waiting().select_related("assigned_to"):
        days = days_left(request, today)
        due = timezone.localdate(request.due_at)
        lines.append(Waiting(request, None, due, in_days(days), days))
    for erasure in erasure_requests.waiting().select_related("user"):
        due = timezone.localdate(erasure_requests.due_at(erasure))
        days = (due - today).days
        lines.append(Waiting(None, erasure, due, in_days(days), days))
    return lines


@dataclass(frozen=True)
class Event:
    at: object
    words: str


@dataclass(frozen=True)
class RequestPage:
    """``seen``: what the person was shown and agreed to, where they have an account."""

    request: DataRequest
    waits: bool
    left: str
    ground: Both | None
    effect: str
    seen: Seen | None
    events: list[Event]


def request_page(request: DataRequest) -> RequestPage:
    waits = request.state in UNANSWERED
    ground = GROUNDS.get(request.ground)
    return RequestPage(
        request,
        waits,
        in_days(days_left(request, timezone.localdate())) if waits else "",
        ground.words if ground else None,
        effect_of(request),
        seen_by(request.user) if request.user else None,
        events_of(request),
    )


def effect_of(request: DataRequest) -> str:
    """What the site does by itself, beside what the officer says."""
    if request.kind not in (RightKind.OBJECT, RightKind.RESTRICT):
        return ""
    if request.user is None:
        return _("This person has no account: whatever is to stop, stop it by hand.")
    if request.kind == RightKind.OBJECT:
        return _(
            "What rests on consent ended when the objection came in, if it concerned "
            "more than pictures. You decide about the rest, and take pictures down."
        )
    return _(
        "Granting it, in whole or in part, restricts the use of this person’s data at "
        "once: only necessary messages go to them. You can lift it here later."
    )


def events_of(request: DataRequest) -> list[Event]:
    """Its acts in the ledger, the newest last."""
    numbers = acts_about(subject_of(request))
    rows = Row.objects.filter(chain=CHAIN, number__in=numbers).order_by("number")
    return [Event(row.at, VOCABULARY.act_in_words(row.act)) for row in rows]


def acts_about(subject: str) -> list[int]:
    found = Value.objects.filter(chain=CHAIN, subject=subject)
    return list(found.values_list("number", flat=True).distinct())
