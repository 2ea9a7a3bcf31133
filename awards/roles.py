"""Who does what among the people who run an edition: the one table of roles and rights."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """What a person is to an edition that they help to run."""

    OWNER = "owner", _("Owner")
    ORGANISER = "organiser", _("Organiser")
    ELIGIBILITY = "eligibility", _("Eligibility officer")
    COMMUNICATIONS = "communications", _("Communications officer")
    READER = "reader", _("Reader")


class Area(models.TextChoices):
    """A part of the work on an edition, with the same right on all of its pages."""

    TEAM = "team", _("Roles of the organisers; the next edition from this one")
    SETUP = "setup", _("Settings: dates, categories, criteria, form, opening the call")
    FACE = "face", _("Appearance, contact, partners, pages and news")
    ENTRIES = "entries", _("Entries, import and export")
    ELIGIBILITY = "eligibility-check", _("Eligibility, corrections, review of files")
    JUDGING = "judging", _("Judges, panels, assignments, conflicts, progress")
    RESULTS = "results", _("Results, decisions, feedback to entrants")
    WINNERS = "winners", _("Winners' texts and pictures, the ceremony")
    PUBLICATION = (
        "publication",
        _("Winner lists: prepare, approve, publish; certificates"),
    )
    MAILS = "mails", _("Emails of the edition: waiting, sent, failed")


class Right(IntEnum):
    """Who may act may read as well."""

    NONE = 0
    READS = 1
    ACTS = 2

    @property
    def label(self) -> str:
        return str(RIGHT_LABELS[self])


RIGHT_LABELS = {
    Right.NONE: _("no access"),
    Right.READS: _("may read"),
    Right.ACTS: _("may act"),
}

_COLUMNS = (
    Role.OWNER,
    Role.ORGANISER,
    Role.ELIGIBILITY,
    Role.COMMUNICATIONS,
    Role.READER,
)
_LETTERS = {"-": Right.NONE, "r": Right.READS, "A": Right.ACTS}
# One letter a role, in the order of the columns: A may act, r may read, - no access.
_RIGHTS = {
    Area.TEAM: "A r r r r",
    Area.SETUP: "A A r r r",
    Area.FACE: "A A r A r",
    Area.ENTRIES: "A A r - r",
    Area.ELIGIBILITY: "A A A - r",
    Area.JUDGING: "A A - - r",
    Area.RESULTS: "A A - - r",
    Area.WINNERS: "A A - A r",
    Area.PUBLICATION: "A A - r r",
    Area.MAILS: "A A - - r",
}
RIGHTS: dict[Area, dict[Role, Right]] = {
    area: {
        role: _LETTERS[letter]
        for role, letter in zip(_COLUMNS, letters.split(), strict=True)
    }
    for area, letters in _RIGHTS.items()
}


def right_of(role: str | None, area: Area) -> Right:
    """``role`` None: somebody who runs this edition not at all."""
    return RIGHTS[area][Role(role)] if role else Right.NONE


def may_act(role: str | None, area: Area) -> bool:
    return right_of(role, area) >= Right.ACTS


def may_go(role: str | None, area: Area, *, operators: bool) -> bool:
    """Whether a page of this area opens for somebody with this role in its edition, or
    with none: for the site's operator, ``operators`` says so of the page.
    """
    return right_of(role, area) >= Right.READS if role else operators


def roles_with(right: Right, area: Area) -> list[Role]:
    """The roles that have at least this right in this area."""
    return [role for role, has in RIGHTS[area].items() if has >= right]


@dataclass(frozen=True)
class RoleRight:
    role: Role
    right: Right


@dataclass(frozen=True)
class RightsLine:
    """An area with the right of each role in it, in the order of ``Role``."""

    area: Area
    rights: list[RoleRight]


def rights_table() -> list[RightsLine]:
    """What the page of an edition's organisers shows: the table above, row by row."""
    return [
        RightsLine(area, [RoleRight(role, rights[role]) for role in Role])
        for area, rights in RIGHTS.items()
    ]


def may_approve(role: str) -> bool:
    """Whether the role can be a second person's: it acts where winners are published."""
    return right_of(role, Area.PUBLICATION) == Right.ACTS
