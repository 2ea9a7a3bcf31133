"""What this room puts on a person's desk."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Q
from django.urls import reverse
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
    waiting = [one for one in statuses_of(entries).values() if one.waits_for_entrant]
    return [
        Card(
            _("My entries"),
            waiting_words(waiting),
            reverse("nominations:entry-list"),
            len(waiting) or None,
        )
    ]


def waiting_words(waiting: list[EntryStatus]) -> str:
    """What the entrant has to do, the correction first: nobody reads the entry before
    it is sent.
    """
    corrections = sum(one.status == Status.CORRECTION for one in waiting)
    drafts = len(waiting) - corrections
    told = []
    if corrections:
        text = ngettext("%(n)d entry was returned for correction.", "%(n)d entries were returned for correction.",
                        corrections)  # fmt: skip
        told.append(text % {"n": corrections})
    if drafts:
        text = ngettext(
            "%(n)d draft not submitted yet.", "%(n)d drafts not submitted yet.", drafts
        )
        told.append(text % {"n": drafts})
    return " ".join(told) or _("Start an entry, or check the ones you have submitted.")


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
    cards = [
        Card(
            _("Entries"),
            edition.name,
            reverse("nominations:manage-entries", args=place),
            edition.sent_in,
        )
    ]
    if edition.unread:
        desk = reverse("nominations:eligibility-desk", args=place)
        cards.append(Card(_("Eligibility check"), edition.name, desk, edition.unread))
    if waiting:
        screen = reverse("nominations:manage-files", args=place)
        cards.append(Card(_("Files to check for names"), edition.name, screen, waiting))
    return cards
