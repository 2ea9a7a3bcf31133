"""What this room puts on a person's desk."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from awards.accounts.asking import Visitor
from awards.accounts.desk_cards import Card
from awards.models import Edition
from awards.roles import Area
from nominations.entries.status import EntryStatus, Status, statuses_of
from nominations.files.waiting import waiting_by_edition
from nominations.models import Entry
from nominations.statuses import READ, EntryState


def desk_cards(user: Visitor) -> list[Card]:
    return [*entrant_cards(user), *organiser_cards(user)]


def entrant_cards(user: Visitor) -> list[Card]:
    """For whoever has entries, and for everybody while a call is open."""
    entries = list(Entry.objects.entered_by(user).select_related("edition"))
    if not entries and not Edition.objects.accepting().exists():
        return []
    statuses = statuses_of(entries)
    waiting = [
        waiting_card(entry, statuses[entry.pk])
        for entry in entries
        if statuses[entry.pk].waits_for_entrant
    ]
    text = _("Start an entry, or check the ones you have submitted.")
    return [*waiting, Card(_("My entries"), text, reverse("nominations:entry-list"))]


def waiting_card(entry: Entry, found: EntryStatus) -> Card:
    """What the entrant has to do with this entry, and until when."""
    title, act = _("Submit your entry “%(title)s”"), _("Continue")
    if found.status == Status.CORRECTION:
        title, act = _("Submit your correction of “%(title)s”"), _("Correct")
    return Card(
        title % {"title": entry.title or entry.reference},
        f"{entry.reference} · {entry.edition.name}",
        reverse("nominations:entry-detail", args=[entry.reference]),
        role=_("Entrant"),
        act=act,
        due=found.until,
    )


def organiser_cards(user: Visitor) -> list[Card]:
    sent = Q(entries__state=EntryState.SUBMITTED)
    editions = Edition.objects.organised_by(user, Area.ENTRIES).annotate(
        sent_in=Count("entries", filter=sent),
        unread=Count(
            "entries", filter=sent & Q(announced_at=None, entries__eligibility__in=READ)
        ),
    )
    found = list(editions)
    waiting = waiting_by_edition([edition.pk for edition in found]) if found else {}
    return [
        card
        for edition in found
        for card in cards_of(edition, waiting.get(edition.pk, 0))
    ]


def cards_of(edition: Any, waiting: int) -> list[Card]:
    """``edition`` comes with ``sent_in`` and ``unread``; ``waiting``: files that no
    blind judge has yet.
    """
    place = [edition.code]
    cards = []
    if waiting:
        words = ngettext("Review %(n)d file", "Review %(n)d files", waiting)
        screen = reverse("nominations:manage-files", args=place)
        cards.append(to_do(edition, words, waiting, screen, _("Review")))
    if edition.unread:
        words = ngettext(
            "Check the eligibility of %(n)d entry",
            "Check the eligibility of %(n)d entries",
            edition.unread,
        )
        desk = reverse("nominations:eligibility-desk", args=place)
        cards.append(to_do(edition, words, edition.unread, desk, _("Check")))
    return cards


def to_do(edition: Edition, words: str, count: int, url: str, act: str) -> Card:
    """Before the announcement, where that lies ahead."""
    ahead = edition.announces_at > timezone.now()
    return Card(
        words % {"n": count},
        str(edition.name),
        url,
        count,
        role=_("Organiser"),
        act=act,
        due=edition.announces_at if ahead else None,
    )
