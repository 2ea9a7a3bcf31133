"""The messages that were sent to a person, as that person reads them again: nobody
else's, and nothing that did not go out or is not on its way to them.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass

from django import forms
from django.core.paginator import Page, Paginator
from django.db.models import Q
from django.db.models.functions import Now
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from awards.accounts.models import User
from awards.models import Edition
from awards.outbox.batches import SUPPRESSED
from awards.outbox.delivery import TOO_OLD
from awards.outbox.frames import as_html
from awards.outbox.models import Channel, Message, MessageQuerySet
from awards.outbox.preferences import REFUSED
from awards.outbox.status_codes import Outcome
from awards.outbox.work import WorkState
from config.site.mail_kinds import label_of

PER_PAGE = 20
NOT_SENT_SHOWN = (REFUSED, TOO_OLD, SUPPRESSED)
# What a mail server says who does not know the address, or takes none for it.
REFUSED_BY_SERVER = "SMTPRecipientsRefused"


def messages_of(user: User) -> MessageQuerySet:
    """What somebody holds back, plans for later or took out is not theirs yet, and may
    never be: not even its subject is shown.
    """
    sent = Q(state__in=(WorkState.DONE, WorkState.FAILED))
    begun = Q(due_at__lte=Now()) | Q(attempts__gt=0)
    on_its_way = begun & Q(
        state__in=(WorkState.QUEUED, WorkState.CLAIMED), held_at=None
    )
    kept_back = Q(state=WorkState.DROPPED, last_error__in=NOT_SENT_SHOWN)
    mine = Message.objects.filter(recipient=user)
    return mine.filter(sent | on_its_way | kept_back).order_by("-pk")


class SearchForm(forms.Form):
    """What cannot be read filters nothing."""

    q = forms.CharField(
        required=False, max_length=200, label=gettext_lazy("Words in the message")
    )
    kind = forms.CharField(required=False, max_length=60)
    edition = forms.CharField(required=False, max_length=40)

    def asked(self) -> Asked:
        self.is_valid()
        given = self.cleaned_data
        return Asked(
            given.get("q", ""), given.get("kind", ""), given.get("edition", "")
        )


@dataclass(frozen=True)
class Asked:
    words: str
    kind: str
    edition: str

    def of(self, found: MessageQuerySet) -> MessageQuerySet:
        if self.kind:
            found = found.filter(event=self.kind)
        if self.edition:
            found = found.filter(edition_code=self.edition)
        for word in self.words.split()[:5]:
            # In a message that waits, what opens a door stands in its text: not searched.
            text = Q(text__icontains=word, secrets=[])
            found = found.filter(Q(subject__icontains=word) | text)
        return found

    @property
    def filters(self) -> bool:
        return bool(self.words or self.kind or self.edition)


@dataclass(frozen=True)
class Choice:
    value: str
    label: str


class Tone(enum.StrEnum):
    """As badges are called."""

    GOOD, CALM, WARN, BAD = "good", "calm", "warn", "bad"


@dataclass(frozen=True)
class Fate:
    """What became of a message. ``advice`` and ``url``: what its reader can do."""

    tone: Tone
    label: str
    why: str = ""
    advice: str = ""
    url: str = ""


@dataclass(frozen=True)
class OwnLine:
    message: Message
    kind: str
    edition: str
    fate: Fate


@dataclass(frozen=True)
class OwnMessages:
    """``lines`` are those of ``page``."""

    page: Page[Message]
    lines: list[OwnLine]
    kinds: list[Choice]
    editions: list[Choice]


@dataclass(frozen=True)
class OwnMessage:
    """``html`` is made of the text: nothing is fetched from anywhere."""

    line: OwnLine
    html: SafeString
    had_attachments: bool
    is_blanked: bool


def own_messages(user: User, asked: Asked, number: str | None) -> OwnMessages:
    """In four statements, whatever the number of messages."""
    mine = messages_of(user)
    named = mine.order_by().values_list("event", "edition_code").distinct()
    events = {event for event, _code in named}
    names = edition_names({code for _event, code in named})
    found = asked.of(mine).defer("text", "html", "headers")
    page = Paginator(found, PER_PAGE).get_page(number)
    kinds = [Choice(event, label_of(event)) for event in events]
    editions = [Choice(code, name) for code, name in names.items()]
    return OwnMessages(
        page,
        [line_of(message, names) for message in page],
        sorted(kinds, key=lambda kind: kind.label),
        sorted(editions, key=lambda edition: edition.label),
    )


def own_message(user: User, pk: int) -> OwnMessage | None:
    message = messages_of(user).filter(pk=pk).first()
    if message is None:
        return None
    text = str(message.without_secrets()["text"])
    names = edition_names({message.edition_code})
    return OwnMessage(
        line_of(message, names),
        mark_safe(as_html(text)),
        had_attachments=bool(message.attachments),
        is_blanked=message.was_blanked or bool(message.secrets),
    )


def edition_names(codes: set[str]) -> dict[str, str]:
    """Of editions that still are, by code."""
    found = Edition.objects.filter(code__in=codes - {""})
    return {edition.code: edition.name for edition in found}


def line_of(message: Message, names: dict[str, str]) -> OwnLine:
    return OwnLine(
        message,
        label_of(message.event),
        names.get(message.edition_code, ""),
        fate_of(message),
    )


def fate_of(message: Message) -> Fate:
    came_back = message.outcome in (Outcome.BOUNCED, Outcome.SOFT)
    if message.state == WorkState.FAILED or came_back:
        return failed(message)
    if message.state == WorkState.DONE:
        by_line = message.channel == Channel.LINE
        return Fate(Tone.GOOD, _("Sent by LINE") if by_line else _("Sent"))
    if message.state == WorkState.DROPPED:
        return not_sent(message)
    why = _("The server has not accepted it yet. We keep trying.")
    return Fate(Tone.CALM, _("Waiting to be sent"), why if message.last_error else "")


def failed(message: Message) -> Fate:
    why = _("It could not be delivered to %(email)s.")
    if message.last_error.startswith(REFUSED_BY_SERVER):
        why = _("The mail server of %(email)s refused it.")
    return Fate(
        Tone.BAD,
        _("Not delivered"),
        why % {"email": message.to_email},
        _("Check your email address"),
        reverse("account_email"),
    )


def not_sent(message: Message) -> Fate:
    label = _("Not sent")
    if message.last_error == REFUSED:
        why = _("You chose not to get messages of this topic.")
        advice = _("Change what you get")
        return Fate(Tone.CALM, label, why, advice, reverse("accounts:notifications"))
    if message.last_error == TOO_OLD:
        return Fate(
            Tone.WARN, label, _("It could not be sent before it was out of date.")
        )
    why = _("Nothing is sent to %(email)s any more, since emails to it came back.")
    return Fate(
        Tone.BAD,
        label,
        why % {"email": message.to_email},
        _("Check your email address"),
        reverse("account_email"),
    )
