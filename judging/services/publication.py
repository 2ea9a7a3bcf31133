"""What appears together at an edition's moment: its winner list, the mails, the dSURE products that waited for it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.conf import settings

from awards import services as awards
from awards.accounts.models import User
from awards.certificates.dating import date_certificates
from awards.dsure.models import Announcement
from awards.dsure.services import publish_with_edition
from awards.models import Edition, Winner, WinnerList
from awards.outbox.models import Message
from awards.outbox.planned import PlannedMail
from awards.outbox.services import prepare_mail, save_messages
from awards.outbox.work import WorkState
from judging.feedback.models import rules_of
from nominations.models import Entry


def publish_due() -> int:
    """Publish what is due; the mails are written in the transaction that makes the list public. Run each second."""
    published = awards.publish_due_lists(then=complete_publication)
    publish_late_announcements()
    return published


def complete_publication(winner_list: WinnerList) -> None:
    """What appears with a list, in its transaction: mails, dates of certificates, dSURE products that waited for it."""
    date_certificates(winner_list)
    queue_winner_mails(winner_list)
    publish_with_edition(winner_list.edition.code)


def publish_late_announcements() -> int:
    """Announcements tied to a ceremony that is over already: nothing else would ever publish them."""
    waiting = Announcement.objects.filter(state=WorkState.QUEUED).exclude(edition_code="")
    codes = set(waiting.order_by().values_list("edition_code", flat=True))
    over = Edition.objects.announced().filter(code__in=codes) if codes else Edition.objects.none()
    return sum(publish_with_edition(edition.code) for edition in over)


def queue_winner_mails(winner_list: WinnerList) -> None:
    """To winners, the other entrants and the organisers: one mail per person and list, in a handful of statements."""
    save_messages([plan.message() for plan in planned_mails(winner_list)])


def planned_mails(winner_list: WinnerList) -> list[PlannedMail]:
    """Who is told in which words when this list appears; nothing is written."""
    winners = list(winner_list.winners.all())
    organisers = [row.user for row in winner_list.edition.organisers.select_related("user").order_by("pk")]
    return to_entrants(winner_list, winners) + [
        _planned(winner_list, user, "organiser_announced", (), {"winners": winners}) for user in organisers
    ]


def to_entrants(winner_list: WinnerList, winners: list[Winner]) -> list[PlannedMail]:
    """One mail for all entries of a person; winners first."""
    edition = winner_list.edition
    prizes: dict[str, list[Winner]] = {}
    for winner in winners:
        prizes.setdefault(winner.reference, []).append(winner)
    mine: dict[Any, list[Entry]] = {}
    for entry in Entry.objects.filter(edition=edition, state="submitted").select_related("owner").order_by("pk"):
        mine.setdefault(entry.owner, []).append(entry)
    rules = rules_of(edition)
    planned = []
    for owner, own in mine.items():
        won = [winner for entry in own for winner in prizes.get(entry.reference, [])]
        event, about = ("winner_announced", won) if won else ("entrant_announced", own)
        references = tuple(dict.fromkeys(thing.reference for thing in about))
        context = {"won": won, "entries": own, "feedback": rules}
        planned.append(_planned(winner_list, owner, event, references, context))
    return sorted(planned, key=lambda plan: plan.event, reverse=True)


def _planned(
    winner_list: WinnerList, person: User, event: str, about: tuple[str, ...], context: dict[str, Any]
) -> PlannedMail:
    return PlannedMail(event, person, about, lambda language: _message(winner_list, person, event, context, language))


def _message(winner_list: WinnerList, person: User, event: str, context: dict[str, Any], language: str) -> Message:
    edition = winner_list.edition
    words = {
        "edition": edition,
        "at": moment_of(winner_list),
        "link": f"{settings.SITE_URL}/{language}/winners/{edition.code}/",
        "site": settings.SITE_URL,
        **context,
    }
    return prepare_mail(
        event,
        f"judging/emails/{event}.txt",
        words,
        dedupe_key=f"{event}:{winner_list.pk}:{person.pk}",
        recipient=person,
        language=language,
        edition_code=edition.code,
    )


def moment_of(winner_list: WinnerList) -> datetime:
    """When it was published; before that the moment set, or else the one that the edition announces."""
    set_for = winner_list.due_at if winner_list.state == WorkState.QUEUED else winner_list.edition.announces_at
    return winner_list.published_at or set_for
