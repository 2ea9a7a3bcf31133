"""Mails about an entry that an edition may word anew."""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from awards.mails.kinds import Placeholder, Readers, Value, WordedKind
from awards.mails.placeholders import EDITION, ENTRY_LINK, REASON, REFERENCE, TITLE
from nominations.models.entries import Entry

ABOUT = (EDITION, REFERENCE, TITLE)
RECEIVED = Placeholder("received", _("Received"), _("1 December 2026, 10:00 (UTC+7)"))
UNTIL = Placeholder(
    "until", _("Can be changed until"), _("31 December 2026, 16:30 (UTC+7)")
)


def kind(name: str, *more: Placeholder) -> WordedKind:
    return WordedKind(
        event=name.replace("_", "-"),
        template=f"nominations/emails/{name}.txt",
        placeholders=(*ABOUT, *more, ENTRY_LINK),
        needed=("link",),
        readers=Readers.ENTRANTS,
    )


ENTRY_RECEIVED = kind("entry_received", RECEIVED, UNTIL)
ENTRY_WITHDRAWN = kind("entry_withdrawn")
ENTRY_EXTENDED = kind("entry_extended", UNTIL)
ENTRY_ELIGIBLE = kind("entry_eligible")
ENTRY_NOT_ELIGIBLE = kind("entry_not_eligible", REASON)
ENTRY_REFUSED = kind("entry_refused", REASON)
KINDS = (
    ENTRY_RECEIVED,
    ENTRY_WITHDRAWN,
    ENTRY_EXTENDED,
    ENTRY_ELIGIBLE,
    ENTRY_NOT_ELIGIBLE,
    ENTRY_REFUSED,
)


def about(entry: Entry, language: str) -> dict[str, Value]:
    """What every mail about an entry may name."""
    with override(language):
        page = reverse("nominations:entry-detail", args=[entry.reference])
        return {
            "edition": str(entry.edition.name),
            "reference": entry.reference,
            "title": str(entry.title),
            "link": settings.SITE_URL + page,
        }
