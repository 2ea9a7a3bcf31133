"""The mails that a winner list brings, as they are shown before it appears and written
when it does.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.conf import settings
from django.utils.translation import override

from awards.accounts.models import User
from awards.mails.writing import write_mail
from awards.models import WinnerList
from awards.outbox.models import Message
from awards.outbox.planned import PlannedMail
from awards.outbox.services import prepare_mail
from awards.outbox.work import WorkState
from judging.publication.mail_kinds import BY_EVENT, values_of


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
    key = f"{event}:{winner_list.pk}:{person.pk}"
    if kind := BY_EVENT.get(event):
        with override(language):
            values = values_of(kind, words, language)
        return write_mail(
            kind,
            values,
            dedupe_key=key,
            recipient=person,
            language=language,
            edition_code=edition.code,
        )
    return prepare_mail(
        event,
        f"judging/emails/{event}.txt",
        words,
        dedupe_key=key,
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
