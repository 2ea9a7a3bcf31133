"""What the pages of the notice show: a version, and what differs from the one before."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import ndiff

from django.db.models import Count

from awards.accounts.models import Consent, NoticeSeen, PrivacyNotice, User
from config.privacy.notices.services import published

MARKS = {"+ ": "added", "- ": "removed", "  ": "same"}


@dataclass(frozen=True)
class Line:
    """``kind``: ``added``, ``removed`` or ``same``."""

    kind: str
    text: str


@dataclass(frozen=True)
class Version:
    notice: PrivacyNotice
    before: PrivacyNotice | None
    lines: list[Line]


def version_of(notice: PrivacyNotice) -> Version:
    """With the difference from the one before, line by line, in the reader's language."""
    order = list(published())
    place = next(i for i, one in enumerate(order) if one.pk == notice.pk)
    before = order[place + 1] if place + 1 < len(order) else None
    return Version(notice, before, differing(before, notice) if before else [])


def differing(before: PrivacyNotice, after: PrivacyNotice) -> list[Line]:
    lines = ndiff(str(before.text).splitlines(), str(after.text).splitlines())
    found = [Line(MARKS[line[:2]], line[2:]) for line in lines if line[:2] in MARKS]
    return [line for line in found if line.text.strip()]


@dataclass(frozen=True)
class Reading:
    """How many people a version was shown to, and how many said that they read it."""

    notice: PrivacyNotice
    shown: int
    read: int


def readings() -> list[Reading]:
    counted = NoticeSeen.objects.values_list("version", "how").annotate(n=Count("pk"))
    seen = {(version, how): n for version, how, n in counted}
    return [
        Reading(
            notice,
            seen.get((notice.version, NoticeSeen.How.SHOWN), 0),
            seen.get((notice.version, NoticeSeen.How.READ), 0),
        )
        for notice in published()
    ]


@dataclass(frozen=True)
class Seen:
    """All that a person was shown and agreed to."""

    notices: list[NoticeSeen]
    consents: list[Consent]


def seen_by(user: User) -> Seen:
    return Seen(
        list(NoticeSeen.objects.filter(user=user).order_by("-at", "-pk")),
        list(Consent.objects.filter(user=user).order_by("-given_at", "-pk")),
    )
