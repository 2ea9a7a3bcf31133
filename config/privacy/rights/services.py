"""Requests of people about their data: asked, proven, asked back, extended, answered.
What the law says on time: a copy within thirty days (PDPA s. 30); the site promises the
same for every other request.
"""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from awards.accounts.models import User
from awards.accounts.people import person_of
from awards.accounts.sign_in_links import hash_of
from awards.models import DataRequest, RequestState, RightKind
from awards.models.privacy import UNANSWERED, Decision
from awards.refusals import Refused, WrongState
from config import acts
from config.privacy.office.grounds import grounds_for
from config.privacy.office.ledger import record
from config.privacy.rights import emails
from config.privacy.rights.stopping import (
    end_what_rests_on_consent,
    restrict_use,
    words_on_pictures,
)

WITHIN = timedelta(days=30)
PROOF_LASTS = timedelta(days=2)
NOT_EXTENDED = (RightKind.ACCESS, RightKind.PORT)
MOST_WAITING = 5  # of one person at a time


class LinkOver(Exception):
    """The link was used, is too old, or never was one."""


def waiting() -> QuerySet[DataRequest]:
    """Those that wait for an answer, the most pressing first."""
    return DataRequest.objects.filter(state__in=UNANSWERED)


def requests_of(user: User) -> QuerySet[DataRequest]:
    proven = DataRequest.objects.exclude(state=RequestState.UNPROVEN)
    return proven.filter(user=user).order_by("-asked_at", "-pk")


@transaction.atomic
def ask_right(*, user: User, kind: str, words: str) -> DataRequest:
    """By somebody who is signed in. Raises Refused where too many wait."""
    User.objects.select_for_update().get(pk=user.pk)
    if waiting().filter(user=user).count() >= MOST_WAITING:
        raise Refused(
            _("%(n)d requests of yours wait for an answer. Wait, or withdraw one.")
            % {"n": MOST_WAITING}
        )
    request = DataRequest.objects.create(**of_account(user, kind, words))
    begin(request)
    return request


def of_account(user: User, kind: str, words: str) -> dict[str, object]:
    return {
        "kind": kind,
        "user": user,
        "email": user.email,
        "name": str(user.name),
        "language": user.language,
        "words": words,
        "due_at": timezone.now() + WITHIN,
    }


@transaction.atomic
def ask_to_take_pictures_down(*, user: User) -> DataRequest | None:
    """Once consent to pictures is withdrawn, the officer takes down what was published.
    None where that waits already.
    """
    words = words_on_pictures(user)
    asked = waiting().filter(user=user, kind=RightKind.OBJECT, words=words)
    if asked.exists():
        return None
    request = DataRequest.objects.create(**of_account(user, RightKind.OBJECT, words))
    announce(request)
    return request


@transaction.atomic
def ask_without_account(
    *, email: str, name: str, kind: str, words: str, language: str
) -> None:
    """A link goes to the address, whoever it is: nothing is looked up before it is
    proven, so nothing can show whether there are data.
    """
    token = secrets.token_urlsafe(32)
    request = DataRequest.objects.create(
        kind=kind,
        state=RequestState.UNPROVEN,
        email=email.strip().lower(),
        name=name,
        language=language,
        words=words,
        token_hash=hash_of(token),
        due_at=timezone.now() + WITHIN,
    )
    emails.send_proof(request, token, timezone.now() + PROOF_LASTS)


def unproven_by(token: str) -> DataRequest | None:
    return DataRequest.objects.filter(
        state=RequestState.UNPROVEN,
        token_hash=hash_of(token),
        asked_at__gt=timezone.now() - PROOF_LASTS,
    ).first()


@transaction.atomic
def prove_request(*, token: str) -> DataRequest:
    """The time to answer begins now. Raises LinkOver."""
    known = unproven_by(token)
    if known is None:
        raise LinkOver
    request = DataRequest.objects.select_for_update().get(pk=known.pk)
    if request.state != RequestState.UNPROVEN:
        raise LinkOver
    now = timezone.now()
    request.state, request.token_hash = RequestState.OPEN, ""
    request.user, request.asked_at = person_of(request.email), now
    request.due_at = now + WITHIN
    request.save()
    begin(request)
    return request


def begin(request: DataRequest) -> None:
    """An objection of somebody with an account ends what rests on consent at once."""
    ended = 0
    if request.user and request.kind == RightKind.OBJECT:
        ended = end_what_rests_on_consent(user=request.user)
    announce(request, has_ended=bool(ended))


def announce(request: DataRequest, *, has_ended: bool = False) -> None:
    """``has_ended``: what rested on consent, with it."""
    values = {"request": request.pk, "kind": request.kind}
    record(acts.REQUEST_ASKED, None, values, subject=subject_of(request))
    emails.send_received(request, has_ended)
    emails.send_to_officers(request)


def subject_of(request: DataRequest) -> str:
    return f"request:{request.pk}"


def sweep_unproven() -> int:
    """Nobody followed the link: the request goes."""
    old = timezone.now() - PROOF_LASTS
    unproven = DataRequest.objects.filter(state=RequestState.UNPROVEN)
    return unproven.filter(asked_at__lt=old).delete()[0]


def locked(request: DataRequest, *states: RequestState) -> DataRequest:
    """Raises WrongState unless it is in one of these states."""
    known = DataRequest.objects.select_for_update().get(pk=request.pk)
    if known.state not in states:
        raise WrongState(_("This request changed meanwhile. Look at it again."))
    return known


@transaction.atomic
def take_back_request(*, request: DataRequest) -> None:
    known = locked(request, *UNANSWERED)
    known.state = RequestState.TAKEN_BACK
    known.save(update_fields=["state"])
    record(
        acts.REQUEST_TAKEN_BACK, None, {"request": known.pk}, subject=subject_of(known)
    )


@transaction.atomic
def reply_to_question(*, request: DataRequest, reply: str) -> None:
    known = locked(request, RequestState.ASKED_BACK)
    known.state, known.reply = RequestState.OPEN, reply
    known.save(update_fields=["state", "reply"])
    record(acts.REQUEST_REPLIED, None, {"request": known.pk}, subject=subject_of(known))


@transaction.atomic
def assign_request(*, officer: User, request: DataRequest) -> None:
    """To the officer who takes it."""
    known = locked(request, *UNANSWERED)
    known.assigned_to = officer
    known.save(update_fields=["assigned_to"])


@transaction.atomic
def ask_person(*, officer: User, request: DataRequest, question: str) -> None:
    """The day of the answer does not move."""
    known = locked(request, *UNANSWERED)
    known.state, known.question, known.reply = RequestState.ASKED_BACK, question, ""
    known.save(update_fields=["state", "question", "reply"])
    record(
        acts.REQUEST_ASKED_BACK,
        officer,
        {"request": known.pk},
        subject=subject_of(known),
    )
    emails.send_question(known)


@transaction.atomic
def extend_request(*, officer: User, request: DataRequest, reason: str) -> datetime:
    """Once, by thirty days, and never for a copy, for which the Act itself names the
    days (s. 30; the Committee may prescribe otherwise). Raises Refused.
    """
    known = locked(request, *UNANSWERED)
    if known.kind in NOT_EXTENDED:
        raise Refused(
            _(
                "Section 30 gives thirty days for a copy. Only a rule of the Committee "
                "could extend them."
            )
        )
    if known.extended_because:
        raise Refused(_("This request was extended before."))
    known.due_at += WITHIN
    known.extended_because = reason
    known.save(update_fields=["due_at", "extended_because"])
    record(
        acts.REQUEST_EXTENDED, officer, {"request": known.pk}, subject=subject_of(known)
    )
    emails.send_extended(known)
    return known.due_at


@transaction.atomic
def decide_request(
    *, officer: User, request: DataRequest, decision: str, ground: str, answer: str
) -> None:
    """The answer goes to the person by mail; a restriction that is granted begins.
    Raises Refused: a refusal needs a ground that the law knows for this request.
    """
    known = locked(request, *UNANSWERED)
    allowed = {one.code for one in grounds_for(known.kind)}
    if decision != Decision.GRANTED and ground not in allowed:
        raise Refused(_("Choose the ground on which you refuse."), "ground")
    known.state, known.decision, known.answer = RequestState.ANSWERED, decision, answer
    known.ground = "" if decision == Decision.GRANTED else ground
    known.decided_by, known.decided_at = officer, timezone.now()
    known.save()
    values = {
        "request": known.pk,
        "kind": known.kind,
        "decision": decision,
        "ground": known.ground,
    }
    record(acts.REQUEST_DECIDED, officer, values, subject=subject_of(known))
    if known.user and emails.is_restricting(known):
        restrict_use(officer=officer, user=known.user)
    emails.send_answer(known)
