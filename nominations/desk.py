"""What this room puts on a person's desk."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from awards.accounts.desk import Card
from awards.models import Edition
from nominations.eligibility.statuses import READ
from nominations.models import Entry
from nominations.statuses import EntryState


def desk_cards(user: Any) -> list[Card]:
    return [*entrant_cards(user), *organiser_cards(user)]


def entrant_cards(user: Any) -> list[Card]:
    """For whoever has entries, and for everybody while a call is open."""
    states = list(Entry.objects.entered_by(user).values_list("state", flat=True))
    if not states and not Edition.objects.accepting().exists():
        return []
    drafts = states.count(EntryState.DRAFT)
    text = _("Begin an entry, or look after those you sent in.")
    if drafts:
        text = ngettext("%(n)d draft waits to be sent.", "%(n)d drafts wait to be sent.", drafts) % {"n": drafts}
    return [Card(_("My entries"), text, reverse("nominations:entry-list"), drafts or None)]


def organiser_cards(user: Any) -> list[Card]:
    sent = Q(entries__state=EntryState.SUBMITTED)
    editions = Edition.objects.organised_by(user).annotate(
        sent_in=Count("entries", filter=sent), unread=Count("entries", filter=sent & Q(entries__eligibility__in=READ))
    )
    return [card for edition in editions for card in cards_of(edition)]


def cards_of(edition: Any) -> list[Card]:
    """``edition`` comes with ``sent_in`` and ``unread``."""
    place = [edition.code]
    cards = [Card(_("Entries"), edition.name, reverse("nominations:manage-entries", args=place), edition.sent_in)]
    if edition.unread:
        desk = reverse("nominations:eligibility-desk", args=place)
        cards.append(Card(_("Eligibility check"), edition.name, desk, edition.unread))
    return cards
