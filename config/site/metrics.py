"""Figures for the people who watch the site, in the text format that Prometheus reads."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Count, Min, Model, QuerySet
from django.db.models.functions import Extract, Now

from awards.dsure.models import Certificate
from awards.models import Edition, WinnerList
from awards.outbox.models import Message, Relay
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
        lines += [f"# HELP {name} {words}", f"# TYPE {name} gauge"]
        lines += [f"{name}{labels} {value}" for labels, value in values]
    return "\n".join(lines) + "\n"
