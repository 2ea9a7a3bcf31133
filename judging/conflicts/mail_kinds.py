"""Mails to organisers about conflicts of interest that an edition may word anew."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from awards.mails.kinds import Placeholder, Readers
from awards.mails.placeholders import REFERENCE, link_to
from judging.mails.basics import organiser_kind

FOUND = Placeholder(
    "found",
    _("With how many assigned entries conflicts were found"),
    _("A conflict of interest was found with 1 assigned entry"),
)
CONFLICTS = Placeholder(
    "conflicts",
    _("Entries, judges and how the conflict was found"),
    _("- SCSA-2570-0001: Somchai Jaidee (same organisation)"),
)
JUDGE = Placeholder("judge", _("Name of the judge"), _("Somchai Jaidee"))
SEATS = Placeholder(
    "seats",
    _("Categories and rounds that need another judge, if any do"),
    _("- Smart Environment, Online round"),
)
SEAT_LINKS = link_to(
    _("Links to the judges who can be asked"),
    "manage/scsa-2570/judging/entries/1/",
    "seat_links",
)
NOTHING_TO_DO = Placeholder(
    "nothing_to_do",
    _("That nothing is to be done, if no seat is empty"),
    "",  # beside an example of a seat that is
)
ALL_CONFLICTS = link_to(
    _("Link to all conflicts of interest"), "manage/scsa-2570/conflicts/"
)

CONFLICTS_FOUND = organiser_kind(
    "conflicts_found",
    *(FOUND, CONFLICTS),
    link=ALL_CONFLICTS,
    readers=Readers.ORGANISERS,
)
JUDGE_RECUSED = organiser_kind(
    "judge_recused",
    *(JUDGE, REFERENCE, SEATS, SEAT_LINKS, NOTHING_TO_DO),
    link=ALL_CONFLICTS,
    readers=Readers.ORGANISERS,
)
KINDS = (CONFLICTS_FOUND, JUDGE_RECUSED)
