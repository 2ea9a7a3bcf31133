"""What the pages of messages to groups show."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.core.paginator import Page, Paginator
from django.db.models import (
    Case,
    CharField,
    Count,
    F,
    Q,
    QuerySet,
    TextChoices,
    Value,
    When,
)
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from awards.accounts.models import User
from awards.mails.audiences import Audience, Chosen, Reader
from awards.mails.kinds import said
from awards.models import Broadcast, BroadcastRecipient, Edition
from awards.models.broadcasts import Stage, Standing
from awards.outbox.frames import as_html, opening_of
from awards.outbox.work import WorkState
from config.broadcasts.audiences import audience_of, kind_of, known_to
from config.broadcasts.people import going, marked, people_of, values_for
from config.broadcasts.sending import source_in
from config.broadcasts.services import GREW

PER_PAGE = 50


class Outcome(TextChoices):
    """What became of it for a person, as people call it."""

    SENT = "sent", _("Sent")
    WAITING = "waiting", _("Waiting")
    FAILED = "failed", _("Failed")
    NOT_SENT = "not-sent", _("Not sent")
    LEFT_OUT = "left-out", _("Left out by hand")


ON_THE_WAY = (WorkState.QUEUED, WorkState.CLAIMED)
OF_OUTCOME = {
    Outcome.LEFT_OUT: Q(standing=Standing.LEFT_OUT),
    Outcome.SENT: Q(message__state=WorkState.DONE),
    Outcome.FAILED: Q(message__state=WorkState.FAILED),
    Outcome.WAITING: Q(standing=Standing.WAITS) | Q(message__state__in=ON_THE_WAY),
}
OUTCOME = Case(
    *[When(where, then=Value(str(one))) for one, where in OF_OUTCOME.items()],
    default=Value(str(Outcome.NOT_SENT)),
    output_field=CharField(),
)


@dataclass(frozen=True)
class Progress:
    """People of a broadcast's list, by what became of it for them."""

    sent: int
    waiting: int
    failed: int
    not_sent: int
    left_out: int

    @property
    def total(self) -> int:
        """All who were to get it."""
        return self.sent + self.waiting + self.failed + self.not_sent

    @property
    def done(self) -> int:
        return self.total - self.waiting

    def lines(self) -> list[tuple[Outcome, int]]:
        counts = (
            self.sent, self.waiting, self.failed, self.not_sent, self.left_out
        )  # fmt: skip
        return list(zip(Outcome, counts, strict=True))


def progress_of(broadcast: Broadcast) -> Progress:
    """One statement."""
    rows = broadcast.recipients.annotate(outcome=OUTCOME).order_by()
    counts = dict(rows.values_list("outcome").annotate(n=Count("pk")))
    return Progress(*(counts.get(str(one), 0) for one in Outcome))


@dataclass(frozen=True)
class Line:
    """In the list of an edition's messages."""

    broadcast: Broadcast
    group: str
    stage: Stage
    people: int


def page_of(edition: Edition, role: str | None, number: str | None) -> Page[Broadcast]:
    """Those whose group this role may know."""
    known = [audience.code for audience in known_to(role)]
    rows = edition.broadcasts.filter(audience__in=known).select_related("author")
    return Paginator(rows, PER_PAGE).get_page(number)


def lines_of(broadcasts: Sequence[Broadcast]) -> list[Line]:
    """One statement."""
    listed = BroadcastRecipient.objects.filter(broadcast__in=broadcasts)
    to_get = listed.exclude(standing=Standing.LEFT_OUT).order_by()
    counts = dict(to_get.values_list("broadcast").annotate(n=Count("pk")))
    return [
        Line(row, str(audience_of(row).label), row.stage, counts.get(row.pk, 0))
        for row in broadcasts
    ]


@dataclass(frozen=True)
class Offer:
    """A group that can be written to, with how many people are in it now. ``place``: in
    the list, from 0.
    """

    place: int
    audience: Audience
    count: int


def offers_of(edition: Edition, audiences: Sequence[Audience]) -> list[Offer]:
    """Those that are offered, counted in one statement."""
    offered = [one for one in audiences if one.section]
    counts = counts_now(edition, offered)
    return [
        Offer(place, one, counts.get(one.code, 0)) for place, one in enumerate(offered)
    ]


def counts_now(edition: Edition, audiences: Sequence[Audience]) -> dict[str, int]:
    """By the code of the group; absent where nobody is in it."""
    counted = [
        one.people(edition, Chosen())
        .order_by()
        .annotate(code=Value(one.code))
        .values_list("code")
        .annotate(n=Count("pk"))
        for one in audiences
    ]
    if not counted:
        return {}
    return dict(counted[0].union(*counted[1:], all=True))


@dataclass(frozen=True)
class Preview:
    """``body`` is HTML, as the mail has it, without its letterhead."""

    language: str
    subject: str
    body: SafeString


def previews_of(broadcast: Broadcast, person: User | None) -> list[Preview]:
    """In each language that it is written in, as this person would get it; with examples
    where there is nobody yet, or a value is none of the organisers' business.
    """
    return [
        preview_of(
            broadcast, language, values_shown(broadcast, language, person), person
        )
        for language in broadcast.languages
    ]


def values_shown(
    broadcast: Broadcast, language: str, person: User | None
) -> dict[str, str]:
    with override(language):
        shown = kind_of(broadcast).examples(language)
        shown["edition"] = str(broadcast.edition.name)
        if person is None:
            return shown
        private = audience_of(broadcast).private
        told = values_for(broadcast, [Reader(person, language)])
        own = told.get(person.pk, {})
        open_ones = {name: own[name] for name in own if name not in private}
        return shown | said(open_ones)


def preview_of(
    broadcast: Broadcast, language: str, values: dict[str, str], person: User | None
) -> Preview:
    words = kind_of(broadcast).filled(source_in(broadcast, language), values)
    with override(language):
        addressee = person or {"name": values.get("name", "")}
        opening = as_html(opening_of({"addressee": addressee}))
    body = mark_safe(f"{opening}\n{words.html}")  # both are made clean
    return Preview(language, words.subject, body)


def somebody(broadcast: Broadcast, number: int | None) -> User | None:
    """Whom a preview is for: the one who is asked for, else the first who gets it."""
    people = going(broadcast).order_by("pk")
    found = people.filter(pk=number).first() if number is not None else None
    return found or people.first()


@dataclass(frozen=True)
class Person:
    """``why``: why they do not get it; empty for who does. ``outcome`` and ``at`` once
    it is sent.
    """

    user: User
    why: str
    by_hand: bool = False
    outcome: Outcome | None = None
    at: datetime | None = None


def searched(people: QuerySet[User], words: str) -> QuerySet[User]:
    for word in words.split()[:5]:
        people = people.filter(
            Q(email__icontains=word)
            | Q(name_th__icontains=word)
            | Q(name_en__icontains=word)
        )
    return people


def people_before(broadcast: Broadcast, words: str) -> QuerySet[User]:
    """Everybody in the group now, with those who do not get it first."""
    rows = searched(marked(broadcast, people_of(broadcast)), words)
    marks = ("by_hand", "takes_no_mail", "refused")
    return rows.order_by(*(F(mark).desc() for mark in marks), "email")


def person_before(user: User) -> Person:
    marks = vars(user)
    if marks["by_hand"]:
        return Person(user, str(_("Left out by hand")), by_hand=True)
    if marks["takes_no_mail"]:
        return Person(user, str(NO_MAIL))
    if marks["refused"]:
        return Person(user, str(NO_NEWS))
    return Person(user, "")


def people_after(
    broadcast: Broadcast, words: str, outcome: str
) -> QuerySet[BroadcastRecipient]:
    rows = broadcast.recipients.select_related("user", "message")
    rows = rows.annotate(outcome=OUTCOME)
    if outcome in Outcome.values:
        rows = rows.filter(outcome=outcome)
    if words.split():
        rows = rows.filter(user__in=searched(User.objects.all(), words))
    return rows.order_by("pk")


def person_after(row: BroadcastRecipient) -> Person:
    outcome = Outcome(vars(row)["outcome"])
    message = row.message
    at = message.finished_at if message and outcome != Outcome.WAITING else None
    return Person(row.user, why_of(row, outcome), outcome=outcome, at=at)


def why_of(row: BroadcastRecipient, outcome: Outcome) -> str:
    if outcome in (Outcome.SENT, Outcome.WAITING, Outcome.LEFT_OUT):
        return ""
    if row.standing in (Standing.STOPPED, Standing.GONE):
        return str(Standing(row.standing).label)
    if row.message is None:
        return str(_("This email is no longer stored."))
    known = REASONS.get(row.message.last_error)
    return str(known) if known else row.message.last_error


NO_MAIL = _("This address takes no email")
NO_NEWS = _("They refused news by email")
# What an email says of why it was not sent, in words.
REASONS = {
    "suppressed": NO_MAIL,
    "refused: its reader switched this topic off": NO_NEWS,
    "stopped by an organiser": _("Stopped by an organiser"),
}


def told_filters(broadcast: Broadcast, edition: Edition) -> list[str]:
    """What narrows the group down, in words."""
    filters, words = broadcast.filters, []
    if code := filters.get("category"):
        found = edition.categories.filter(code=code).first()
        words.append(str(found.name) if found else code)
    if code := filters.get("smart"):
        found = (
            edition.categories.filter(smart__code=code).select_related("smart").first()
        )
        words.append(str(found.smart.name) if found and found.smart else code)
    return words


def others_filtered(broadcast: Broadcast) -> bool:
    """Whether a filter of the entries desk, too, narrows it down."""
    return bool(set(broadcast.filters) - {"category", "smart"})


def came_back(broadcast: Broadcast) -> bool:
    """Whether it is a draft again since its group grew and nobody could approve it."""
    return broadcast.stage == Stage.DRAFT and broadcast.last_error == GREW


def first_names(people: Iterable[User]) -> str:
    return ", ".join(str(person) for person in people)
