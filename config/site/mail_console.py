"""What the page of mails shows and takes: all of the site's for its operator, those of
one edition for its organisers. Never what a mail says.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from django import forms
from django.core.paginator import Page, Paginator
from django.db.models import Count, Min
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from awards.language.numbers import whole_number
from awards.mails.services import MailAct
from awards.outbox.keeping import STANDING, WHERE, Standing
from awards.outbox.models import Message, MessageQuerySet, Relay
from config.site.mail_kinds import label_of

PER_PAGE = 50
# Which acts there are for mails that stand so.
ACTS = {
    Standing.WAITING: (MailAct.HOLD, MailAct.DROP),
    Standing.HELD: (MailAct.RELEASE, MailAct.DROP),
    Standing.BOUNCED: (MailAct.AGAIN,),
    Standing.FAILED: (MailAct.AGAIN, MailAct.DROP),
}


class FilterForm(forms.Form):
    """What cannot be read filters nothing."""

    standing = forms.ChoiceField(choices=Standing, required=False)
    kind = forms.CharField(required=False, max_length=60)
    search = forms.CharField(required=False, max_length=200, label=_("Recipient"))

    def asked(self) -> Asked:
        self.is_valid()
        given = self.cleaned_data
        standing = given.get("standing")
        return Asked(
            Standing(standing) if standing else None,
            given.get("kind", ""),
            given.get("search", ""),
        )


@dataclass(frozen=True)
class Asked:
    standing: Standing | None
    kind: str
    search: str

    def of(self, mails: MessageQuerySet) -> MessageQuerySet:
        if self.standing:
            mails = mails.filter(WHERE[self.standing])
        if self.kind:
            mails = mails.filter(event=self.kind)
        for word in self.search.split()[:5]:
            mails = mails.filter(to_email__icontains=word)
        return mails

    @property
    def acts(self) -> tuple[MailAct, ...]:
        return ACTS.get(self.standing, ()) if self.standing else ()


class ActForm(forms.Form):
    """``all``: every mail of the filter, also those of the other pages."""

    act = forms.ChoiceField(choices=MailAct)
    reason = forms.CharField(label=_("Reason"), required=False, max_length=200)
    all = forms.BooleanField(required=False)

    def chosen(self, mails: MessageQuerySet, sent: QueryDict) -> MessageQuerySet:
        if self.cleaned_data["all"]:
            return mails
        keys = [whole_number(value) for value in sent.getlist("mail")[: 4 * PER_PAGE]]
        return mails.filter(pk__in=[key for key in keys if key is not None])


@dataclass(frozen=True)
class StandingCount:
    standing: Standing
    count: int


@dataclass(frozen=True)
class KindLine:
    """``counts`` in the order of ``Standing``."""

    event: str
    label: str
    counts: list[StandingCount]


@dataclass(frozen=True)
class MailLine:
    message: Message
    label: str
    standing: Standing | None


@dataclass(frozen=True)
class Console:
    """``oldest``: since when the mail waits that waits longest."""

    totals: list[StandingCount]
    kinds: list[KindLine]
    oldest: object
    relay: Relay | None
    line_relay: Relay | None
    page: Page[Message]
    lines: list[MailLine]


def console_of(mails: MessageQuerySet, asked: Asked, number: str | None) -> Console:
    """In six statements, whatever the number of mails."""
    kinds = kinds_of(mails)
    found = asked.of(mails).order_by("-pk").defer("text", "html")
    page = Paginator(found.annotate(standing=STANDING), PER_PAGE).get_page(number)
    waiting = mails.filter(WHERE[Standing.WAITING]).order_by()
    away = Relay.objects.exclude(away_since=None).in_bulk()
    return Console(
        totals=totals_of(kinds),
        kinds=kinds,
        oldest=waiting.aggregate(oldest=Min("due_at"))["oldest"],
        relay=away.get(Relay.THE_ONE),
        line_relay=away.get(Relay.LINE),
        page=page,
        lines=[line_of(message) for message in page],
    )


def kinds_of(mails: MessageQuerySet) -> list[KindLine]:
    counted: dict[str, dict[str, int]] = defaultdict(dict)
    rows = mails.order_by().annotate(standing=STANDING).values_list("event", "standing")
    for event, standing, count in rows.annotate(n=Count("pk")):
        counted[event][standing] = count
    lines = [kind_line(event, counts) for event, counts in counted.items()]
    return sorted(lines, key=lambda line: line.label)


def kind_line(event: str, counts: Mapping[str, int]) -> KindLine:
    each = [StandingCount(standing, counts.get(standing, 0)) for standing in Standing]
    return KindLine(event, label_of(event), each)


def totals_of(kinds: list[KindLine]) -> list[StandingCount]:
    return [
        StandingCount(standing, sum(kind.counts[place].count for kind in kinds))
        for place, standing in enumerate(Standing)
    ]


def line_of(message: Message) -> MailLine:
    standing: str = getattr(message, "standing", "")
    return MailLine(
        message, label_of(message.event), Standing(standing) if standing else None
    )
