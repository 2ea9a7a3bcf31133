"""Lists become public at their moment: each exactly once, and one that fails is tried
again for days.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

from django.db import transaction
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from awards import acts
from awards.editions.emails import tell_of_failure
from awards.editions.two_persons import lacks_approval
from awards.ledger.services import append
from awards.models import Edition, WinnerList
from awards.outbox.work import WorkQuerySet, WorkState
from awards.refusals import Refused, SecondPersonNeeded
from awards.winners.lines import line_value
from awards.winners.open_lists import list_subject
from awards.winners.stated import stated_values

log = logging.getLogger(__name__)
QUICK_TRIES = 60  # people sit before a stage: for a minute each sweep tries again,
PAUSE = timedelta(seconds=10)  # then every ten seconds,
PATIENCE = timedelta(days=2)  # until the list's own evening and the day after are over
TELL_AFTER = 5  # tries: seconds, so that organisers know while it still matters


def due_lists() -> WorkQuerySet[WinnerList]:
    waited = (
        Q(attempts__lt=QUICK_TRIES) | Q(tried_at=None) | Q(tried_at__lt=Now() - PAUSE)
    )
    return WinnerList.objects.due().filter(waited).select_related("edition")


@contextmanager
def trying(winner_list: WinnerList) -> Iterator[None]:
    """Around the transaction that publishes a list: what fails is noted and tried again,
    what a rule forbids is called off. One list never keeps others from their moment.
    """
    try:
        yield
    except Refused as refused:
        call_off(winner_list.pk, str(refused))
    except Exception as error:
        log.exception(
            "Publishing list %s of %s failed",
            winner_list.version,
            winner_list.edition.code,
        )
        note_failure(winner_list.pk, f"{type(error).__name__}: {error}")


def call_off(pk: int, why: str) -> None:
    """What a rule forbids is no fault that passes: back to a draft, and the organisers are told."""
    WinnerList.objects.filter(pk=pk, state=WorkState.QUEUED).update(
        state=WorkState.DRAFT, last_error=why
    )
    tell_of_failure(WinnerList.objects.select_related("edition").get(pk=pk))


def note_failure(pk: int, error: str) -> None:
    """Due still, so that it is tried again; after two days it fails, and waits for people."""
    queued = WinnerList.objects.filter(pk=pk, state=WorkState.QUEUED)
    queued.update(attempts=F("attempts") + 1, last_error=error, tried_at=Now())
    given_up = queued.filter(due_at__lt=Now() - PATIENCE).update(state=WorkState.FAILED)
    winner_list = WinnerList.objects.select_related("edition").get(pk=pk)
    if given_up or winner_list.attempts == TELL_AFTER:
        tell_of_failure(winner_list)


@transaction.atomic
def publish_list(winner_list: WinnerList) -> bool:
    """Claimed and public in one transaction, to which the caller adds what appears with
    the list; False where another worker has it. Raises SecondPersonNeeded whoever asked
    for it and when.
    """
    Edition.objects.select_for_update().get(pk=winner_list.edition_id)
    if not WinnerList.objects.claim(winner_list.pk):
        return False
    winner_list.refresh_from_db()
    if lacks_approval(winner_list):
        raise SecondPersonNeeded(
            _("Another organiser must approve this list before it can be published.")
        )
    standing = WinnerList.objects.filter(
        edition=winner_list.edition_id, superseded_at=None
    )
    standing.exclude(published_at=None).update(superseded_at=Now())
    WinnerList.objects.filter(pk=winner_list.pk).update(published_at=Now())
    winner_list.finish()
    winner_list.refresh_from_db()
    edition = Edition.objects.filter(pk=winner_list.edition_id, announced_at=None)
    edition.update(announced_at=winner_list.published_at)
    winner_list.edition.refresh_from_db(fields=["announced_at"])
    lines = [line_value(winner) for winner in winner_list.winners.all()]
    values = {
        "version": winner_list.version,
        "lines": lines,
        **stated_values(winner_list),
    }
    append(
        winner_list.edition.code,
        acts.LIST_PUBLISHED,
        None,
        values,
        subject=list_subject(winner_list),
    )
    return True
