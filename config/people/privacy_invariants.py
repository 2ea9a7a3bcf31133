"""What must hold of requests on personal data, periods, holds, breaches, consents and
identity papers whatever happened: see ``config.people.invariants``.
"""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import F, Q

from awards.accounts.models import Consent, PrivacyNotice
from awards.ledger.models import Row, Value
from awards.models import (
    Breach,
    BreachScope,
    DataRequest,
    RequestState,
    RetentionHold,
    RetentionRule,
    RetentionRun,
)
from awards.models.privacy import Decision
from awards.outbox.models import Message
from awards.outbox.topics import REFUSABLE, events_of
from awards.outbox.work import WorkState
from config import acts
from config.people.activities import ACTIVITIES
from config.people.personal_data import CHAIN
from nominations.models import IdentityPaper

OF_EDITION = (BreachScope.EDITION, BreachScope.ENTRANTS, BreachScope.JUDGES)


def known_kinds() -> set[str]:
    """What periods and holds can name: each is of an activity that is recorded."""
    return {code for activity in ACTIVITIES for code in activity.retention}


def answered_requests_have_an_answer() -> Iterator[str]:
    """But for those whose words went after their time, with who asked."""
    answered = DataRequest.objects.filter(state=RequestState.ANSWERED).exclude(email="")
    for pk in answered.filter(answer="").values_list("pk", flat=True):
        yield f"request {pk}: answered without an answer"
    refused = Q(decision__in=(Decision.REFUSED, Decision.PARTLY), ground="")
    for pk in answered.filter(refused).values_list("pk", flat=True):
        yield f"request {pk}: refused without a ground"


def waiting_requests_can_go_on() -> Iterator[str]:
    asked_back = DataRequest.objects.filter(state=RequestState.ASKED_BACK, question="")
    for pk in asked_back.values_list("pk", flat=True):
        yield f"request {pk}: waits for a reply and nothing was asked"
    unproven = DataRequest.objects.filter(state=RequestState.UNPROVEN, token_hash="")
    for pk in unproven.values_list("pk", flat=True):
        yield f"request {pk}: no link can confirm its address"
    late = DataRequest.objects.filter(due_at__lt=F("asked_at"))
    for pk in late.values_list("pk", flat=True):
        yield f"request {pk}: due before it was asked"


def periods_are_of_something() -> Iterator[str]:
    for rule in RetentionRule.objects.exclude(kind__in=known_kinds()):
        yield f"period {rule.pk}: of {rule.kind!r}, which nothing deletes"


def holds_hold_something() -> Iterator[str]:
    for hold in RetentionHold.objects.exclude(kind__in=known_kinds() | {""}):
        yield f"hold {hold.pk}: of {hold.kind!r}, which nothing deletes"
    early = Q(lifted_at__lt=F("placed_at"))
    unsaid = Q(lifted_at=None, lifted_by__isnull=False)
    wrong = RetentionHold.objects.filter(early | unsaid)
    for pk in wrong.values_list("pk", flat=True):
        yield f"hold {pk}: lifted before it was placed, or at no moment"


def nights_that_are_through_stand_in_the_chain() -> Iterator[str]:
    runs = Row.objects.filter(chain=CHAIN, act=acts.RETENTION_RUN.code)
    days = Value.objects.filter(
        chain=CHAIN, name="day", number__in=runs.values("number")
    )
    said = set(days.values_list("value", flat=True))
    for run in RetentionRun.objects.filter(
        state__in=(WorkState.DONE, WorkState.FAILED)
    ):
        if run.finished_at is None:
            yield f"night of {run.day}: through at no moment"
        elif run.state == WorkState.FAILED:
            yield f"night of {run.day}: failed for good: {run.last_error}"
        elif str(run.day) not in said:
            yield f"night of {run.day}: the chain does not say what it deleted"


def breaches_went_in_order() -> Iterator[str]:
    early = (
        Q(notified_at__lt=F("aware_at"))
        | Q(told_at__lt=F("aware_at"))
        | Q(closed_at__lt=F("aware_at"))
        | Q(ended_at__lt=F("began_at"))
    )
    for pk in Breach.objects.filter(early).values_list("pk", flat=True):
        yield f"breach {pk}: something was done before it was known"
    halfway = Breach.objects.filter(closed_at__isnull=False, told_up_to__isnull=False)
    for pk in halfway.values_list("pk", flat=True):
        yield f"breach {pk}: closed while people were being told"
    nobody = Breach.objects.filter(scope__in=OF_EDITION, edition=None)
    for pk in nobody.values_list("pk", flat=True):
        yield f"breach {pk}: touches people of an edition, and names none"


def notices_are_drafted_one_by_one() -> Iterator[str]:
    drafts = PrivacyNotice.objects.filter(published_at=None).count()
    if drafts > 1:
        yield f"{drafts} drafts of the privacy notice"


def consents_end_after_they_began() -> Iterator[str]:
    wrong = Consent.objects.filter(withdrawn_at__lt=F("given_at"))
    for pk in wrong.values_list("pk", flat=True):
        yield f"consent {pk}: withdrawn before it was given"


def restricted_people_get_what_is_necessary() -> Iterator[str]:
    events = [event for topic in REFUSABLE for event in events_of(topic)]
    waiting = Message.objects.filter(
        state=WorkState.QUEUED, event__in=events, recipient__restricted_at__isnull=False
    )
    for pk in waiting.values_list("pk", flat=True):
        yield f"mail {pk}: not necessary, to somebody whose data are restricted"


def papers_are_there_until_they_are_erased() -> Iterator[str]:
    there = Q(erased_at=None) & ~Q(file="")
    erased = Q(erased_at__isnull=False, file="")
    wrong = IdentityPaper.objects.exclude(there | erased)
    for pk in wrong.values_list("pk", flat=True):
        yield f"identity paper {pk}: erased and there, or neither"


CHECKS = (
    answered_requests_have_an_answer,
    waiting_requests_can_go_on,
    periods_are_of_something,
    holds_hold_something,
    nights_that_are_through_stand_in_the_chain,
    breaches_went_in_order,
    notices_are_drafted_one_by_one,
    consents_end_after_they_began,
    restricted_people_get_what_is_necessary,
    papers_are_there_until_they_are_erased,
)
