"""How long what is kept: the periods, what stops them, and the nightly deletion."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Q, QuerySet
from django.db.models.functions import Now
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from awards.accounts.models import User
from awards.models import (
    DataRequest,
    Edition,
    RequestState,
    RetentionHold,
    RetentionRule,
    RetentionRun,
)
from awards.outbox.services import queue_mail
from awards.refusals import WrongState
from config import acts
from config.privacy.ledger import record
from config.privacy.officers import officers
from config.privacy.retention.kinds import BY_CODE, KINDS, Kind, Since

PORTION = 100  # rows deleted in one transaction
ANSWERED_DAYS = 1095  # the words of answered requests on personal data
REQUESTS = "requests"
BLANK_WORDS = ("email", "name", "words", "question", "reply", "answer", "token_hash")


@dataclass(frozen=True)
class Line:
    """One kind of one edition. ``due_on`` None: its days are not counted yet, since
    nothing was announced. ``days``: what is in force.
    """

    edition: Edition
    kind: Kind
    days: int
    is_own: bool
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
    site_days = rules.get((None, kind.code), kind.days)
    days = rules.get((edition.pk, kind.code), site_days)
    began = moment_of(edition, kind.since)
    due_on = timezone.localdate(began) + timedelta(days=days) if began else None
    stops = (hold for hold in holds if does_hold(hold, edition, kind))
    is_own = (edition.pk, kind.code) in rules
    return Line(edition, kind, days, is_own, due_on, next(stops, None))


def does_hold(hold: RetentionHold, edition: Edition, kind: Kind) -> bool:
    of_edition = hold.edition_id in (None, edition.pk)
    return of_edition and hold.kind in ("", kind.code)


def live_holds() -> QuerySet[RetentionHold]:
    return RetentionHold.objects.filter(lifted_at=None)


@transaction.atomic
def set_periods(
    *, officer: User, edition: Edition | None, days: Mapping[str, int | None]
) -> None:
    """``days`` by kind; None: as the site has it, or as proposed."""
    changed = {}
    for code, number in days.items():
        known = RetentionRule.objects.filter(edition=edition, kind=code).first()
        if number == (known.days if known else None):
            continue
        changed[code] = number
        if number is None:
            RetentionRule.objects.filter(edition=edition, kind=code).delete()
        else:
            RetentionRule.objects.update_or_create(
                edition=edition, kind=code, defaults={"days": number}
            )
    if changed:
        where = edition.code if edition else ""
        record(acts.RETENTION_SET, officer, {"edition": where, "days": changed})


@transaction.atomic
def place_hold(
    *, officer: User, edition: Edition | None, kind: str, reason: str
) -> RetentionHold:
    """Nothing of it is deleted until the hold is lifted."""
    hold = RetentionHold.objects.create(
        edition=edition, kind=kind, reason=reason, placed_by=officer
    )
    where = edition.code if edition else ""
    values = {"hold": hold.pk, "edition": where, "kind": kind, "reason": reason}
    record(acts.RETENTION_HELD, officer, values)
    return hold


@transaction.atomic
def lift_hold(*, officer: User, hold: RetentionHold) -> None:
    """Raises WrongState where it was lifted before."""
    live = live_holds().filter(pk=hold.pk)
    if not live.update(lifted_at=Now(), lifted_by=officer):
        raise WrongState(_("This hold was lifted before."))
    record(acts.RETENTION_LET_GO, officer, {"hold": hold.pk})


def run_retention(*, today: date) -> RetentionRun | None:
    """Delete what is due, in portions, each through before the next. None where it was
    done this day. One that was cut off goes on where it was.
    """
    with transaction.atomic():
        run, _made = RetentionRun.objects.select_for_update().get_or_create(day=today)
    if run.finished_at:
        return None
    for line in lines_of():
        if line.due_on is None or line.due_on > today:
            continue
        if line.hold:
            note_held(run, line)
        else:
            delete_line(run, line)
    blank_old_requests(run, today)
    finish(run)
    return run


def delete_line(run: RetentionRun, line: Line) -> None:
    while delete_portion(run, line):
        pass


@transaction.atomic
def delete_portion(run: RetentionRun, line: Line) -> int:
    """The hold is asked again: one that was placed meanwhile stops it here."""
    holds = live_holds().filter(
        Q(edition=None) | Q(edition=line.edition), kind__in=("", line.kind.code)
    )
    if holds.exists():
        return 0
    found = line.kind.rows(line.edition).order_by("pk")[:PORTION]
    deleted = line.kind.delete(found)
    if deleted:
        count(run, line.edition.code, line.kind.code, deleted)
    return deleted


def note_held(run: RetentionRun, line: Line) -> None:
    waiting = line.kind.rows(line.edition).count()
    if waiting:
        count(run, line.edition.code, line.kind.code, 0, held=waiting)


def count(
    run: RetentionRun, edition: str, kind: str, deleted: int, held: int = 0
) -> None:
    for line in run.lines:
        if (line["edition"], line["kind"]) == (edition, kind):
            line["deleted"] += deleted
            line["held"] = held
            break
    else:
        run.lines.append(
            {"edition": edition, "kind": kind, "deleted": deleted, "held": held}
        )
    run.save(update_fields=["lines"])


def blank_old_requests(run: RetentionRun, today: date) -> None:
    """Of answered requests the words and the person go; that and how it was decided
    stays.
    """
    old = DataRequest.objects.filter(
        state__in=(RequestState.ANSWERED, RequestState.TAKEN_BACK),
        asked_at__date__lt=today - timedelta(days=ANSWERED_DAYS),
    ).exclude(email="", words="", answer="")
    with transaction.atomic():
        blanked = old.update(**dict.fromkeys(BLANK_WORDS, ""))
        if blanked:
            count(run, "", REQUESTS, blanked)


@transaction.atomic
def finish(run: RetentionRun) -> None:
    """With its row in the ledger, and a report to the officers where there is something
    to tell.
    """
    RetentionRun.objects.filter(pk=run.pk).update(finished_at=Now())
    record(acts.RETENTION_RUN, None, {"day": str(run.day), "lines": run.lines})
    if not run.lines:
        return
    for officer in officers():
        with override(officer.language):
            link = settings.SITE_URL + reverse("privacy-retention")
            rows = [said(line) for line in run.lines]
        queue_mail(
            "privacy_retention",
            "config/emails/privacy_retention.txt",
            {"day": run.day, "rows": rows, "link": link},
            dedupe_key=f"privacy-retention:{run.day}:{officer.pk}",
            recipient=officer,
        )


def said(line: Mapping[str, object]) -> str:
    """A line of a report in words."""
    numbers = {"deleted": line["deleted"], "held": line["held"]}
    words = (
        _("%(held)d kept because of a hold")
        if line["held"]
        else _("%(deleted)d deleted")
    )
    name = kind_name(str(line["kind"]))
    where = f"{line['edition']} · " if line["edition"] else ""
    return f"{where}{name}: {words % numbers}"


def kind_name(code: str) -> str:
    if code == REQUESTS:
        return _("Words of answered requests on personal data")
    return str(BY_CODE[code].title) if code in BY_CODE else code
