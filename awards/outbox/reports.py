"""What is heard of mails after they were handed over, and which addresses get none any
more because of it. Hearing the same twice, or in another order, changes nothing.
"""

from __future__ import annotations

from datetime import timedelta

from django.db import transaction
from django.db.models.functions import Now, TruncDate

from awards.outbox.models import Cause, Channel, Message, Suppression
from awards.outbox.report_reading import ReadReport, Told, read_report
from awards.outbox.returning import message_named
from awards.outbox.status_codes import (
    ENHANCED,
    WEIGHT,
    Outcome,
    outcome_of_failure,
)

SOFT_DAYS = 3  # days on which mail did not reach an address, after which none is tried
SOFT_SPAN = timedelta(days=30)
LONGEST_REASON = 200
CAUSES = {
    Outcome.BOUNCED: Cause.BOUNCED,
    Outcome.COMPLAINED: Cause.COMPLAINED,
    Outcome.UNSUBSCRIBED: Cause.UNSUBSCRIBED,
}


def hear_of_mail(content: bytes) -> int:
    """A mail that came to the address for reports: on how many mails of ours it told
    something new. 0 for what is no report, or one that names no mail of ours.
    """
    report = read_report(content)
    message = message_of(report) if report.told else None
    if message is None:
        return 0
    told = [about(one, message) for one in report.told]
    weightiest = max(told, key=lambda one: WEIGHT[one.outcome])
    return int(
        note_outcome(
            message=message, outcome=weightiest.outcome, words=weightiest.words
        )
    )


def message_of(report: ReadReport) -> Message | None:
    for trace in report.traces:
        if message := message_named(trace):
            return message
    return None


def about(told: Told, message: Message) -> Told:
    """A mail that its reader has sent on, and that could not be delivered there, did
    reach its reader's address.
    """
    ours = message.to_email.lower()
    if told.outcome is Outcome.BOUNCED and told.address not in ("", ours):
        return Told(Outcome.SOFT, told.address, told.words)
    return told


@transaction.atomic
def note_outcome(*, message: Message, outcome: Outcome, words: str) -> bool:
    """Whether that was new. Of an address that is gone or complained, a suppression."""
    row = Message.objects.select_for_update().get(pk=message.pk)
    if WEIGHT[outcome] <= WEIGHT.get(row.outcome, 0) or row.channel != Channel.MAIL:
        return False
    Message.objects.filter(pk=row.pk).update(
        outcome=outcome, outcome_at=Now(), last_error=words
    )
    if outcome in CAUSES:
        suppress(row, CAUSES[outcome], words)
    elif outcome is Outcome.SOFT and is_out_of_reach(row.to_email):
        suppress(row, Cause.SOFT, words)
    return True


def suppress(message: Message, cause: Cause, words: str) -> None:
    """A complaint stands above a bounce, whichever is heard first."""
    fields = {"cause": cause, "reason": words[:LONGEST_REASON], "message": message}
    address = message.to_email.lower()
    found, new = Suppression.objects.get_or_create(email=address, defaults=fields)
    if not new and cause is Cause.COMPLAINED:
        Suppression.objects.filter(pk=found.pk).update(**fields)


def is_out_of_reach(address: str) -> bool:
    """Mails did not reach it on so many days, and none did since the first of them."""
    heard = Message.objects.filter(
        to_email__iexact=address, outcome_at__gt=Now() - SOFT_SPAN
    ).order_by()
    reached = heard.filter(outcome=Outcome.DELIVERED).order_by("-outcome_at").first()
    failed = heard.filter(outcome=Outcome.SOFT)
    if reached:
        failed = failed.filter(outcome_at__gt=reached.outcome_at)
    days = failed.annotate(day=TruncDate("outcome_at")).values("day").distinct()
    return days.count() >= SOFT_DAYS


def address_works(*, address: str) -> bool:
    """Its owner followed a link that went there: what bounced before does no more. A
    complaint stands. Whether it was suppressed.
    """
    found = Suppression.objects.filter(
        email__iexact=address, cause__in=(Cause.BOUNCED, Cause.SOFT)
    )
    return found.delete()[0] > 0


# Reasons for which a provider gives an address up by itself.
ADDRESS_GONE = ("invalid", "bounced")


def hear_of_event(*, key: str, kind: str, reason: str, words: str) -> bool:
    """From a provider whose word was proven. ``kind`` and ``reason`` as anymail calls
    them; ``key`` is what our mail brought along. Whether it told something new.
    """
    outcome = outcome_of_event(kind, reason, words)
    message = message_named(key) if outcome else None
    if outcome is None or message is None:
        return False
    said = f"{reason} {words}".strip()[:LONGEST_REASON]
    return note_outcome(message=message, outcome=outcome, words=said)


def outcome_of_event(kind: str, reason: str, words: str) -> Outcome | None:
    plain = {
        "delivered": Outcome.DELIVERED,
        "deferred": Outcome.DELAYED,
        "complained": Outcome.COMPLAINED,
        "unsubscribed": Outcome.UNSUBSCRIBED,
        "failed": Outcome.SOFT,
    }
    if kind not in ("bounced", "rejected"):
        return plain.get(kind)
    if reason == "unsubscribed":
        return Outcome.UNSUBSCRIBED
    if ENHANCED.search(words):
        return outcome_of_failure(words)
    return Outcome.BOUNCED if reason in ADDRESS_GONE else Outcome.SOFT
