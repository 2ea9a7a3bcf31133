"""Which period and which hold are in force for each kind of each edition."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import models
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import pgettext_lazy

from awards.models import Edition, RetentionHold, RetentionRule
from config.privacy.retention.kinds import KINDS, Kind, Since


class Origin(models.TextChoices):
    """Who set a period."""

    EDITION = "edition", pgettext_lazy("who set a period", "of this edition")
    SITE = "site", pgettext_lazy("who set a period", "of the site")
    PROPOSED = "proposed", pgettext_lazy("who set a period", "proposal")


@dataclass(frozen=True)
class Line:
    """One kind of one edition. ``due_on`` None: its days are not counted yet, since
    nothing was announced. ``days``: what is in force, as ``origin`` says.
    """

    edition: Edition
    kind: Kind
    days: int
    origin: Origin
    due_on: date | None
    hold: RetentionHold | None

    def is_due(self, today: date) -> bool:
        return self.due_on is not None and self.due_on <= today and self.hold is None


def moment_of(edition: Edition, since: Since) -> datetime | None:
    """From when the days count; None where that is not known yet."""
    if since is Since.CLOSED:
        return edition.closes_at
    return edition.announced_at


def lines_of() -> list[Line]:
    """Each edition × each kind, as the periods and the holds stand."""
    rules = {
        (rule.edition_id, rule.kind): rule.days for rule in RetentionRule.objects.all()
    }
    holds = list(live_holds().select_related("edition"))
    return [
        line_of(edition, kind, rules, holds)
        for edition in Edition.objects.order_by("-year", "code")
        for kind in KINDS
    ]


def line_of(
    edition: Edition,
    kind: Kind,
    rules: Mapping[tuple[int | None, str], int],
    holds: list[RetentionHold],
) -> Line:
    days, origin = period_of(edition, kind, rules)
    began = moment_of(edition, kind.since)
    due_on = timezone.localdate(began) + timedelta(days=days) if began else None
    stops = (hold for hold in holds if does_hold(hold, edition, kind))
    return Line(edition, kind, days, origin, due_on, next(stops, None))


def period_of(
    edition: Edition, kind: Kind, rules: Mapping[tuple[int | None, str], int]
) -> tuple[int, Origin]:
    """The edition's own, else the site's, else what is proposed."""
    if own := rules.get((edition.pk, kind.code)):
        return own, Origin.EDITION
    if site := rules.get((None, kind.code)):
        return site, Origin.SITE
    return kind.days, Origin.PROPOSED


def does_hold(hold: RetentionHold, edition: Edition, kind: Kind) -> bool:
    of_edition = hold.edition_id in (None, edition.pk)
    return of_edition and hold.kind in ("", kind.code)


def live_holds() -> QuerySet[RetentionHold]:
    return RetentionHold.objects.filter(lifted_at=None)
