"""Phases follow from times and from the publication of a list: of an edition, and of a
round. Nobody sets them.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

if TYPE_CHECKING:
    from awards.models import Edition, Round


class Phase(models.TextChoices):
    """What the edition is in, in words for staff; ``public_label`` has the words for everybody."""

    DRAFT = "draft", _("Draft")
    PREPARING = "preparing", _("Being prepared")
    CALL = "call", _("Call is open")
    GRACE = "grace", _("Call closed, grace period running")
    JUDGING = "judging", _("Judging")
    RESULTS = "results", pgettext_lazy("phase of an edition", "Results")
    DUE = "due", _("The planned announcement time has passed and nothing is published")
    ANNOUNCED = "announced", _("Winners are published")

    @classmethod
    def of(cls, edition: Edition, judged_at: datetime | None = None) -> Phase:
        """``judged_at``: when the last round that takes place closes; from then on
        results are worked on. Without it they count as judging.
        """
        if edition.announced_at:
            return cls.ANNOUNCED
        if edition.opened_at is None:
            return cls.DRAFT
        now = timezone.now()
        grace_ends = edition.closes_at + timedelta(minutes=edition.grace_minutes)
        steps = [
            (edition.opens_at, cls.PREPARING),
            (edition.closes_at, cls.CALL),
            (grace_ends, cls.GRACE),
            (min(judged_at or edition.announces_at, edition.announces_at), cls.JUDGING),
            (edition.announces_at, cls.RESULTS),
        ]
        return next((phase for until, phase in steps if now < until), cls.DUE)

    @property
    def public_label(self) -> str:
        return str(PUBLIC_LABELS[self])


PUBLIC_LABELS = {
    Phase.DRAFT: _("Not announced yet"),
    Phase.PREPARING: _("Opens soon"),
    Phase.CALL: _("Open for entries"),
    Phase.GRACE: _("Closed for entries"),
    Phase.JUDGING: _("Being judged"),
    Phase.RESULTS: _("Being judged"),
    Phase.DUE: _("Closed for entries"),
    Phase.ANNOUNCED: _("Winners announced"),
}


class ChangeKind(models.TextChoices):
    """What nobody changes alone while the two-person rule is on."""

    RULE_OFF = "rule-off", _("Turn off the two-person rule")
    ORGANISER = "organiser", _("Add another organiser")


class PrizeTies(models.TextChoices):
    """What a proposal of prizes does with entries of one rank of which only some would
    get a level.
    """

    SHARE = "share", _("they share the prize, and the level below has fewer prizes")
    LOWER = "lower", _("all of them move to the next level with enough prizes")
    PEOPLE = "people", _("nothing more is proposed: the jury decides")


class RoundPhase(models.TextChoices):
    WAITING = "waiting", _("Not open yet")
    OPEN = "open", _("Open")
    CLOSED = "closed", _("Closed")

    @classmethod
    def of(cls, round_: Round, now: datetime | None = None) -> RoundPhase:
        now = now or timezone.now()
        if now < round_.opens_at:
            return cls.WAITING
        return cls.OPEN if now < round_.closes_at else cls.CLOSED


class Reminder(models.TextChoices):
    """What people are reminded of by themselves; each is a rule of the edition."""

    CLOSING = "closing", _("The call closes and an entry is still a draft")
    CORRECTION = "correction", _("A correction is due")
    INVITATION = "invitation", _("An invitation to judge has no answer")
    TITLES = "titles", _("A judge has not confirmed having no conflict of interest")
    BALLOTS = "ballots", _("Ballots are missing")
    CERTIFICATE = "certificate", _("A dSURE certificate expires")


class DateKind(models.TextChoices):
    """Deadlines that people get into their calendars by mail."""

    JUDGING = "judging", _("Judging closes")
    CORRECTION = "correction", _("Correction due")
    CLOSING = "closing", _("Call closes")
