"""What the mails about judging have in common: what they may name, and how they are
written.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Unpack

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from awards.mails.kinds import Placeholder, Readers, Value, WordedKind
from awards.mails.placeholders import EDITION, link_to
from awards.mails.writing import write_mail
from awards.models import Edition, Round
from awards.outbox.models import Message
from awards.outbox.services import Sending
from judging.models.jury import Judge

ROUND = Placeholder("round", _("Name of the round"), _("Online round"))
OPENS = Placeholder("opens", _("Judging opens"), _("4 January 2027, 09:00 (UTC+7)"))
CLOSES = Placeholder("closes", _("Judging closes"), _("29 January 2027, 16:30 (UTC+7)"))
ENTRIES = Placeholder(
    "entries", _("References of the entries"), "- SCSA-2570-0001\n- SCSA-2570-0002"
)
JUDGING = link_to(_("Link to the judge's entries"), "judge/")


def judge_kind(
    event: str,
    *more: Placeholder,
    link: Placeholder | None = JUDGING,
    greeting: bool = False,
    needed: tuple[str, ...] = ("link",),
) -> WordedKind:
    """To a judge; most of them lead to the judge's own entries."""
    return WordedKind(
        event=event,
        template=f"judging/emails/{event}.txt",
        placeholders=(EDITION, *more, *([link] if link else [])),
        needed=needed if link else (),
        readers=Readers.JUDGES,
        greeting=_("Dear judge,") if greeting else "",
    )


def organiser_kind(
    event: str, *more: Placeholder, link: Placeholder, readers: Readers
) -> WordedKind:
    return WordedKind(
        event=event,
        template=f"judging/emails/{event}.txt",
        placeholders=(EDITION, *more, link),
        needed=("link",),
        readers=readers,
    )


def address(view: str, language: str, *args: object) -> str:
    with translation.override(language):
        return settings.SITE_URL + reverse(view, args=args)


def named(edition: Edition, language: str) -> str:
    with translation.override(language):
        return str(edition.name)


def in_round(round_: Round, language: str) -> dict[str, Value]:
    with translation.override(language):
        return {
            "round": str(round_.name),
            "opens": round_.opens_at,
            "closes": round_.closes_at,
        }


def to_judge(
    kind: WordedKind,
    judge: Judge,
    values: Mapping[str, Value],
    **sending: Unpack[Sending],
) -> Message:
    """Not written yet. The edition and the judge's own entries are named in each."""
    language = judge.user.language
    known: dict[str, Value] = {
        "edition": named(judge.edition, language),
        "link": address("judging:judge-home", language),
    }
    sending["recipient"] = judge.user
    sending["edition_code"] = judge.edition.code
    return write_mail(kind, {**known, **values}, **sending)


def key_of(kind: WordedKind, judge: int | None, key: str) -> str:
    return f"{kind.event.replace('_', '-')}:{judge}:{key}"
