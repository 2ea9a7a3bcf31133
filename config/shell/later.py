"""What can wait a while: said on the home under "Later", in one line each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import ngettext

from awards.certificates.amendments import proposals
from awards.models import Edition, Round, Winner
from awards.outbox.models import Message
from awards.outbox.work import WorkState
from judging.results.certainty import close_categories


@dataclass(frozen=True)
class Later:
    words: str
    url: str


def later_of(edition: Edition, round_: Round | None) -> list[Later]:
    return [
        Later(words, url)
        for count, words, url in [
            *without_english(edition),
            *close_calls(edition, round_),
            *failed_mails(edition),
            *old_certificates(edition),
        ]
        if count
    ]


Counted = tuple[int, str, str]


def without_english(edition: Edition) -> Iterator[Counted]:
    """Winners of a list that is not published yet."""
    drafts = Winner.objects.filter(
        winner_list__edition=edition,
        winner_list__published_at=None,
        winner_list__state__in=(WorkState.DRAFT, WorkState.QUEUED),
    ).filter(Q(title_en="") | Q(organisation_en=""))
    count = drafts.values("reference").distinct().count()
    words = ngettext(
        "%(n)d winner has no English title or organisation name.",
        "%(n)d winners have no English title or organisation name.",
        count,
    )
    yield (
        count,
        words % {"n": count},
        reverse("judging:list-index", args=[edition.code]),
    )


def close_calls(edition: Edition, round_: Round | None) -> Iterator[Counted]:
    """Categories that are not certain enough by the result as it is stored."""
    if round_ is None or edition.announced_at:
        return
    count = close_categories(round_)
    words = ngettext(
        "%(n)d category is too close to call.",
        "%(n)d categories are too close to call.",
        count,
    )
    yield (
        count,
        words % {"n": count},
        reverse("judging:close-calls", args=[edition.code]) + f"?round={round_.code}",
    )


def failed_mails(edition: Edition) -> Iterator[Counted]:
    count = Message.objects.filter(
        edition_code=edition.code, state=WorkState.FAILED
    ).count()
    words = ngettext(
        "%(n)d email could not be delivered.",
        "%(n)d emails could not be delivered.",
        count,
    )
    address = reverse("mails", args=[edition.code]) + "?standing=failed"
    yield count, words % {"n": count}, address


def old_certificates(edition: Edition) -> Iterator[Counted]:
    count = len(proposals(edition)) if edition.announced_at else 0
    words = ngettext(
        "%(n)d certificate no longer says what the winner list says.",
        "%(n)d certificates no longer say what the winner list says.",
        count,
    )
    address = reverse("awards:credential-follow", args=[edition.code])
    yield count, words % {"n": count}, address
