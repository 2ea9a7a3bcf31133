"""Placeholders that the mails of several rooms have."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from awards.mails.kinds import Placeholder

EXAMPLE_SITE = "https://awards.example.go.th"


def link_to(label: str | Promise, page: str, name: str = "link") -> Placeholder:
    return Placeholder(name, label, f"{EXAMPLE_SITE}/th/{page}", is_link=True)


EDITION = Placeholder(
    "edition", _("Name of the award"), _("Smart City Solutions Awards 2027")
)
REFERENCE = Placeholder("reference", _("Reference of the entry"), "SCSA-2570-0001")
TITLE = Placeholder("title", _("Title of the entry"), _("Flood warnings by the hour"))
REASON = Placeholder(
    "reason", _("Reason"), _("The organisation is not in the area of the call.")
)
ENTRY_LINK = Placeholder(
    "link",
    _("Link to the entry"),
    f"{EXAMPLE_SITE}/th/entries/SCSA-2570-0001/",
    is_link=True,
)
WINNERS_LINK = Placeholder(
    "link",
    _("Link to the winners"),
    f"{EXAMPLE_SITE}/th/winners/2570/",
    is_link=True,
)
