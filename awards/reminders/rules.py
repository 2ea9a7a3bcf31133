"""Which reminders there are, their moments by default, and what each edition chose."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from awards.language.thai import ascii_digits
from awards.models import Edition, ReminderRule
from awards.refusals import Refused
from awards.reminders.moments import Mark, Unit
from awards.statuses import Reminder

MOST_DAYS = 365
MOST_MARKS = 8
TYPED = re.compile(r"(\d{1,4})\s*(%?)")
APART = re.compile(r"[,;،\s]+")


@dataclass(frozen=True)
class RuleKind:
    """``days``: whether days count back from the deadline or on from the beginning.
    ``shares``: whether per cents of the window may be given, too.
    """

    kind: Reminder
    whom: str | Promise
    help: str | Promise
    usual: tuple[str, ...]
    days: Unit = Unit.BEFORE
    shares: bool = False

    @property
    def label(self) -> str:
        return str(self.kind.label)

    def read(self, typed: str) -> tuple[Mark, ...]:
        """Marks as people type them: ``14, 7, 50%``. Raises Refused."""
        spaced = re.sub(r"\s+%", "%", ascii_digits(typed).strip())
        parts = [part for part in APART.split(spaced) if part]
        if not parts:
            raise Refused(_("Enter when it is sent, or turn the reminder off."))
        if len(parts) > MOST_MARKS:
            words = _("Enter at most %(n)d times.")
            raise Refused(words % {"n": MOST_MARKS})
        marks = {self.read_one(part) for part in parts}
        return tuple(sorted(marks, key=lambda mark: (mark.unit.name, -mark.number)))

    def read_one(self, part: str) -> Mark:
        found = TYPED.fullmatch(part)
        if not found:
            raise Refused(self.how_to_type() % {"part": part[:20]})
        number, percent = int(found[1]), bool(found[2])
        if percent and not self.shares:
            raise Refused(self.how_to_type() % {"part": part[:20]})
        if percent and not 1 <= number <= 99:
            raise Refused(_("Enter per cents from 1 to 99."))
        if not percent and number > MOST_DAYS:
            words = _("Enter days up to %(n)d.")
            raise Refused(words % {"n": MOST_DAYS})
        if not percent and self.days is Unit.AFTER and number == 0:
            raise Refused(_("Enter 1 day or more."))
        return Mark(number, Unit.SHARE if percent else self.days)

    def how_to_type(self) -> str:
        if self.shares:
            return _(
                "“%(part)s” cannot be read. Enter days or per cents with commas between "
                "them, for example 50%%, 80%%, 1."
            )
        return _(
            "“%(part)s” cannot be read. Enter whole days with commas between them, for "
            "example 14, 7, 3, 1."
        )


RULES: dict[Reminder, RuleKind] = {
    rule.kind: rule
    for rule in (
        RuleKind(
            Reminder.CLOSING,
            gettext_lazy("Owners of drafts, and those invited to edit or submit them"),
            gettext_lazy(
                "Days before the call closes; 0 is the morning of the last day."
            ),
            ("14", "7", "3", "1", "0"),
        ),
        RuleKind(
            Reminder.CORRECTION,
            gettext_lazy(
                "Owners of entries returned for correction, and those invited to edit "
                "or submit them"
            ),
            gettext_lazy(
                "Days before the deadline of the correction, or per cent of its time."
            ),
            ("67%", "1"),
            shares=True,
        ),
        RuleKind(
            Reminder.INVITATION,
            gettext_lazy("Invited judges who have not answered"),
            gettext_lazy("Days after the invitation, as long as its link works."),
            ("4", "10"),
            days=Unit.AFTER,
        ),
        RuleKind(
            Reminder.TITLES,
            gettext_lazy("Judges with entries that they have not confirmed"),
            gettext_lazy("Days after judging opened or the entries were assigned."),
            ("3",),
            days=Unit.AFTER,
        ),
        RuleKind(
            Reminder.BALLOTS,
            gettext_lazy("Judges with ballots missing, but not while they are away"),
            gettext_lazy(
                "Per cent of the time for judging, or days before it ends; a longer "
                "deadline of a judge counts."
            ),
            ("50%", "80%", "1"),
            shares=True,
        ),
        RuleKind(
            Reminder.CERTIFICATE,
            gettext_lazy("Makers of products whose certificate expires"),
            gettext_lazy(
                "Days before the last day of the certificate. The day after it, its "
                "maker is told that it has expired."
            ),
            ("90", "30", "7"),
        ),
    )
}
OF_EDITIONS = tuple(kind for kind in Reminder if kind is not Reminder.CERTIFICATE)


@dataclass(frozen=True)
class ChosenRules:
    """By edition (None: the register) and kind; what is not there is as usual."""

    rows: dict[tuple[int | None, str], ReminderRule] = field(default_factory=dict)

    def marks(self, edition: int | None, kind: Reminder) -> tuple[Mark, ...]:
        """None of a rule that is off."""
        row = self.rows.get((edition, kind.value))
        if row is None:
            return usual_marks(kind)
        return marks_of(row) if row.active else ()

    def is_on(self, edition: int | None, kind: Reminder) -> bool:
        row = self.rows.get((edition, kind.value))
        return row is None or row.active

    def typed(self, edition: int | None, kind: Reminder) -> str:
        row = self.rows.get((edition, kind.value))
        return ", ".join(row.moments if row else RULES[kind].usual)


def usual_marks(kind: Reminder) -> tuple[Mark, ...]:
    return tuple(RULES[kind].read_one(part) for part in RULES[kind].usual)


def marks_of(row: ReminderRule) -> tuple[Mark, ...]:
    rule = RULES[Reminder(row.kind)]
    return tuple(rule.read_one(part) for part in row.moments)


def as_typed(marks: Iterable[Mark]) -> list[str]:
    return [f"{m.number}%" if m.unit is Unit.SHARE else str(m.number) for m in marks]


def chosen_rules(edition: Edition | None = None) -> ChosenRules:
    """Of all editions and the register, or of one. One statement."""
    rows = ReminderRule.objects.all()
    if edition is not None:
        rows = rows.filter(edition=edition)
    return ChosenRules({(row.edition_id, row.kind): row for row in rows})
