"""What appears together at an edition's moment: its winner list, the mails, the dSURE products that waited for it."""

from __future__ import annotations

from typing import Any

from django.conf import settings

from awards import services as awards
from awards.dsure.models import Announcement
from awards.dsure.services import publish_with_edition
from awards.models import Edition, WinnerList
from awards.outbox.models import Message
from awards.outbox.rendering import render_mail
from awards.outbox.services import save_messages
from awards.outbox.work import WorkState
from judging.feedback.models import rules_of
from nominations.models import Entry


def publish_due() -> int:
    """Publish what is due; the mails are written in the transaction that makes the list public. Run each second."""
    published = awards.publish_due_lists(then=complete_publication)
    publish_late_announcements()
    return published


def complete_publication(winner_list: WinnerList) -> None:
    """What appears with a list, in its transaction: its mails, and the dSURE products that waited for the ceremony."""
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
    edition = winner_list.edition
    prizes: dict[str, list[Any]] = {}
    for winner in winner_list.winners.all():
        prizes.setdefault(winner.reference, []).append(winner)
    entries = Entry.objects.filter(edition=edition, state="submitted").select_related("owner")
    mine: dict[Any, list[Entry]] = {}
    for entry in entries.order_by("pk"):
        mine.setdefault(entry.owner, []).append(entry)
    rules = rules_of(edition)
    messages = []
    for owner, own in mine.items():
        won = [winner for entry in own for winner in prizes.get(entry.reference, [])]
        event = "winner_announced" if won else "entrant_announced"
        messages.append(_message(winner_list, owner, event, {"won": won, "entries": own, "feedback": rules}))
    winners = list(winner_list.winners.all())
    organisers = [row.user for row in edition.organisers.select_related("user")]
    messages += [_message(winner_list, user, "organiser_announced", {"winners": winners}) for user in organisers]
    save_messages(messages)


def _message(winner_list: WinnerList, person: Any, event: str, context: dict[str, Any]) -> Message:
    edition, language = winner_list.edition, person.language
    link = f"{settings.SITE_URL}/{language}/winners/{edition.code}/"
    words = {
        "edition": edition,
        "list": winner_list,
        "link": link,
        "recipient": person,
        "site": settings.SITE_URL,
        "language": language,
        **context,
    }
    mail = render_mail(f"judging/emails/{event}.txt", words, language)
    return Message(
        event=event,
        dedupe_key=f"{event}:{winner_list.pk}:{person.pk}",
        recipient=person,
        to_email=person.email,
        language=language,
        subject=mail.subject,
        text=mail.text,
        html=mail.html,
        edition_code=edition.code,
    )
