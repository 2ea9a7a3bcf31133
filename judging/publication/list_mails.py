"""The mails that a winner list brings, as they are shown before it appears and written
when it does.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from django.conf import settings
from django.utils.translation import override

from awards.accounts.models import User
from awards.mails.kinds import Value, WordedKind
from awards.mails.writing import write_mail
from awards.models import WinnerList
from awards.outbox.models import Message
from awards.outbox.planned import PlannedMail
from awards.outbox.work import WorkState

# in the language that is set, which it is told as well
Values = Callable[[str], dict[str, Value]]


def planned(
    winner_list: WinnerList,
    person: User,
    kind: WordedKind,
    about: tuple[str, ...],
    values: Values,
) -> PlannedMail:
    return PlannedMail(
        kind.event,
        person,
        about,
        lambda language: message(winner_list, person, kind, values, language),
    )


def message(
    winner_list: WinnerList,
    person: User,
    kind: WordedKind,
    values: Values,
    language: str,
) -> Message:
    edition = winner_list.edition
    with override(language):
        told = {
            "edition": str(edition.name),
            "link": f"{settings.SITE_URL}/{language}/winners/{edition.code}/",
            **values(language),
        }
    return write_mail(
        kind,
        told,
        dedupe_key=f"{kind.event}:{winner_list.pk}:{person.pk}",
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
