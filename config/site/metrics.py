"""Figures for the people who watch the site, in the text format that Prometheus reads."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db.models import Count, F, Min, Model, QuerySet
from django.db.models.functions import Extract, Now

from awards.accounts.watching import counted
from awards.dsure.models import Certificate
from awards.models import Edition, WinnerList
from awards.outbox.keeping import STANDING, WHERE, Standing
from awards.outbox.models import Message, Relay, Suppression
from judging.models import Ballot
from nominations.models import Entry


def figures() -> Iterator[tuple[str, str, list[tuple[str, float]]]]:
    """Name, help, and (labels, value) pairs."""
    yield "awards_editions", "Editions", [("", Edition.objects.count())]
    yield "awards_entries", "Entries by state", by_state(Entry.objects.all())
    yield "awards_ballots", "Ballots by state", by_state(Ballot.objects.all())
    yield "awards_messages", "Mails by state", by_state(Message.objects.all())
    yield (
        "awards_winner_lists",
        "Winner lists by state",
        by_state(WinnerList.objects.all()),
    )
    yield (
        "awards_certificates",
        "Certificates by state",
        by_state(Certificate.objects.all()),
    )
    yield from figures_of_mails()
    yield (
        "awards_security_events_total",
        "Sign-ins and refusals, since the cache was last emptied",
        [(f'{{event="{event}"}}', n) for event, n in counted().items()],
    )
    yield (
        "awards_mail_server_away_seconds",
        "How long the mail server has taken no mail",
        [("", away_for())],
    )
    yield (
        "awards_mail_waiting_seconds",
        "How long the oldest due mail has waited",
        [("", oldest_wait())],
    )


def figures_of_mails() -> Iterator[tuple[str, str, list[tuple[str, float]]]]:
    """Kinds are named only where something went wrong: few of them at a time."""
    mails = Message.objects.order_by()
    yield (
        "awards_mails",
        "Mails by where they stand",
        labelled("standing", mails.annotate(label=STANDING)),
    )
    waiting = mails.filter(WHERE[Standing.WAITING]).annotate(label=F("priority"))
    yield "awards_mails_waiting", "By priority, 0 urgent", labelled("priority", waiting)
    oldest = waiting.values_list("label").annotate(
        waited=Extract(Now() - Min("due_at"), "epoch")
    )
    yield (
        "awards_mails_oldest_seconds",
        "How long the oldest has been due, by priority",
        [
            (f'{{priority="{priority}"}}', max(0, float(waited)))
            for priority, waited in sorted(oldest)
        ],
    )
    for standing in (Standing.FAILED, Standing.BOUNCED):
        wrong = mails.filter(WHERE[standing]).annotate(label=F("event"))
        name, words = f"awards_mails_{standing}", f"Mails {standing}, by kind"
        yield name, words, labelled("kind", wrong)
    causes = Suppression.objects.annotate(label=F("cause")).order_by()
    yield (
        "awards_suppressed_addresses",
        "Addresses that get no mail any more, by cause",
        labelled("cause", causes),
    )


def labelled(name: str, found: QuerySet[Any]) -> list[tuple[str, float]]:
    """Counted by what was annotated as ``label``."""
    counted = found.values_list("label").annotate(n=Count("pk"))
    return [(f'{{{name}="{label}"}}', n) for label, n in sorted(counted)]


def by_state(found: QuerySet[Model]) -> list[tuple[str, float]]:
    counted = found.order_by().values_list("state").annotate(n=Count("pk"))
    return [(f'{{state="{state}"}}', n) for state, n in sorted(counted)]


def oldest_wait() -> float:
    waited = (
        Message.objects.due()
        .order_by()
        .aggregate(waited=Extract(Now() - Min("due_at"), "epoch"))["waited"]
    )
    return float(waited or 0)


def away_for() -> float:
    of_mail = Relay.objects.exclude(away_since=None).exclude(pk=Relay.LINE)
    found = of_mail.aggregate(away=Extract(Now() - Min("away_since"), "epoch"))["away"]
    return float(found or 0)


def as_text() -> str:
    lines = []
    for name, words, values in figures():
        kind = "counter" if name.endswith("_total") else "gauge"
        lines += [f"# HELP {name} {words}", f"# TYPE {name} {kind}"]
        lines += [f"{name}{labels} {value}" for labels, value in values]
    return "\n".join(lines) + "\n"
