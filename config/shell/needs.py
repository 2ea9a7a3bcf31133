"""What needs an organiser: one row for each kind of thing that waits, with how many,
since when, and where it is done. What others wait for comes first.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from awards.models import Edition
from config.shell.waiting import Waiting

OLD_DAYS = 3  # from then on an age is said in the colour of what is late


@dataclass(frozen=True)
class Need:
    """``what`` follows the number; ``why``: who waits. ``since``: the oldest of them."""

    count: int
    what: str
    why: str
    url: str
    act: str
    since: datetime | None = None

    @property
    def days(self) -> int:
        return (timezone.now() - self.since).days if self.since else 0

    @property
    def age(self) -> str:
        """How long the oldest waits; "" where it is not known."""
        if self.since is None:
            return ""
        if self.days < 1:
            return _("oldest: today")
        words = ngettext("oldest: %(n)d day", "oldest: %(n)d days", self.days)
        return words % {"n": self.days}

    @property
    def late(self) -> bool:
        return self.days >= OLD_DAYS


def needs_of(edition: Edition, waiting: Waiting) -> list[Need]:
    found = [*entry_needs(edition, waiting), *judging_needs(edition, waiting)]
    found = [*decision_needs(edition, waiting), *found]
    return [need for need in found if need.count]


def entry_needs(edition: Edition, waiting: Waiting) -> Iterator[Need]:
    """Once the winners are public nobody waits for a first check or a review any more."""
    checks = [unread_files, came_back, unchecked]
    for need in [came_back] if edition.announced_at else checks:
        yield need(edition, waiting)


def unread_files(edition: Edition, waiting: Waiting) -> Need:
    entries = waiting.file_entries
    wait = ngettext(
        "Judges of a blind round cannot open them in %(n)d entry.",
        "Judges of a blind round cannot open them in %(n)d entries.",
        entries,
    )
    return Need(
        waiting.files,
        ngettext("file to review", "files to review", waiting.files),
        wait % {"n": entries},
        reverse("nominations:manage-files", args=[edition.code]),
        _("Review files"),
        waiting.files_since,
    )


def came_back(edition: Edition, waiting: Waiting) -> Need:
    return Need(
        waiting.corrections,
        ngettext(
            "correction came back from its entrant",
            "corrections came back from their entrants",
            waiting.corrections,
        ),
        _("The entrants wait for your decision."),
        reverse("nominations:eligibility-desk", args=[edition.code]),
        _("Check again"),
        waiting.corrections_since,
    )


def unchecked(edition: Edition, waiting: Waiting) -> Need:
    first = waiting.eligibility - waiting.corrections
    return Need(
        first,
        ngettext(
            "entry without an eligibility decision",
            "entries without an eligibility decision",
            first,
        ),
        _("They can win only once they are found eligible.")
        if edition.only_eligible_judged
        else _("Entries found not eligible cannot win."),
        reverse("nominations:eligibility-desk", args=[edition.code]),
        _("Check eligibility"),
        waiting.eligibility_since,
    )


def judging_needs(edition: Edition, waiting: Waiting) -> Iterator[Need]:
    board = reverse("judging:progress-board", args=[edition.code])
    yield Need(
        waiting.late_ballots,
        ngettext("ballot is late", "ballots are late", waiting.late_ballots),
        _("The deadline of their judges has passed: extend it or assign others."),
        board,
        _("See progress"),
        waiting.late_since,
    )
    yield Need(
        waiting.idle_judges,
        ngettext(
            "judge has not started", "judges have not started", waiting.idle_judges
        ),
        _("Their round closes within seven days."),
        board,
        _("Remind"),
    )


def decision_needs(edition: Edition, waiting: Waiting) -> Iterator[Need]:
    yield Need(
        waiting.approvals,
        ngettext(
            "winner list waits for your approval",
            "winner lists wait for your approval",
            waiting.approvals,
        ),
        _("It cannot be published without a second organiser."),
        reverse("judging:list-index", args=[edition.code]),
        _("Read the list"),
        waiting.approvals_since,
    )
    yield Need(
        waiting.messages,
        ngettext(
            "message to a group waits for your approval",
            "messages to groups wait for your approval",
            waiting.messages,
        ),
        _("It goes to more people than one organiser writes to alone."),
        reverse("broadcast-list", args=[edition.code]),
        _("Read the message"),
        waiting.messages_since,
    )
    yield Need(
        waiting.changes,
        ngettext(
            "request waits for a second organiser",
            "requests wait for a second organiser",
            waiting.changes,
        ),
        _("It takes effect once you agree."),
        reverse("awards:organiser-list", args=[edition.code]),
        _("Answer"),
        waiting.changes_since,
    )
