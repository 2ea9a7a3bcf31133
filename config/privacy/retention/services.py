"""How long what is kept: the periods, what stops them, and the nightly deletion."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from datetime import date, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Max, Min, Q
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
from awards.outbox.work import WorkState
from awards.refusals import WrongState
from config import acts
from config.privacy.office.ledger import record
from config.privacy.office.officers import officers
from config.privacy.retention.kinds import BY_CODE
from config.privacy.retention.lines import Line, lines_of, live_holds

MOST_NIGHTS = 30  # that are gone on with at once
PORTION = 100  # rows deleted in one transaction
ANSWERED_DAYS = 1095  # the words of answered requests on personal data
REQUESTS = "requests"
BLANK_WORDS = ("email", "name", "words", "question", "reply", "answer", "token_hash")

log = logging.getLogger(__name__)


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
    """Delete what is due by today, also what nights that were missed left. None where
    that was done this day, or another worker is at it. A night that was cut off goes on.
    """
    RetentionRun.objects.get_or_create(day=today)
    done = None
    for run in RetentionRun.objects.claim_each(MOST_NIGHTS):
        done = carry_out(run, today)
    return done


def carry_out(run: RetentionRun, today: date) -> RetentionRun:
    """A kind that cannot be deleted now keeps no other, and is tried again."""
    failed = ""
    for line in lines_of():
        try:
            attend_to(run, line, today)
        except Exception as error:  # whatever is wrong with one of them
            failed = f"{line.kind.code}: {type(error).__name__}"
            log.exception("retention of %s", line.kind.code)
    blank_old_requests(run, today)
    if failed:
        run.retry_later(failed)
    else:
        finish(run)
    return run


def attend_to(run: RetentionRun, line: Line, today: date) -> None:
    if line.is_due(today):
        delete_line(run, line)
    elif line.hold and line.due_on and line.due_on <= today:
        note_held(run, line)


def is_behind(today: date) -> bool:
    """Neither this night nor the last one ran, as where a machine is off by night: it is
    made up for by day.
    """
    done = RetentionRun.objects.filter(state=WorkState.DONE).aggregate(day=Max("day"))
    since = done["day"] or first_day()
    return since is not None and since < today - timedelta(days=1)


def first_day() -> date | None:
    """Of the site's first account."""
    first = User.objects.aggregate(at=Min("date_joined"))["at"]
    return timezone.localdate(first) if first else None


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
    # claimed anew: a long night is not taken for one that was cut off
    run.note(lines=run.lines, claimed_at=Now())


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
    run.finish()
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
