"""The mails that a winner list brings, as they are shown before it appears and written
when it does.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.conf import settings

from awards.accounts.models import User
from awards.models import WinnerList
from awards.outbox.models import Message
from awards.outbox.planned import PlannedMail
from awards.outbox.services import prepare_mail
from awards.outbox.work import WorkState


def planned(
    winner_list: WinnerList,
    person: User,
    event: str,
    about: tuple[str, ...],
    context: Mapping[str, object],
) -> PlannedMail:
    return PlannedMail(
        event,
        person,
        about,
        lambda language: message(winner_list, person, event, context, language),
    )


def message(
    winner_list: WinnerList,
    person: User,
    event: str,
    context: Mapping[str, object],
    language: str,
) -> Message:
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
    """When it was published; before that the moment set, or else the one that the
    edition announces.
    """
    set_for = (
        winner_list.due_at
        if winner_list.state == WorkState.QUEUED
        else winner_list.edition.announces_at
    )
    return winner_list.published_at or set_for
